"""What a user can do: the one table from which keys, footer, help, palette and docs/keys.md come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from ..schema.sentences import Sentence, sentence


class Place(StrEnum):
    """Where an action can be done. A screen stands in one place; ``ANYWHERE`` is in all of them but forms."""

    ANYWHERE = "anywhere"
    CLIENTS = "clients"
    CLIENT = "client"
    LIST = "list"
    RECORD = "record"
    PIPELINE = "pipeline"
    TODAY = "today"
    SEARCH = "search"
    PROBLEMS = "problems"
    HISTORY = "history"
    FILE = "file"
    FORM = "form"
    ITEMS = "items"
    TEXT = "text"


class Group(StrEnum):
    """Under which heading help shows an action."""

    GO = "go"
    MOVE = "move"
    RECORD = "record"
    FORM = "form"
    BOOK = "book"
    HELP = "help"


GROUP_TITLES: tuple[tuple[Group, Sentence], ...] = (
    (Group.RECORD, sentence("Work on a record")),
    (Group.FORM, sentence("Fill in a form")),
    (Group.GO, sentence("Go somewhere")),
    (Group.MOVE, sentence("Move about")),
    (Group.BOOK, sentence("The book")),
    (Group.HELP, sentence("Help and leaving")),
)

PLACE_TITLES: tuple[tuple[Place, Sentence], ...] = (
    (Place.ANYWHERE, sentence("Everywhere")),
    (Place.CLIENTS, sentence("Clients")),
    (Place.CLIENT, sentence("Client")),
    (Place.LIST, sentence("List")),
    (Place.RECORD, sentence("Record")),
    (Place.PIPELINE, sentence("Pipeline")),
    (Place.TODAY, sentence("Today")),
    (Place.SEARCH, sentence("Search")),
    (Place.PROBLEMS, sentence("Problems")),
    (Place.HISTORY, sentence("History")),
    (Place.FILE, sentence("File")),
    (Place.FORM, sentence("Form")),
    (Place.ITEMS, sentence("Items of a list")),
    (Place.TEXT, sentence("Text")),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the user is and on what, as far as actions care."""

    place: Place
    """The screen's place."""
    record: str = ""
    """The id of the selected record; empty where none is."""
    type: str = ""
    """The record type of the selected record."""
    has_flow: bool = False
    """Whether the selected record has a state that can be moved."""
    can_be_done: bool = False
    """Whether the selected record can be marked done: it is open and one of its next states ends it."""
    day_field: str = ""
    """The field that says when the selected record is due; empty where nothing about it is."""
    file: str = ""
    """The path of the selected file where it may be no readable record."""
    book_open: bool = True
    """Whether the book has been read."""


def _never(_standing: Standing) -> Sentence | None:
    return None


def _without_book(standing: Standing) -> Sentence | None:
    return None if standing.book_open else sentence("The book is still being read.")


def _without_record(standing: Standing) -> Sentence | None:
    return _without_book(standing) or (None if standing.record or standing.file else sentence("Select a record first."))


def _without_flow(standing: Standing) -> Sentence | None:
    if reason := _without_record(standing):
        return reason
    return None if standing.has_flow else sentence("This record has no stage or status to move.")


def _cannot_be_done(standing: Standing) -> Sentence | None:
    if reason := _without_record(standing):
        return reason
    return None if standing.can_be_done else sentence("Only open tasks, cases and the like can be marked done.")


def _without_day(standing: Standing) -> Sentence | None:
    if reason := _without_record(standing):
        return reason
    return None if standing.day_field else sentence("Nothing about this record is due on a day.")


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a user can do."""

    id: str
    """A stable kebab-case word; ``do_<id>`` performs it and user keymaps name it."""
    title: Sentence
    """What it does, as a menu says it."""
    keys: tuple[str, ...]
    """Textual key names; a sequence is written with a blank: ``g c``."""
    group: Group
    """Its heading in help."""
    places: frozenset[Place] = frozenset({Place.ANYWHERE})
    """Where it can be done."""
    rank: int = 0
    """Above 0: shown in the footer, the highest first."""
    short: Sentence | None = None
    """One word for the footer, where the title is longer."""
    disabled: Callable[[Standing], Sentence | None] = _never
    """Says why it cannot be done now; None when it can."""
    while_typing: bool = False
    """Whether its keys work while the focus is in a text field."""

    def is_in(self, place: Place) -> bool:
        """Return whether it can be done in ``place``; what works anywhere does not work in forms."""
        if place in _CLOSED:
            return place in self.places
        return place in self.places or Place.ANYWHERE in self.places


_LISTS = frozenset({Place.CLIENTS, Place.CLIENT, Place.LIST, Place.PIPELINE, Place.TODAY, Place.SEARCH})
_RECORDS = _LISTS | {Place.RECORD}
_PAGES = _RECORDS | {Place.PROBLEMS, Place.HISTORY, Place.FILE}
_FILTERED = frozenset({Place.CLIENTS, Place.LIST, Place.PIPELINE})
_BOARD = frozenset({Place.PIPELINE})
_SIDEWAYS = frozenset({Place.CLIENT, Place.PIPELINE})
_EVERYWHERE = frozenset({Place.ANYWHERE, Place.FORM})
_FORMS = frozenset({Place.FORM})
_ITEMS = frozenset({Place.ITEMS})
_CLOSED = frozenset({Place.FORM, Place.ITEMS, Place.TEXT})
"""Places in which one writes: only what says so can be done there."""


def _record(
    word: str,
    title: Sentence,
    *keys: str,
    places: frozenset[Place] = _RECORDS,
    rank: int = 0,
    short: Sentence | None = None,
) -> Action:
    """Return an action on the selected record."""
    return Action(word, title, keys, Group.RECORD, places, rank, short, _without_record)


def _go(word: str, title: Sentence, *keys: str, rank: int = 0, short: Sentence | None = None) -> Action:
    """Return an action that leads to a screen of the book."""
    return Action(word, title, keys, Group.GO, rank=rank, short=short, disabled=_without_book)


def _step(word: str, title: Sentence, *keys: str, places: frozenset[Place] = _PAGES | _ITEMS) -> Action:
    """Return a movement of the cursor."""
    return Action(word, title, keys, Group.MOVE, places)


def _form(
    word: str,
    title: Sentence,
    *keys: str,
    rank: int = 0,
    short: Sentence | None = None,
    places: frozenset[Place] = _FORMS,
) -> Action:
    """Return an action of forms: it works while one types."""
    return Action(word, title, keys, Group.FORM, places, rank, short, while_typing=True)


ACTIONS: tuple[Action, ...] = (
    _record("open", sentence("Open"), "enter", places=_PAGES, rank=90),
    Action("new", sentence("New record"), ("n",), Group.RECORD, rank=80, short=sentence("New"), disabled=_without_book),
    Action(
        "log",
        sentence("Log an interaction and its next step"),
        ("l",),
        Group.RECORD,
        rank=78,
        short=sentence("Log"),
        disabled=_without_book,
    ),
    Action("task", sentence("New task"), ("t",), Group.RECORD, disabled=_without_book),
    Action(
        "move",
        sentence("Move to another stage or status"),
        ("m",),
        Group.RECORD,
        _RECORDS,
        76,
        sentence("Move"),
        _without_flow,
    ),
    Action(
        "move-on",
        sentence("Move to the next stage"),
        ("greater_than_sign", "shift+right"),
        Group.RECORD,
        _BOARD,
        disabled=_without_flow,
    ),
    Action(
        "move-back",
        sentence("Move to the stage before"),
        ("less_than_sign", "shift+left"),
        Group.RECORD,
        _BOARD,
        disabled=_without_flow,
    ),
    Action("done", sentence("Mark as done"), ("x",), Group.RECORD, _RECORDS, disabled=_cannot_be_done),
    Action("reschedule", sentence("Change when it is due"), ("z",), Group.RECORD, _RECORDS, disabled=_without_day),
    _record(
        "edit-field",
        sentence("Edit the selected field"),
        "i",
        places=frozenset({Place.RECORD}),
        rank=75,
        short=sentence("Field"),
    ),
    _record("edit", sentence("Edit in a form"), "e", rank=74, short=sentence("Edit")),
    _record(
        "edit-file",
        sentence("Edit the file in $EDITOR"),
        "E",
        places=_RECORDS | {Place.PROBLEMS, Place.FILE},
        rank=40,
        short=sentence("$EDITOR"),
    ),
    _record("history", sentence("History of the record"), "H"),
    _record("client", sentence("Go to the record's client"), "c"),
    _record("rename", sentence("Rename the record's file"), "R"),
    _record("remove", sentence("Delete the record"), "delete", "X"),
    _go("clients", sentence("Clients"), "g c"),
    _go("pipeline", sentence("Pipeline"), "g e"),
    _go("tasks", sentence("Tasks"), "g t"),
    _go("today", sentence("Today"), "g h"),
    _go("lists", sentence("List of any type"), "g o"),
    _go("search", sentence("Search everything"), "s", rank=60, short=sentence("Search")),
    _go("problems", sentence("Problems"), "exclamation_mark", "g comma"),
    Action(
        "to-list",
        sentence("From the line to the list and back"),
        ("tab",),
        Group.MOVE,
        frozenset({Place.SEARCH}),
        65,
        sentence("List"),
        while_typing=True,
    ),
    Action("back", sentence("Back"), ("escape", "q"), Group.GO, rank=20),
    Action(
        "filter",
        sentence("Filter what is shown"),
        ("slash",),
        Group.MOVE,
        _FILTERED,
        70,
        sentence("Filter"),
        _without_book,
    ),
    _step("down", sentence("Down"), "j", "down"),
    _step("up", sentence("Up"), "k", "up"),
    _step("left", sentence("Left"), "left", "left_square_bracket", "shift+tab", places=_SIDEWAYS),
    _step("right", sentence("Right"), "right", "right_square_bracket", "tab", places=_SIDEWAYS),
    _step("top", sentence("To the top"), "g g", "home"),
    _step("bottom", sentence("To the bottom"), "G", "end"),
    _step("half-down", sentence("Half a page down"), "ctrl+d"),
    _step("half-up", sentence("Half a page up"), "ctrl+u"),
    _step("page-down", sentence("A page down"), "pagedown", "ctrl+f", "space"),
    _step("page-up", sentence("A page up"), "pageup", "ctrl+b"),
    Action("view", sentence("Board or table"), ("v",), Group.MOVE, _BOARD, 72, sentence("View")),
    Action("flow", sentence("Next kind of pipeline"), ("f",), Group.MOVE, _BOARD),
    Action("order", sentence("Order by the next column"), ("o",), Group.MOVE, frozenset({Place.CLIENTS, Place.LIST})),
    Action("preview", sentence("Show or hide the preview"), ("p",), Group.MOVE, frozenset({Place.CLIENTS, Place.LIST})),
    _form("save", sentence("Save"), "ctrl+s", "f2", rank=100, places=_FORMS | {Place.TEXT}),
    _form("accept", sentence("Next field, or take what is offered"), "enter", rank=96, short=sentence("Go on")),
    _form(
        "leave",
        sentence("Leave the form"),
        "escape",
        rank=94,
        short=sentence("Leave"),
        places=_FORMS | {Place.ITEMS, Place.TEXT},
    ),
    _form("complete", sentence("Offer what fits"), "ctrl+n", rank=92, short=sentence("Offers")),
    _form("more", sentence("Show all fields or the usual ones"), "ctrl+o", rank=90, short=sentence("All fields")),
    _form("open-item", sentence("Edit the item"), "enter", rank=90, short=sentence("Edit"), places=_ITEMS),
    _form("add", sentence("Add an item"), "n", "a", rank=88, short=sentence("Add"), places=_ITEMS),
    _form("drop", sentence("Take the item away"), "x", "delete", rank=86, short=sentence("Take away"), places=_ITEMS),
    _form("next-field", sentence("Next field"), "tab", "down"),
    _form("previous-field", sentence("Previous field"), "shift+tab", "up"),
    Action("undo", sentence("Undo the last save"), ("u",), Group.BOOK, disabled=_without_book),
    Action("redo", sentence("Redo what was undone"), ("ctrl+r",), Group.BOOK, disabled=_without_book),
    Action("refresh", sentence("Look at the disk again"), ("f5",), Group.BOOK, disabled=_without_book),
    Action("theme", sentence("Next colour theme"), ("f9",), Group.BOOK, _EVERYWHERE, while_typing=True),
    Action(
        "palette",
        sentence("Palette: actions and records"),
        ("ctrl+p", "colon"),
        Group.HELP,
        rank=30,
        short=sentence("Palette"),
    ),
    Action("help", sentence("Help"), ("question_mark", "f1"), Group.HELP, _EVERYWHERE, 100),
    Action(
        "suspend",
        sentence("Back to the shell for a while (fg returns)"),
        ("ctrl+z",),
        Group.HELP,
        _EVERYWHERE,
        while_typing=True,
    ),
    Action("quit", sentence("Leave Cartera"), ("ctrl+q", "ctrl+c"), Group.HELP, _EVERYWHERE, while_typing=True),
)

PREFIXES = frozenset(keys.split(" ")[0] for action in ACTIONS for keys in action.keys if " " in keys)
"""Keys that begin a sequence."""


def action_of(word: str) -> Action:
    """Return the action with the id ``word``; a wrong word is a bug."""
    return next(action for action in ACTIONS if action.id == word)


def actions_in(place: Place) -> tuple[Action, ...]:
    """Return what can be done in a place, in the order of the table."""
    return tuple(action for action in ACTIONS if action.is_in(place))


_KEY_NAMES = {
    "slash": "/",
    "question_mark": "?",
    "exclamation_mark": "!",
    "colon": ":",
    "comma": ",",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "escape": "Esc",
    "enter": "Enter",
    "delete": "Del",
    "space": "Space",
    "home": "Home",
    "end": "End",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "tab": "Tab",
}


def key_name(keys: str) -> str:
    """Return keys as people read them: ``g c``, ``Ctrl-P``, ``Esc``."""
    return " ".join(_one_key_name(key) for key in keys.split(" "))


def _one_key_name(key: str) -> str:
    *modifiers, last = key.split("+")
    shown = _KEY_NAMES.get(last, last.upper() if modifiers or (last[0] == "f" and last[1:].isdigit()) else last)
    return "-".join((*(each.capitalize() for each in modifiers), shown))
