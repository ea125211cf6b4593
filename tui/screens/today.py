"""Today: what is due, overdue or coming, the most pressing first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from ...records.views.today.listing import due_list
from .. import messages
from ..actions import Place
from ..presentation.empty import empty_today
from ..presentation.today import today_columns, today_rows
from ..widgets.record_table import RecordTable, TableModel
from .book_screen import BookScreen


class TodayScreen(BookScreen):
    """One list of everything due, whatever record makes it due."""

    place: ClassVar[Place] = Place.TODAY

    def content(self) -> Iterable[Widget]:
        """Return the table."""
        yield RecordTable(id="rows")

    def trail(self) -> tuple[str, ...]:
        """Return the name and how many things are due."""
        return (f"{self.language.gettext('Today')} ({len(self.query_one(RecordTable).model.ids)})",)

    def selected(self) -> str:
        """Return what is under the cursor."""
        return self.query_one(RecordTable).selected

    def mover(self) -> object:
        """Movements move the table."""
        return self.query_one(RecordTable)

    def on_mount(self) -> None:
        """Give the keys to the table."""
        self.query_one(RecordTable).focus()

    def show_snapshot(self) -> None:
        """Compute what is due, in a thread."""
        snapshot, now, me = self.snapshot, self.cartera.now, self.cartera.me or None
        self.cartera.bridge.compute(self, lambda: messages.DueReady(snapshot, due_list(snapshot, now, me)))

    def on_due_ready(self, message: messages.DueReady) -> None:
        """Show what is due, unless the book has changed meanwhile."""
        message.stop()
        if message.snapshot is not self.cartera.snapshot:
            return
        first = {each.record.id: each for each in reversed(message.due)}
        ids = tuple(dict.fromkeys(each.record.id for each in message.due))
        table = self.query_one(RecordTable)
        table.say_empty(empty_today(self.reader))
        table.show(TableModel(today_columns(self.reader), ids, today_rows(message.snapshot, first, self.reader)))
        self.refresh_header()
