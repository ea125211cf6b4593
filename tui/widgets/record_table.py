"""The table of records: virtual, so that a hundred thousand rows cost what the screen shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from textual import events
from textual.strip import Strip

from ...schema.dataclass import dataclass, field, replace
from ..messages import HeadingChosen, Opened, Ordered, Selected
from ..presentation.cells import GAP, Column, Heading, Placed, Row, Tone
from ..presentation.lines import Span, wrap_spans
from ..presentation.steps import step_to
from ..presentation.table_lines import LEFT, SAMPLE, heading_text, place_table, row_spans
from .cursor_list import MOST_DRAWN, CursorList


@dataclass(frozen=True, slots=True)
class TableModel:
    """What a table shows; rows are made when they are drawn."""

    columns: tuple[Column, ...]
    """From left to right."""
    ids: Sequence[str]
    """The records and the keys of ``headings``, in order."""
    row: Callable[[str], Row]
    """Makes the row of one record."""
    ordered_by: str = ""
    """The name of the column it is ordered by, with ``-`` behind when descending."""
    headings: Mapping[str, Heading] = field(default_factory=dict)
    """The rows that are no records but stand over some."""


class RecordTable(CursorList):
    """Rows of records with a cursor that stays on its record when the rows are loaded again."""

    HEADER = 1

    def __init__(self, *, id: str | None = None, empty: Sequence[Span] = ()) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.model = TableModel((), (), _no_row)
        self.empty: tuple[tuple[Span, ...], ...] = (tuple(empty),) if empty else ()
        self.marked: frozenset[str] = frozenset()
        """The records that are marked; a star stands before their first column."""
        self._placed: tuple[Placed, ...] = ()
        self._placed_in = 0

    @property
    def placed(self) -> tuple[Placed, ...]:
        """Where the columns stand that have room."""
        return self._placed

    @property
    def row_key(self) -> str:
        """The record or heading under the cursor; empty where there is none."""
        return self.model.ids[self.cursor] if 0 <= self.cursor < len(self.model.ids) else ""

    @property
    def selected(self) -> str:
        """The id of the record under the cursor; empty where there is none."""
        key = self.row_key
        return "" if key in self.model.headings else key

    def mark(self, marked: frozenset[str]) -> None:
        """Show other records as marked."""
        if marked != self.marked:
            self.marked = marked
            self.refresh()

    def show(self, model: TableModel, select: str = "") -> None:
        """Show other rows; the cursor goes to ``select``, else stays on its record, else on its line."""
        wanted = select or self.row_key
        before = self.selected
        self.model = replace(model, row=lru_cache(MOST_DRAWN)(model.row))
        self._place()
        self.set_length(len(model.ids) + self.HEADER)
        self.set_reactive(RecordTable.cursor, self._index_of(wanted))
        self.show_cursor()
        self.refresh()
        if self.selected != before or select:
            self.post_message(Selected(self.selected))

    def say_empty(self, lines: Sequence[Sequence[Span]]) -> None:
        """Set what is shown when there are no rows: what this place is for and what to press."""
        self.empty = tuple(tuple(line) for line in lines)
        self.refresh()

    def step(self, step: str) -> None:
        """Move the cursor by a movement of the table of actions."""
        self.cursor = step_to(step, self.cursor, len(self.model.ids), self.page)

    def watch_cursor(self, before: int, after: int) -> None:
        """Draw the two rows that changed and tell the screen."""
        self.show_cursor()
        self.redraw_row(before)
        self.redraw_row(after)
        self.screen.post_message(Selected(self.selected))  # who it is for: on its way up, nobody else is

    def on_resize(self) -> None:
        """Give the columns their places anew."""
        self._place()
        self.set_length(len(self.model.ids) + self.HEADER)
        self.show_cursor()
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor under the mouse; a second click opens; the header orders."""
        if event.y < self.HEADER:
            column = self._column_at(event.x)
            if column:
                self.post_message(Ordered(column))
            return
        index = event.y - self.HEADER + round(self.scroll_y)
        if not 0 <= index < len(self.model.ids):
            return
        self.cursor = index
        if self.row_key in self.model.headings:
            self.post_message(HeadingChosen(self.row_key))
        elif event.chain > 1:
            self.post_message(Opened(self.selected))

    def draw_line(self, y: int) -> Strip:
        """Return one line of the widget."""
        width = self.room
        if width != self._placed_in:
            self._place()
        if y < self.HEADER:
            text = heading_text(self.model.columns, self._placed, self.model.ordered_by)
            return self.strip_of([Span(text)], width, header=True)
        index = y - self.HEADER + round(self.scroll_y)
        if not self.model.ids:
            return self._empty_line(y, width)
        if index >= len(self.model.ids):
            return self.strip_of((), width)
        return self.strip_of(self._spans(index), width, at_cursor=index == self.cursor)

    def _empty_line(self, y: int, width: int) -> Strip:
        lines = [spans for line in self.empty for spans in wrap_spans(line, max(8, width - 4))]
        place = y - self.HEADER - 1
        return self.strip_of([Span("  "), *lines[place]] if 0 <= place < len(lines) else (), width)

    def _spans(self, index: int) -> list[Span]:
        key = self.model.ids[index]
        heading = self.model.headings.get(key)
        if heading is not None:
            return self._heading_spans(heading, at_cursor=index == self.cursor)
        at_cursor, marked = index == self.cursor, key in self.marked
        return row_spans(self.model.row(key), self.model.columns, self._placed, at_cursor=at_cursor, marked=marked)

    def _heading_spans(self, heading: Heading, *, at_cursor: bool) -> list[Span]:
        sign = "+" if heading.folded else "-"
        return [
            Span(f"{'>' if at_cursor else ' '}{sign} "),
            Span(heading.title, Tone.STRONG),
            Span(f"  {heading.count}", Tone.MUTED),
            Span(f"  {heading.about}" if heading.about else "", Tone.MONEY),
        ]

    def _column_at(self, x: int) -> Column | None:
        left = LEFT
        for placed in self._placed:
            if left <= x < left + placed.width:
                return self.model.columns[placed.index]
            left += placed.width + GAP
        return None

    def _place(self) -> None:
        self._placed_in, self._placed = self.room, ()
        if self.model.columns:
            first = self.model.ids[:SAMPLE]
            sample = [self.model.row(each) for each in first if each not in self.model.headings]
            self._placed = place_table(self.model.columns, sample, self._placed_in, self.model.ordered_by)

    def _index_of(self, record_id: str) -> int:
        """Return where ``record_id`` is now; the old place where it is gone; -1 in an empty table.

        A cursor that has no place yet begins on the first record, not on the heading over it.
        """
        ids = self.model.ids
        try:
            return ids.index(record_id)
        except ValueError:
            if self.cursor < 0:
                return next((place for place, each in enumerate(ids) if each not in self.model.headings), len(ids) - 1)
            return min(self.cursor, len(ids) - 1)


def _no_row(_record_id: str) -> Row:
    raise LookupError
