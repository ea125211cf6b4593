"""A list whose rows are no records (conflicts, problems, changes, numbers), arranged and marked as any other list."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence

from textual.widget import Widget

from ...records.rows.rows import Rows
from ...schema.dataclass import replace
from .. import messages, reports
from ..presentation.cells import Cell, Row
from ..presentation.empty import filtered_away
from ..presentation.lines import Item, Span
from ..widgets.filter_bar import FilterBar
from ..widgets.line_view import LineView
from ..widgets.record_table import RecordTable, TableModel
from .told import Thing, ToldScreen


class RowsScreen(ToldScreen[Thing]):
    """Shows things in a table, and the one under the cursor below it."""

    # What sub-classes say

    @abstractmethod
    def gather(self) -> None:
        """Find out, beside the screen, what there is in the present snapshot; ``RowsTold`` brings it."""

    @abstractmethod
    def cells(self, thing: Thing) -> Mapping[str, Cell]:
        """Return the cells of a row, by column, that say more than what is asked of it."""

    @abstractmethod
    def detail(self, thing: Thing) -> Sequence[Item]:
        """Return what stands below the table of the thing under the cursor."""

    @abstractmethod
    def open_row(self) -> None:
        """Open what is under the cursor."""

    @abstractmethod
    def say_empty(self) -> Sequence[Sequence[Span]]:
        """Return what is said where there is nothing."""

    def sign_of(self, thing: Thing) -> str:  # noqa: ARG002 - sub-classes look at it
        """Return the sign before a row."""
        return " "

    # Frame

    def content(self) -> Iterable[Widget]:
        """Return the filter, the table and what stands below it."""
        yield FilterBar(self.language.gettext("Filter"), self.filter_example)
        yield RecordTable(id="rows")
        yield LineView(id="detail", can_focus=False)

    def mover(self) -> object:
        """Movements move the table."""
        return self.query_one(RecordTable)

    def focus_rows(self) -> None:
        """Give the keys to the table."""
        self.query_one(RecordTable).focus()

    def on_mount(self) -> None:
        """Give the keys to the table."""
        self.focus_rows()

    # Showing

    def show_snapshot(self) -> None:
        """Find out what there is now; what is shown stays until then."""
        self.gather()

    def on_rows_told(self, message: reports.RowsTold) -> None:
        """Show what there is, unless the book has changed meanwhile."""
        message.stop()
        if message.snapshot is self.cartera.snapshot:
            self.take(message.rows)

    def take(self, rows: Rows[Thing]) -> None:
        """Ask what is asked of other rows."""
        self.told = rows
        self._question = replace(self._question, among=rows.ids)
        super().show_snapshot()

    def show_rows(self) -> None:
        """Show the rows that answer the filter."""
        table = self.query_one(RecordTable)
        table.say_empty(filtered_away(self.reader) if self.hides_some() else self.say_empty())
        self.show_table(self.found)
        self.show_detail()

    def table_model(self, ids: Sequence[str]) -> TableModel:
        """Return the table; what a cell says comes from the thing, where it says more than what is asked of it."""
        model = super().table_model(ids)
        return replace(model, row=self._row_maker(model))

    def _row_maker(self, model: TableModel) -> Callable[[str], Row]:
        things = self.told.things if self.told else {}
        names = [each.name for each in model.columns]

        def make(row_id: str) -> Row:
            thing = things[row_id]
            asked, own = model.row(row_id).cells, self.cells(thing)
            cells = tuple(own.get(name, cell) for name, cell in zip(names, asked, strict=True))
            return Row(row_id, cells, self.sign_of(thing))

        return make

    def on_selected(self, message: messages.Selected) -> None:
        """Show what is under the cursor below the table."""
        message.stop()
        self.show_detail()

    def show_detail(self) -> None:
        """Show the thing under the cursor."""
        items = self.detail(self.thing) if self.thing is not None else ()
        self.query_one("#detail", LineView).show(items, from_top=True)

    def on_opened(self, message: messages.Opened) -> None:
        """Open what was clicked twice."""
        message.stop()
        message.prevent_default()
        self.open_row()

    def do_open(self) -> None:
        """Open what is under the cursor."""
        self.open_row()
