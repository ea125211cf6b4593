"""The page that shows a record: a client's has a form of its own."""

from __future__ import annotations

from ..schema.record import Record
from .screens.book_screen import BookScreen
from .screens.client import ClientScreen
from .screens.record import RecordScreen


def page_of(record: Record, beside: BookScreen | None = None) -> BookScreen:
    """Return the page of a record; a client's opens on the tab of the client it is looked at ``beside``."""
    if record.type != "client":
        return RecordScreen(record.id)
    return ClientScreen(record.id, beside.tab) if isinstance(beside, ClientScreen) else ClientScreen(record.id)
