"""A list of records of one type: filtered as you type, ordered by column, with a preview where there is room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import events
from textual.containers import Horizontal
from textual.widget import Widget

from ...schema.clean import clean
from ...schema.record import Record
from ...schema.record_type import RecordType
from .. import messages
from ..actions import Place
from ..listing import Question, answer
from ..presentation.cells import Column
from ..presentation.empty import empty_list
from ..presentation.lines import Item
from ..presentation.plain import mistake_text
from ..presentation.preview import preview_items
from ..presentation.tables import columns_of, row_maker
from ..widgets.filter_bar import FilterBar, FilterChanged, FilterLeft
from ..widgets.line_view import LineView
from ..widgets.record_table import RecordTable, TableModel
from .book_screen import BookScreen

PREVIEW_FROM = 100
"""Terminal columns from which the preview is shown beside the list."""


class ListScreen(BookScreen):
    """The records of one type."""

    place: ClassVar[Place] = Place.LIST

    def __init__(self, type_name: str, query: str = "") -> None:
        super().__init__()
        self._question = Question((type_name,), query)
        self._asked: Question | None = None
        self._preview_wanted = True

    @property
    def type_name(self) -> str:
        """The record type it lists."""
        return self._question.types[0]

    @property
    def record_type(self) -> RecordType:
        """The declaration of the type."""
        return self.snapshot.schema.types[self.type_name]

    def content(self) -> Iterable[Widget]:
        """Return the filter, the table and the preview."""
        yield FilterBar(self.language.gettext("Filter"))
        with_preview = Horizontal(RecordTable(id="rows"), LineView(id="preview", can_focus=False), id="with-preview")
        yield with_preview

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
        if self._question.text:
            self.query_one(FilterBar).set_text(self._question.text)
        super().on_mount()
        self._arrange(self.size.width)

    def show_snapshot(self) -> None:
        """Ask for the rows of the present snapshot."""
        self._ask()

    def on_filter_changed(self, message: FilterChanged) -> None:
        """Ask for the rows of another filter."""
        message.stop()
        self._question = replace(self._question, text=message.text)
        self._ask()

    def on_filter_left(self, message: FilterLeft) -> None:
        """Move in the list again."""
        message.stop()
        self.query_one(RecordTable).focus()

    def on_rows_ready(self, message: messages.RowsReady) -> None:
        """Show the rows, unless something else was asked for meanwhile."""
        message.stop()
        if message.question != self._asked or message.snapshot is not self.cartera.snapshot:
            return
        table = self.query_one(RecordTable)
        columns = self.columns()
        rows = row_maker(self.cartera.facts, columns, self.reader)
        table.say_empty(empty_list(self.record_type, self.reader, filtered=bool(self._question.text)))
        table.show(TableModel(columns, message.ids, rows, self._question.order))
        self._say_count(len(message.ids))
        self.refresh_header()
        self._show_preview()

    def on_question_refused(self, message: messages.QuestionRefused) -> None:
        """Say what is wrong with the filter; the rows stay."""
        message.stop()
        if message.question == self._asked:
            self.query_one(FilterBar).say_refused(mistake_text(message.mistake, self.language))

    def on_selected(self, message: messages.Selected) -> None:
        """Show the record under the cursor beside the list."""
        message.stop()
        self._show_preview()

    def on_ordered(self, message: messages.Ordered) -> None:
        """Order by a column that was clicked; again turns it round."""
        message.stop()
        name = message.column.name
        self._order(f"{name}-" if self._question.order == name else name)

    def on_resize(self, event: events.Resize) -> None:
        """Show the preview where there is room for it."""
        self._arrange(event.size.width)

    def do_filter(self) -> None:
        """Type a filter."""
        self.query_one(FilterBar).open()

    def do_order(self) -> None:
        """Order by the next column."""
        names = ["", *(column.name for column in self.columns())]
        present = self._question.order.rstrip("-")
        self._order(names[(names.index(present) + 1) % len(names)] if present in names else "")

    def do_preview(self) -> None:
        """Show or hide the preview."""
        self._preview_wanted = not self._preview_wanted
        self._arrange(self.size.width)

    def do_back(self) -> None:
        """Leave the filter first, then the screen."""
        bar = self.query_one(FilterBar)
        if bar.has_class("shown"):
            bar.clear()
            self.query_one(RecordTable).focus()
        else:
            self.cartera.perform("back")

    def _order(self, order: str) -> None:
        self._question = replace(self._question, order=order)
        self._ask()

    def _ask(self) -> None:
        snapshot, question = self.cartera.snapshot, self._question
        if snapshot is None:
            return
        self._asked = question
        self.cartera.bridge.compute(self, lambda: answer(snapshot, question, lambda: self.cartera.facts))

    def _say_count(self, count: int) -> None:
        self.query_one(FilterBar).say_count(self.language.gettext("{n} shown").format(n=count))

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
