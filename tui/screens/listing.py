"""A list of records of one type: filtered as you type, ordered by column, with a preview where there is room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import events
from textual.containers import Horizontal
from textual.widget import Widget

from ...schema.clean import clean
from ...schema.record import Record
from ...schema.record_type import RecordType
from .. import messages
from ..actions import Place
from ..listing import Question
from ..presentation.cells import Column
from ..presentation.empty import empty_list
from ..presentation.lines import Item
from ..presentation.preview import preview_items
from ..presentation.tables import columns_of, row_maker
from ..widgets.filter_bar import FilterBar
from ..widgets.line_view import LineView
from ..widgets.record_table import RecordTable, TableModel
from .filtered import FilteredScreen

PREVIEW_FROM = 100
"""Terminal columns from which the preview is shown beside the list."""


class ListScreen(FilteredScreen):
    """The records of one type."""

    place: ClassVar[Place] = Place.LIST

    def __init__(self, type_name: str, query: str = "", *, order: str = "") -> None:
        super().__init__(Question((type_name,), query, order))
        self._preview_wanted = True

    @property
    def type_name(self) -> str:
        """The record type it lists."""
        return self.question.types[0]

    @property
    def record_type(self) -> RecordType:
        """The declaration of the type."""
        return self.snapshot.schema.types[self.type_name]

    def content(self) -> Iterable[Widget]:
        """Return the filter, the table and the preview."""
        yield FilterBar(self.language.gettext("Filter"), self.filter_example)
        yield Horizontal(RecordTable(id="rows"), LineView(id="preview", can_focus=False), id="with-preview")

    def trail(self) -> tuple[str, ...]:
        """Return the plural of the type and how many are shown."""
        if self.cartera.snapshot is None:
            return (self.language.gettext("Reading the book..."),)
        count = len(self.query_one(RecordTable).model.ids)
        total = len(self.snapshot.of_type(self.type_name))
        name = clean(self.language.choose(self.record_type.plural))
        return (f"{name} ({total if count == total else f'{count}/{total}'})",)

    def columns(self) -> tuple[Column, ...]:
        """Return what the table shows of each record."""
        return columns_of(self.record_type, self.language, with_client=True)

    def preview(self, record: Record) -> Sequence[Item]:
        """Return what is shown beside the list of the record under the cursor."""
        return preview_items(self.snapshot, record, self.reader)

    def selected(self) -> str:
        """Return the id under the cursor."""
        return self.query_one(RecordTable).selected

    def mover(self) -> object:
        """Movements move the table."""
        return self.query_one(RecordTable)

    def on_mount(self) -> None:
        """Give the keys to the table and set a filter the list was opened with."""
        self.query_one(RecordTable).focus()
        if self.question.text:
            self.query_one(FilterBar).set_text(self.question.text)
        self._arrange(self.size.width)

    def show_rows(self, ids: tuple[str, ...]) -> None:
        """Show the records in the table, and the one under the cursor beside it."""
        columns = self.columns()
        rows = row_maker(self.cartera.facts, columns, self.reader)
        table = self.query_one(RecordTable)
        table.say_empty(empty_list(self.record_type, self.reader, filtered=self.hides_some()))
        table.show(TableModel(columns, ids, rows, self.question.order))
        self._show_preview()

    def show_judged(self) -> None:
        """Show the problems in the preview."""
        self._show_preview()

    def focus_rows(self) -> None:
        """Give the keys to the table."""
        self.query_one(RecordTable).focus()

    def on_selected(self, message: messages.Selected) -> None:
        """Show the record under the cursor beside the list."""
        message.stop()
        self._show_preview()

    def on_resize(self, event: events.Resize) -> None:
        """Show the preview where there is room for it."""
        self._arrange(event.size.width)

    def do_order(self) -> None:
        """Order by the next column."""
        names = ["", *(column.name for column in self.columns())]
        present = self.question.order.rstrip("-")
        self.order_by(names[(names.index(present) + 1) % len(names)] if present in names else "")

    def do_preview(self) -> None:
        """Show or hide the preview."""
        self._preview_wanted = not self._preview_wanted
        self._arrange(self.size.width)

    def _arrange(self, width: int) -> None:
        shown = self._preview_wanted and width >= PREVIEW_FROM
        self.query_one("#preview").display = shown
        if shown:
            self._show_preview()

    def _show_preview(self) -> None:
        preview = self.query_one("#preview", LineView)
        snapshot = self.cartera.snapshot
        if not preview.display or snapshot is None:
            return
        record = snapshot.records.get(self.selected())
        preview.show(self.preview(record) if record else (), from_top=True)
