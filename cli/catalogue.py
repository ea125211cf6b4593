"""The table of commands: name, module and section. A command's module is imported when the command is used."""

from __future__ import annotations

from collections.abc import Mapping

from ..schema.dataclass import dataclass
from .marking import mark as _


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command is."""

    module: str
    """The module in ``cli/commands/``; its ``command`` is the command."""
    section: str
    """The heading it stands under in the help."""
    about: str
    """What it does, for that list; marked for translation."""


BEGIN = _("Begin")
LOOK = _("Look")
COUNT = _("Count")
WRITE = _("Write")
SHARE = _("Share")
KEEP = _("Take back, bring in")

_SECTIONS: Mapping[str, tuple[str, ...]] = {
    BEGIN: ("demo", "init", "clone", "hold", "where", "doctor", "completion"),
    LOOK: ("today", "top", "list", "views", "show", "find", "check", "history", "diff", "review", "schema", "keys"),
    COUNT: ("kpi", "forecast"),
    WRITE: ("log", "task", "done", "snooze", "delegate", "move", "new", "set", "edit", "rename", "rm"),
    SHARE: ("sync", "conflicts", "resolve"),
    KEEP: ("undo", "redo", "restore", "import"),
}
_MODULES: Mapping[str, str] = {"import": "import_rows"}
"""Commands whose module cannot be called as they are."""

ABOUTS: Mapping[str, str] = {
    "demo": _("Write a sample book of some thirty invented clients to try Cartera on"),
    "init": _("Make a new book: a folder with cartera.yaml under git"),
    "clone": _("Get a shared book: all its files and history, ready to work in"),
    "hold": _("Get more clients into a clone that holds only some"),
    "where": _("Show where the book and its cache lie, and where the book stands in git"),
    "doctor": _(
        "Look at Python, git, your identity, the book, its history, the cache and the terminal, and say what "
        "is wrong and what to do"
    ),
    "completion": _("Print the lines that make your shell complete commands, types and names of records"),
    "today": _(
        "List what is due, overdue or coming within a week: tasks, next steps, meetings, messages without an "
        "answer, proposals, contracts, deliverables, cases with their clocks, clients who hear nothing"
    ),
    "top": _("Show the three priorities of a day; with REF, choose a record or take it off again"),
    "list": _("List the records of a type that a query asks for, or those of a saved view"),
    "views": _("List the saved views: ours, the book's in views/, and your own"),
    "show": _("Show a record with all its fields, its text and what is wrong with it"),
    "find": _("Search names, titles, fields and texts for words, best first"),
    "check": _("List what is wrong in the book: files that cannot be read, bad values, broken links"),
    "history": _("Show who changed which field when, newest first"),
    "diff": _("Show what changed between two moments, by record and field"),
    "review": _("Show what others did that is not here yet, record by record and field by field"),
    "schema": _("Explain a record type: its fields, what they hold, which are required, and its states"),
    "keys": _("List what the terminal can do and the keys that do it, your own included"),
    "kpi": _("Compute numbers from the records: sales, clients, forecast, service"),
    "forecast": _(
        "Show what a period will come to: closed, committed, best case, pipeline, weighted, against the target"
    ),
    "log": _("Log a call, meeting, message or note with a client, and the next step, in one go"),
    "task": _("Note something to do"),
    "done": _("Finish a task, case, project or review"),
    "snooze": _("Put off until another day what is due about a record: a task, a next step, an update, a meeting"),
    "delegate": _("Give a task to somebody of people/; of another record, a task about it"),
    "move": _("Move a record into another state: an opportunity to a stage, a proposal to sent, a case to closed"),
    "new": _("Make a record of a type"),
    "set": _("Change fields of a record; with --where, of all records a query asks for, as one undo"),
    "edit": _("Edit a record's text in your editor (VISUAL or EDITOR)"),
    "rename": _("Give a record another name"),
    "rm": _("Delete a record"),
    "sync": _("Bring in what others did and send what you did"),
    "conflicts": _("List what two people wrote differently: the record, the field, both values, who and when"),
    "resolve": _("Settle a conflict, in this clone and with the next sync in all"),
    "undo": _("Take back your last change, also where others have it already; again for the one before"),
    "redo": _("Make again what “cartera undo” took back last"),
    "restore": _("Bring back what a record said at an earlier moment, or a record that was deleted"),
    "import": _("Bring in tables from another program by a recipe; one undo takes it back"),
}
"""What each command does, in the words its own help begins with (a test compares them): the help of ``cartera`` lists them
all, and to import forty modules for it took a fifth of a second."""

COMMANDS: Mapping[str, Entry] = {
    name: Entry(_MODULES.get(name, name), section, ABOUTS[name])
    for section, names in _SECTIONS.items()
    for name in names
}
"""Every command by name, section by section."""
