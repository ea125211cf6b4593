"""A list of records under headings, with a cursor that keeps its place while one works down it."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.strip import Strip

from ..messages import Opened, Selected
from ..presentation.cells import GAP, Placed, fit, place_columns
from ..presentation.lines import Span, wrap_spans
from ..presentation.sections import Headline, Sectioned, keep_place, step_among
from .cursor_list import CursorList

SAMPLE = 60
"""How many rows the widths of the columns are taken from."""


class SectionList(CursorList):
    """Rows under headings; ``cursor`` is the index of a line."""

    HEADER = 1

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.model = Sectioned()
        self._empty: tuple[tuple[Span, ...], ...] = ()
        self._placed: tuple[Placed, ...] = ()
        self._placed_in = 0

    @property
    def selected(self) -> str:
        """The id of the record under the cursor; empty where there is none."""
        line = self.model.lines[self.cursor] if 0 <= self.cursor < len(self.model.lines) else ""
        return line if isinstance(line, str) else ""

    def show(self, model: Sectioned, select: str = "") -> None:
        """Show other rows; the cursor goes to ``select``, else keeps its place."""
        before, wanted = self.selected, keep_place(self.model, self.cursor, model)
        if select in model.ids:
            wanted = model.lines.index(select)
        self.model = model
        self._place()
        self.set_length(len(model.lines) + self.HEADER)
        self.set_reactive(SectionList.cursor, wanted)
        self.show_cursor()
        self.refresh()
        if self.selected != before:
            self.post_message(Selected(self.selected))

    def say_empty(self, lines: Sequence[Sequence[Span]]) -> None:
        """Set what is shown when there are no rows: what this place is for and what to press."""
        self._empty = tuple(tuple(line) for line in lines)
        self.refresh()

    def step(self, step: str) -> None:
        """Move the cursor by a movement of the table of actions, over the headings."""
        self.cursor = step_among(self.model.lines, self.cursor, step, self.page)

    def show_cursor(self) -> None:
        """Scroll as little as needed to make the cursor visible; the first rows with the heading over them."""
        super().show_cursor()
        first = self.model.lines.index(self.model.ids[0]) if self.model.ids else 0
        if self.cursor == first:
            self.scroll_to(y=0, animate=False, immediate=True)

    def watch_cursor(self, before: int, after: int) -> None:
        """Draw the two rows that changed and tell the screen."""
        self.show_cursor()
        self.redraw_row(before)
        self.redraw_row(after)
        self.post_message(Selected(self.selected))

    def on_resize(self) -> None:
        """Give the columns their places anew."""
        self._place()
        self.set_length(len(self.model.lines) + self.HEADER)
        self.show_cursor()
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor under the mouse; a second click opens."""
        index = event.y - self.HEADER + round(self.scroll_y)
        if event.y < self.HEADER or not 0 <= index < len(self.model.lines):
            return
        if isinstance(self.model.lines[index], str):
            self.cursor = index
            if event.chain > 1:
                self.post_message(Opened(self.selected))

    def draw_line(self, y: int) -> Strip:
        """Return one line of the widget."""
        width = self.room
        if width != self._placed_in:
            self._place()
        if not self.model.lines:
            return self._empty_line(y, width)
        if y < self.HEADER:
            return self.strip_of([Span(self._header_text())], width, header=True)
        index = y - self.HEADER + round(self.scroll_y)
        if index >= len(self.model.lines):
            return self.strip_of((), width)
        line = self.model.lines[index]
        if isinstance(line, Headline):
            return self.strip_of((Span(" "), *line.spans), width)
        return self.strip_of(self._spans(line, index), width, at_cursor=index == self.cursor)

    def _empty_line(self, y: int, width: int) -> Strip:
        lines = [spans for line in self._empty for spans in wrap_spans(line, max(8, width - 4))]
        place = y - self.HEADER - 1
        return self.strip_of([Span("  "), *lines[place]] if 0 <= place < len(lines) else (), width)

    def _spans(self, record_id: str, index: int) -> list[Span]:
        if self.model.row is None:
            return []
        row = self.model.row(record_id)
        spans = [Span((">" if index == self.cursor else " ") + row.mark)]
        for number, placed in enumerate(self._placed):
            cell, column = row.cells[placed.index], self.model.columns[placed.index]
            gap = " " * GAP if number else " "
            spans.append(Span(gap + fit(cell.text, placed.width, right=column.right), cell.tone))
        return spans

    def _header_text(self) -> str:
        parts = ["   "]
        for number, placed in enumerate(self._placed):
            column = self.model.columns[placed.index]
            parts.append((" " * GAP if number else "") + fit(column.title, placed.width, right=column.right))
        return "".join(parts)

    def _place(self) -> None:
        self._placed_in, self._placed = self.room, ()
        if self.model.columns and self.model.row is not None:
            sample = [self.model.row(each) for each in self.model.ids[:SAMPLE]]
            self._placed = place_columns(self.model.columns, sample, max(1, self._placed_in - 3))
