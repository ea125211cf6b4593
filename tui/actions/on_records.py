"""What can be done with the selected record."""

from __future__ import annotations

from ...schema.sentences import Sentence, sentence
from .action import Action, Group, cannot_be_done, without_book, without_day, without_flow, without_record
from .places import LISTS, PAGES, RECORDS, Place

_BOARD = frozenset({Place.PIPELINE})


def _record(
    word: str,
    title: Sentence,
    *keys: str,
    places: frozenset[Place] = RECORDS,
    rank: int = 0,
    short: Sentence | None = None,
) -> Action:
    """Return an action on the selected record."""
    return Action(word, title, keys, Group.RECORD, places, rank, short, without_record)


ON_RECORDS: tuple[Action, ...] = (
    _record("open", sentence("Open"), "enter", places=PAGES, rank=90),
    Action("new", sentence("New record"), ("n",), Group.RECORD, rank=80, short=sentence("New"), disabled=without_book),
    Action(
        "log",
        sentence("Log an interaction and its next step"),
        ("l",),
        Group.RECORD,
        rank=78,
        short=sentence("Log"),
        disabled=without_book,
    ),
    Action("task", sentence("New task"), ("t",), Group.RECORD, disabled=without_book),
    Action(
        "move",
        sentence("Move to another stage or status"),
        ("m",),
        Group.RECORD,
        RECORDS,
        76,
        sentence("Move"),
        without_flow,
    ),
    Action(
        "move-on",
        sentence("Move to the next stage"),
        ("greater_than_sign", "shift+right"),
        Group.RECORD,
        _BOARD,
        disabled=without_flow,
    ),
    Action(
        "move-back",
        sentence("Move to the stage before"),
        ("less_than_sign", "shift+left"),
        Group.RECORD,
        _BOARD,
        disabled=without_flow,
    ),
    Action("done", sentence("Mark as done"), ("x",), Group.RECORD, RECORDS, disabled=cannot_be_done),
    Action("reschedule", sentence("Change when it is due"), ("z",), Group.RECORD, RECORDS, disabled=without_day),
    _record(
        "edit-field",
        sentence("Edit the selected field"),
        "i",
        places=frozenset({Place.RECORD}),
        rank=75,
        short=sentence("Field"),
    ),
    _record("ask-field", sentence("Edit one field"), "i", places=LISTS),
    _record("edit", sentence("Edit in a form"), "e", rank=74, short=sentence("Edit")),
    _record(
        "edit-file",
        sentence("Edit the file in $EDITOR"),
        "E",
        places=RECORDS | {Place.PROBLEMS, Place.FILE},
        rank=40,
        short=sentence("Editor"),
    ),
    _record("copy", sentence("Copy: title, reference, mail, phone"), "y"),
    _record("history", sentence("History of the record"), "H"),
    _record("client", sentence("Go to the record's client"), "c"),
    _record("rename", sentence("Rename the record's file"), "R"),
    _record("remove", sentence("Delete the record"), "delete", "X"),
)
"""In the order of help."""
