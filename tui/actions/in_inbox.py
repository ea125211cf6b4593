"""What can be done with conflicts, and sharing itself."""

from __future__ import annotations

from ...schema.sentences import Sentence, sentence
from .action import Action, Group, Standing, without_book
from .places import Place

_INBOX = frozenset({Place.INBOX})


def without_conflict(standing: Standing) -> Sentence | None:
    """Return why it needs a conflict under the cursor; it may stand in a file that is no record."""
    if reason := without_book(standing):
        return reason
    return None if standing.record or standing.file else sentence("There is no conflict here to settle.")


IN_INBOX: tuple[Action, ...] = (
    Action(
        "open-conflict",
        sentence("Open the record"),
        ("enter",),
        Group.RECORD,
        _INBOX,
        90,
        sentence("Open"),
        without_conflict,
    ),
    Action(
        "keep-mine", sentence("Mine is right"), ("M",), Group.RECORD, _INBOX, 86, sentence("Mine"), without_conflict
    ),
    Action(
        "take-theirs",
        sentence("Theirs is right"),
        ("T",),
        Group.RECORD,
        _INBOX,
        85,
        sentence("Theirs"),
        without_conflict,
    ),
    Action(
        "keep-both",
        sentence("Both belong, one after the other"),
        ("B",),
        Group.RECORD,
        _INBOX,
        84,
        sentence("Both"),
        without_conflict,
    ),
    Action(
        "write-third",
        sentence("Write another value"),
        ("i",),
        Group.RECORD,
        _INBOX,
        83,
        sentence("Edit"),
        without_conflict,
    ),
)
"""In the order of help."""

SHARING: tuple[Action, ...] = (
    Action(
        "sync",
        sentence("Sync: bring in what others did, send what you did"),
        ("s",),
        Group.BOOK,
        rank=58,
        short=sentence("Sync"),
        disabled=without_book,
    ),
    Action("inbox", sentence("Conflicts to settle"), ("g b",), Group.GO, disabled=without_book),
    Action("brought", sentence("What came in with the last syncs"), ("g n",), Group.GO, disabled=without_book),
    Action("books", sentence("Another book in this window"), ("g B",), Group.GO, disabled=without_book),
)
"""In the order of help."""
