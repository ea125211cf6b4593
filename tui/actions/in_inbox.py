"""What can be done with conflicts, and sharing itself."""

from __future__ import annotations

from ...schema.sentences import Sentence, sentence
from .action import Action, Group, Standing, lacks_nothing, without_book
from .places import Place

_INBOX = frozenset({Place.INBOX})


def without_conflict(standing: Standing) -> Sentence | None:
    """Return why it needs a conflict under the cursor; it may stand in a file that is no record."""
    if reason := without_book(standing):
        return reason
    return None if standing.record or standing.file else sentence("There is no conflict here to settle.")


def _settle(word: str, title: Sentence, key: str, short: Sentence, rank: int = 0) -> Action:
    """Return an action that settles the conflict under the cursor, or all that are marked."""
    return Action(word, title, (key,), Group.RECORD, _INBOX, rank, short, without_conflict)


IN_INBOX: tuple[Action, ...] = (
    _settle("open-conflict", sentence("Open the record"), "enter", sentence("Open"), 90),
    _settle("keep-mine", sentence("Mine is right"), "M", sentence("Mine"), 86),
    _settle("take-theirs", sentence("Theirs is right"), "T", sentence("Theirs"), 85),
    _settle("take-probable", sentence("What is probably right"), "P", sentence("Probably"), 84),
    _settle("keep-both", sentence("Both belong, one after the other"), "plus", sentence("Both"), 83),
    _settle("write-third", sentence("Write another value"), "i", sentence("Edit"), 82),
    _settle("keep-standing", sentence("What stands now is right, whoever wrote it"), "K", sentence("Keep"), 81),
    _settle("take-other", sentence("The other is right, whoever wrote it"), "O", sentence("Other"), 80),
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
    Action(
        "hold", sentence("Get a client that this clone does not hold"), ("g C",), Group.BOOK, disabled=lacks_nothing
    ),
    Action("books", sentence("Another book in this window"), ("g B",), Group.GO, disabled=without_book),
)
"""In the order of help."""
