"""Stepping from a record's page to the next or previous record of the list one came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from ..schema.sentences import sentence
from .pages import page_of
from .screens.client import ClientScreen
from .screens.record import RecordScreen

if TYPE_CHECKING:
    from .app import Cartera


@runtime_checkable
class Listing(Protocol):
    """A screen with rows, whose cursor follows to the record one has stepped to."""

    def choose(self, record_id: str) -> None:
        """Put the cursor on a record."""


def step_to_neighbour(app: Cartera, step: int) -> None:
    """Show the record ``step`` places on in the list the page on top was opened from, in the same way."""
    page = app.screen
    if not isinstance(page, (ClientScreen, RecordScreen)):
        return
    rows, record_id = page.among, page.record_id
    known = app.snapshot.records if app.snapshot else {}
    place = rows.index(record_id) if record_id in rows else -1
    following = range(place + step, len(rows) if step > 0 else -1, step) if place >= 0 else range(0)
    found = next((rows[each] for each in following if rows[each] in known), None)
    if found is None:
        if place < 0:
            app.tell(sentence("This record was not opened from a list."))
        elif step > 0:
            app.tell(sentence("This is the last record of the list."))
        else:
            app.tell(sentence("This is the first record of the list."))
        return
    beside = page_of(known[found], page)
    beside.among = rows
    app.switch_screen(beside)
    below = app.screen_stack[-2]
    if isinstance(below, Listing):
        below.choose(found)
