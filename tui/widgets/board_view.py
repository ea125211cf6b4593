"""The board: columns of cards with one cursor; only the visible cards are built."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from ..messages import Opened, Selected
from ..presentation.board import CARD_HEIGHT, BoardColumn, Layout, column_says, index_line, lay_out
from ..presentation.cells import Tone, fit
from ..presentation.lines import Span, wrap_spans
from ..presentation.steps import scroll_for, step_to
from ..presentation.values import Reader

_HEAD = 3
"""Lines above the cards: title, count and money, a rule."""

CardLines = Callable[[str, int], tuple[tuple[Span, ...], ...]]
"""Makes the lines of a card from its id and a width."""


class BoardView(Widget, can_focus=True):
    """Stages side by side."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "board--cursor",
        "board--title",
        "board--chosen",
        "board--line",
        *(f"list--{tone.value}" for tone in Tone if tone),
    }
    DEFAULT_CSS = """
    BoardView { height: 1fr; }
    """
    ALLOW_SELECT = False

    def __init__(self, reader: Reader, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._reader = reader
        self.empty: Sequence[Sequence[Span]] = ()
        """What is said when there is no card: what the board is for and what to press."""
        self._columns: tuple[BoardColumn, ...] = ()
        self._card: CardLines = _no_card
        self._column = 0
        self._rows: dict[str, int] = {}
        self._tops: dict[str, int] = {}
        self._first = 0

    @property
    def selected(self) -> str:
        """The id of the card under the cursor."""
        if not self._columns:
            return ""
        column = self._columns[self._column]
        row = self._rows.get(column.word, 0)
        return column.ids[row] if row < len(column.ids) else ""

    def show(self, columns: Sequence[BoardColumn], card: CardLines) -> None:
        """Show another board; the cursor follows its card, and goes to the nearest one left where its column lost all."""
        selected = self.selected
        was_on_card = bool(selected) or not self._columns
        self._columns, self._card = tuple(columns), card
        self._column = min(self._column, max(0, len(columns) - 1))
        for column in self._columns:
            self._rows[column.word] = max(0, min(self._rows.get(column.word, 0), len(column.ids) - 1))
        if was_on_card and self._columns and not self._columns[self._column].ids:
            holding = [index for index, each in enumerate(self._columns) if each.ids]
            self._column = min(holding, key=lambda index: abs(index - self._column), default=self._column)
        self.select(selected)

    def select(self, record_id: str) -> None:
        """Put the cursor on a card, where it is on the board."""
        for index, column in enumerate(self._columns):
            if record_id and record_id in column.ids:
                self._column = index
                self._rows[column.word] = column.ids.index(record_id)
        self._show_cursor()

    def step(self, step: str) -> None:
        """Move the cursor by a movement of the table of actions."""
        if not self._columns:
            return
        if step in {"left", "right"}:
            self._column = min(max(self._column + (1 if step == "right" else -1), 0), len(self._columns) - 1)
        else:
            column = self._columns[self._column]
            row = step_to(step, self._rows.get(column.word, 0), len(column.ids), self._page)
            self._rows[column.word] = max(0, row)
        self._show_cursor()

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._show_cursor()

    def on_focus(self) -> None:
        """Draw the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Draw the cursor as resting."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the card or stage under the mouse; a second click opens the card."""
        layout = self._layout()
        if not self._columns:
            return
        if event.x < layout.index:
            self._column = min(max(event.y - 1, 0), len(self._columns) - 1)
        else:
            left = event.x - (layout.index + 1 if layout.index else 0)
            self._column = min(layout.first + left // (layout.width + 1), layout.first + layout.shown - 1)
            column = self._columns[self._column]
            row = (event.y - _HEAD) // CARD_HEIGHT + self._tops.get(column.word, 0)
            if event.y >= _HEAD and row < len(column.ids):
                self._rows[column.word] = row
        self._show_cursor()
        if event.chain > 1 and self.selected and event.x >= layout.index:
            self.post_message(Opened(self.selected))

    def render_line(self, y: int) -> Strip:
        """Return one line across the list of stages and all visible columns."""
        if not self._columns:
            return Strip.blank(self.size.width, self.rich_style)
        layout = self._layout()
        rule = Segment("│", self._line_style())
        segments: list[Segment] = [*self._index_line(y, layout.index), rule] if layout.index else []
        if y >= _HEAD and self.empty and not any(column.ids for column in self._columns):
            return Strip([*segments, *self._empty_line(y)]).adjust_cell_length(self.size.width, self.rich_style)
        for index in range(layout.first, layout.first + layout.shown):
            if index > layout.first:
                segments.append(rule)
            segments.extend(self._column_line(index, y, layout.width))
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    def _empty_line(self, y: int) -> list[Segment]:
        layout = self._layout()
        room = max(8, self.size.width - layout.index - 3)
        lines = [spans for line in self.empty for spans in wrap_spans(line, room)]
        place = y - _HEAD - 1
        spans = (Span("  "), *lines[place]) if 0 <= place < len(lines) else ()
        return [Segment(span.text, self._style(span.tone)) for span in spans]

    def _index_line(self, y: int, width: int) -> list[Segment]:
        if not 0 < y <= len(self._columns):
            return [Segment(" " * width, self.rich_style)]
        spans = index_line(self._columns, y - 1, width, chosen=y - 1 == self._column)
        return [Segment(span.text, self._style(span.tone)) for span in spans]

    def _column_line(self, index: int, y: int, width: int) -> list[Segment]:
        column = self._columns[index]
        chosen = index == self._column
        if y == 0:
            name = "board--chosen" if chosen else "board--title"
            return [Segment(fit(f"{'>' if chosen else ' '}{column.title}", width), self._over(name))]
        if y == 1:
            return [Segment(fit(f" {column_says(column, self._reader)}", width), self._style(Tone.MUTED))]
        if y == 2:
            return [Segment("─" * width, self._line_style())]
        row = (y - _HEAD) // CARD_HEIGHT + self._tops.get(column.word, 0)
        if row >= len(column.ids):
            return [Segment(" " * width, self.rich_style)]
        return self._card_line(column, row, (y - _HEAD) % CARD_HEIGHT, width, chosen=chosen)

    def _card_line(self, column: BoardColumn, row: int, line: int, width: int, *, chosen: bool) -> list[Segment]:
        at_cursor = chosen and row == self._rows.get(column.word, 0)
        over = self._cursor_style() if at_cursor and self.has_focus else Style.null()
        spans = self._card(column.ids[row], width - 2)[line]
        signed = [Span(">" if at_cursor and line == 0 else " "), *spans, Span(" ")]
        return [Segment(span.text, self._style(span.tone) + over) for span in signed]

    def _cursor_style(self) -> Style:
        return self.get_component_rich_style("board--cursor", partial=True)

    def _style(self, tone: Tone) -> Style:
        if not tone:
            return self.rich_style
        return self.rich_style + self.get_component_rich_style(f"list--{tone.value}", partial=True)

    def _line_style(self) -> Style:
        return self.rich_style + self.get_component_rich_style("board--line", partial=True)

    def _over(self, name: str) -> Style:
        return self.rich_style + self.get_component_rich_style(name, partial=True)

    @property
    def _page(self) -> int:
        return max(1, (self.size.height - _HEAD) // CARD_HEIGHT)

    def _layout(self) -> Layout:
        return lay_out(len(self._columns), self._column, self._first, max(1, self.size.width))

    def _show_cursor(self) -> None:
        # Without a size there is no sight to keep it in: what is scrolled to then would depend on what comes first, the
        # deals or the size.
        if self._columns and self.size:
            self._first = self._layout().first
            word = self._columns[self._column].word
            self._tops[word] = scroll_for(self._rows.get(word, 0), self._tops.get(word, 0), self._page)
        self.refresh()
        self.post_message(Selected(self.selected))


def _no_card(_record_id: str, _width: int) -> tuple[tuple[Span, ...], ...]:
    raise LookupError
