"""The history of a record: who changed which field when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from ...records.book import Book
from ...schema.clean import clean
from ...schema.record import Record
from .. import messages
from ..actions import Place
from ..presentation.history_page import history_items
from ..presentation.lines import text_item
from ..widgets.line_view import LineView
from .book_screen import BookScreen

MOST = 200
"""Commits shown."""


class HistoryScreen(BookScreen):
    """Newest first; each entry says its moment, its author and every field before and after."""

    place: ClassVar[Place] = Place.HISTORY

    def __init__(self, record: Record) -> None:
        super().__init__()
        self._record = record

    def content(self) -> Iterable[Widget]:
        """Return the page."""
        yield LineView(id="page")

    def trail(self) -> tuple[str, ...]:
        """Return the record and what is shown of it."""
        return (clean(self._record.title), self.language.gettext("History"))

    def selected(self) -> str:
        """Return the id of the record."""
        return self._record.id

    def mover(self) -> Widget | None:
        """Movements move the page."""
        return self.query_one(LineView)

    def on_mount(self) -> None:
        """Give the keys to the page and say that git is asked."""
        page = self.query_one(LineView)
        page.focus()
        page.show([text_item(self.language.gettext("Asking git..."))])

    def show_snapshot(self) -> None:
        """Ask git; a save made meanwhile is in it."""
        record = self._record

        def read(book: Book) -> messages.HistoryRead:
            return messages.HistoryRead(tuple(book.history(record, MOST)))

        self.cartera.bridge.ask(self, read)

    def on_history_read(self, message: messages.HistoryRead) -> None:
        """Show the entries."""
        message.stop()
        record_type = self.snapshot.type_of(self._record)
        self.query_one(LineView).show(history_items(message.entries, record_type, self.reader))

    def do_open(self) -> None:
        """Nothing opens here: the record is one key back."""
