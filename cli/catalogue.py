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


BEGIN = _("Begin")
LOOK = _("Look")
COUNT = _("Count")
WRITE = _("Write")
SHARE = _("Share")
KEEP = _("Take back, bring in")

_SECTIONS: Mapping[str, tuple[str, ...]] = {
    BEGIN: ("demo", "init", "clone", "where", "doctor", "completion"),
    LOOK: ("today", "top", "list", "views", "show", "find", "check", "history", "diff", "review", "schema", "keys"),
    COUNT: ("kpi", "forecast"),
    WRITE: ("log", "task", "done", "snooze", "delegate", "move", "new", "set", "edit", "rename", "rm"),
    SHARE: ("sync", "conflicts", "resolve"),
    KEEP: ("undo", "redo", "restore", "import"),
}
_MODULES: Mapping[str, str] = {"import": "import_rows"}
"""Commands whose module cannot be called as they are."""

COMMANDS: Mapping[str, Entry] = {
    name: Entry(_MODULES.get(name, name), section) for section, names in _SECTIONS.items() for name in names
}
"""Every command by name, section by section."""
