"""What can be done to a list: order, columns, groups, views, marks; and stepping through it from a record's page."""

from __future__ import annotations

from collections.abc import Callable

from ...schema.sentences import Sentence, sentence
from .action import Action, Group, Standing, without_book, without_record
from .places import Place

ROWS = frozenset({Place.HISTORY, Place.BROUGHT, Place.INBOX, Place.PROBLEMS, Place.NUMBERS})
"""Lists of which the rows are no records."""
ARRANGED = frozenset({Place.CLIENTS, Place.LIST, Place.PIPELINE, Place.CLIENT, Place.TODAY, Place.SEARCH}) | ROWS
"""Lists that a person arranges."""
_PAGES = frozenset({Place.RECORD, Place.CLIENT})


def _list(
    word: str,
    title: Sentence,
    *keys: str,
    rank: int = 0,
    short: Sentence | None = None,
    disabled: Callable[[Standing], Sentence | None] = without_book,
    places: frozenset[Place] = ARRANGED,
) -> Action:
    """Return an action on a list."""
    return Action(word, title, keys, Group.LIST, places, rank, short, disabled)


def unmarkable(standing: Standing) -> Sentence | None:
    """Return why rows cannot be marked: on lists of which there is nothing to do to several rows at once."""
    if standing.place is Place.NUMBERS:
        return sentence("Numbers are counted from records: nothing can be done to several of them at once.")
    if standing.place is Place.PROBLEMS:
        return sentence("Problems are mended one at a time, in their files.")
    if standing.place is Place.BROUGHT:
        return sentence("What came in is read; nothing is done to several of its rows at once.")
    return without_book(standing)


def without_row(standing: Standing) -> Sentence | None:
    """Return why it needs a row under the cursor that can be marked."""
    return unmarkable(standing) or without_record(standing)


ON_LISTS: tuple[Action, ...] = (
    # Of numbers the same key chooses the records that count.
    _list(
        "filter",
        sentence("Filter what is shown"),
        "slash",
        rank=75,
        short=sentence("Filter"),
        places=ARRANGED - {Place.NUMBERS},
    ),
    _list("order", sentence("Choose the order; the same again turns it round"), "o"),
    _list("columns", sentence("Choose the columns"), "C"),
    _list("group", sentence("Group by a field"), "B"),
    _list("views", sentence("Saved views: choose, save, delete"), "v", rank=64, short=sentence("Views")),
    _list(
        "mark",
        sentence("Mark the record, or take its mark away"),
        "space",
        rank=50,
        short=sentence("Mark"),
        disabled=without_row,
    ),
    _list("mark-range", sentence("Mark from the last mark to here"), "V", disabled=without_row),
    _list("mark-all", sentence("Mark all that is shown, or nothing"), "asterisk", disabled=unmarkable),
    Action("next-record", sentence("Next record of the list"), ("J",), Group.LIST, _PAGES, disabled=without_book),
    Action(
        "previous-record", sentence("Previous record of the list"), ("K",), Group.LIST, _PAGES, disabled=without_book
    ),
)
"""In the order of help."""
