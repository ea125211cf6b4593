"""The pipeline: opportunities by stage as a board, or as a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from textual.widget import Widget

from ...records.views.pipeline import Board, board, flows_in_use
from ...schema.clean import clean
from .. import messages
from ..actions import Place
from ..listing import Question, answer
from ..presentation.board import board_columns, card_lines
from ..presentation.empty import empty_list
from ..presentation.plain import mistake_text
from ..presentation.tables import columns_of, row_maker
from ..widgets.board_view import BoardView
from ..widgets.filter_bar import FilterBar, FilterChanged, FilterLeft
from ..widgets.record_table import RecordTable, TableModel
from .book_screen import BookScreen

DEAL = "opportunity"


class PipelineScreen(BookScreen):
    """Stages with count and money; deals move by key."""

    place: ClassVar[Place] = Place.PIPELINE

    def __init__(self) -> None:
        super().__init__()
        self._question = Question((DEAL,))
        self._asked: Question | None = None
        self._ids: tuple[str, ...] = ()
        self._flow = ""
        self._board: Board | None = None
        self._as_table = False

    def content(self) -> Iterable[Widget]:
        """Return the filter, the board and the table; one of the two is shown."""
        yield FilterBar(self.language.gettext("Filter"))
        yield BoardView(self.reader, id="board")
        yield RecordTable(id="rows")

    def trail(self) -> tuple[str, ...]:
        """Return the name of the flow and how many deals are shown."""
        title = self.language.gettext("Pipeline")
        if self._board is None:
            return (title,)
        flow = clean(self.language.choose(self._board.flow.label))
        shown = len(self._ids) if self._as_table else self._board.count
        return (title, f"{flow} ({shown})" if flow else f"({shown})")

    def selected(self) -> str:
        """Return the deal under the cursor."""
        return self.query_one(RecordTable).selected if self._as_table else self.query_one(BoardView).selected

    def mover(self) -> object:
        """Movements move what is shown."""
        return self.query_one(RecordTable) if self._as_table else self.query_one(BoardView)

    def on_mount(self) -> None:
        """Begin with the board."""
        self._arrange()
        super().on_mount()

    def show_snapshot(self) -> None:
        """Ask for the deals of the present snapshot."""
        self._ask()

    def on_filter_changed(self, message: FilterChanged) -> None:
        """Ask for the deals of another filter."""
        message.stop()
        self._question = replace(self._question, text=message.text)
        self._ask()

    def on_filter_left(self, message: FilterLeft) -> None:
        """Move among the deals again."""
        message.stop()
        self._arrange()

    def on_rows_ready(self, message: messages.RowsReady) -> None:
        """Show the deals, unless something else was asked for meanwhile."""
        message.stop()
        if message.question != self._asked or message.snapshot is not self.cartera.snapshot:
            return
        self._ids = message.ids
        self.query_one(FilterBar).say_count(self.language.gettext("{n} shown").format(n=len(self._ids)))
        self._show_board()
        self._show_table()
        self.refresh_header()

    def on_question_refused(self, message: messages.QuestionRefused) -> None:
        """Say what is wrong with the filter; the deals stay."""
        message.stop()
        if message.question == self._asked:
            self.query_one(FilterBar).say_refused(mistake_text(message.mistake, self.language))

    def on_ordered(self, message: messages.Ordered) -> None:
        """Order the table by a column that was clicked; again turns it round."""
        message.stop()
        name = message.column.name
        self._question = replace(self._question, order=f"{name}-" if self._question.order == name else name)
        self._ask()

    def do_filter(self) -> None:
        """Type a filter."""
        self.query_one(FilterBar).open()

    def do_view(self) -> None:
        """Show the same deals the other way."""
        selected = self.selected()
        self._as_table = not self._as_table
        if self._as_table:
            table = self.query_one(RecordTable)
            table.show(table.model, selected)
        else:
            self.query_one(BoardView).select(selected)
        self._arrange()
        self.refresh_header()

    def do_flow(self) -> None:
        """Show the next flow that has deals."""
        names = [flow.name for flow in flows_in_use(self.snapshot)]
        place = names.index(self._flow) if self._flow in names else 0
        self._flow = names[(place + 1) % len(names)]
        self._show_board()
        self.refresh_header()

    def do_back(self) -> None:
        """Leave the filter first, then the screen."""
        bar = self.query_one(FilterBar)
        if bar.has_class("shown"):
            bar.clear()
            self._arrange()
        else:
            self.cartera.perform("back")

    def _ask(self) -> None:
        snapshot, question = self.cartera.snapshot, self._question
        if snapshot is None:
            return
        self._asked = question
        self.cartera.bridge.compute(self, lambda: answer(snapshot, question, lambda: self.cartera.facts))

    def _show_board(self) -> None:
        snapshot, reader = self.snapshot, self.reader
        flows = flows_in_use(snapshot)
        flow = next((each for each in flows if each.name == self._flow), flows[0])
        self._flow = flow.name
        self._board = board(snapshot, flow, [snapshot.records[each] for each in self._ids])
        view = self.query_one(BoardView)
        view.empty = empty_list(snapshot.schema.types[DEAL], reader, filtered=bool(self._question.text))
        view.show(
            board_columns(self._board, reader),
            lambda record_id, width: card_lines(snapshot, snapshot.records[record_id], width, reader),
        )

    def _show_table(self) -> None:
        record_type = self.snapshot.schema.types[DEAL]
        columns = columns_of(record_type, self.language, with_client=True)
        table = self.query_one(RecordTable)
        table.say_empty(empty_list(record_type, self.reader, filtered=bool(self._question.text)))
        rows = row_maker(self.cartera.facts, columns, self.reader)
        table.show(TableModel(columns, self._ids, rows, self._question.order))

    def _arrange(self) -> None:
        table, view = self.query_one(RecordTable), self.query_one(BoardView)
        table.display, view.display = self._as_table, not self._as_table
        (table if self._as_table else view).focus()
