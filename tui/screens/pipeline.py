"""The pipeline: opportunities by stage as a board, or as a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from ...records.views.pipeline import Board, board, flows_in_use
from ...records.views.saved import SavedView
from ...schema.clean import clean
from ...schema.sentences import sentence
from ..actions import Place
from ..presentation.board import board_columns, card_lines
from ..presentation.cells import Column
from ..presentation.empty import empty_list
from ..presentation.lines import Item, Span
from ..presentation.marks import Marks
from ..presentation.tables import columns_of
from ..viewing import choose_view
from ..widgets.board_view import BoardView
from ..widgets.filter_bar import FilterBar
from ..widgets.record_table import RecordTable
from .marked import MarkedScreen

DEAL = "opportunity"


class PipelineScreen(MarkedScreen):
    """Stages with count and money; deals move by key."""

    place: ClassVar[Place] = Place.PIPELINE

    def __init__(self) -> None:
        super().__init__(SavedView("", {}, (DEAL,)))
        self._flow = ""
        self._board: Board | None = None
        self._as_table = False

    @property
    def list_key(self) -> str:
        """Board and table are remembered together."""
        return "pipeline"

    def usual_columns(self) -> tuple[Column, ...]:
        """Return what the table shows of each deal."""
        return columns_of(self.snapshot.schema.types[DEAL], self.language, with_client=True)

    def content(self) -> Iterable[Widget]:
        """Return the filter, the board and the table; one of the two is shown."""
        yield FilterBar(self.language.gettext("Filter"), self.filter_example)
        yield BoardView(self.reader, id="board")
        yield RecordTable(id="rows")

    def trail(self) -> tuple[str, ...]:
        """Return the name of the flow and how many deals are shown."""
        title = self.language.gettext("Pipeline")
        if self._board is None:
            return (title,)
        flow = clean(self.language.choose(self._board.flow.label))
        shown = len(self._in_flow()) if self._as_table else self._board.count
        here = (title, f"{flow} ({shown})" if flow else f"({shown})")
        return (*here, *filter(None, (self.view_title, self.marked_text)))

    def selected(self) -> str:
        """Return the deal under the cursor."""
        return self.query_one(RecordTable).selected if self._as_table else self.query_one(BoardView).selected

    def mover(self) -> object:
        """Movements move what is shown."""
        return self.query_one(RecordTable) if self._as_table else self.query_one(BoardView)

    def on_mount(self) -> None:
        """Begin with the board."""
        self._place()

    def show_rows(self) -> None:
        """Show the deals on the board and in the table."""
        self._show_board()
        self._show_table()

    def focus_rows(self) -> None:
        """Give the keys to the one that is shown."""
        (self.query_one(RecordTable) if self._as_table else self.query_one(BoardView)).focus()

    def do_views(self) -> None:
        """Show the board as a table or the table as a board, or choose a view, which is shown as a table."""
        words = self.language.gettext
        says = words("Show as a board") if self._as_table else words("Show as a table")
        choose_view(self, [(Item((Span(says),), target="=turn"), self.turn)])

    def set_out(self, view: SavedView, *, as_saved: bool = False) -> None:
        """Show the deals in another arrangement; what has columns or groups is a table."""
        if not self._as_table and (view.columns or view.group):
            self.turn()
        super().set_out(view, as_saved=as_saved)

    def mark(self, marks: Marks) -> None:
        """Mark deals; marks are seen in the table."""
        if marks and not self._as_table:
            self.turn()
        super().mark(marks)

    def turn(self) -> None:
        """Show the same deals the other way."""
        selected = self.selected()
        self._as_table = not self._as_table
        if self._as_table:
            table = self.query_one(RecordTable)
            table.show(table.model, selected)
        else:
            self.query_one(BoardView).select(selected)
        self._place()
        self.refresh_header()

    def do_flow(self) -> None:
        """Show the next flow that has deals."""
        names = [flow.name for flow in flows_in_use(self.snapshot)]
        if len(names) < 2:
            self.cartera.tell(sentence("All deals are of one kind of pipeline."))
            return
        place = names.index(self._flow) if self._flow in names else 0
        self._flow = names[(place + 1) % len(names)]
        self._show_board()
        self._show_table()
        self.refresh_header()

    def _show_board(self) -> None:
        snapshot, reader = self.snapshot, self.reader
        flows = flows_in_use(snapshot)
        flow = next((each for each in flows if each.name == self._flow), flows[0])
        self._flow = flow.name
        self._board = board(snapshot, flow, [snapshot.records[each] for each in self.found])
        view = self.query_one(BoardView)
        view.empty = empty_list(snapshot.schema.types[DEAL], reader, filtered=self.hides_some())
        view.show(
            board_columns(self._board, reader),
            lambda record_id, width: card_lines(snapshot, snapshot.records[record_id], width, reader),
        )

    def _show_table(self) -> None:
        record_type = self.snapshot.schema.types[DEAL]
        table = self.query_one(RecordTable)
        table.say_empty(empty_list(record_type, self.reader, filtered=self.hides_some()))
        self.show_table(self._in_flow())

    def _in_flow(self) -> tuple[str, ...]:
        """Return the deals of the flow in the order asked for, else of the board; last those of unknown stages."""
        if self._board is None:
            return ()
        placed = [deal.id for stage in self._board.stages for deal in stage.deals]
        everything = (*placed, *(deal.id for deal in self._board.elsewhere))
        if self.question.group:
            return self.found
        if not self.question.order:
            return everything
        known = frozenset(everything)
        return tuple(each for each in self.found if each in known)

    def _place(self) -> None:
        table, view = self.query_one(RecordTable), self.query_one(BoardView)
        table.display, view.display = self._as_table, not self._as_table
        self.focus_rows()
