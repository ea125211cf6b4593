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
from ..presentation.board import CARD_HEIGHT, BoardColumn, around, visible_columns
from ..presentation.cells import Tone, fit
from ..presentation.lines import Span
from ..presentation.steps import scroll_for, step_to
from ..presentation.values import Reader

_HEAD = 4
"""Lines above the cards: what lies outside, title, count and money, a rule."""

CardLines = Callable[[str, int], tuple[tuple[Span, ...], ...]]
"""Makes the lines of a card from its id and a width."""


class BoardView(Widget, can_focus=True):
    """Stages side by side."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "board--cursor",
        "board--title",
        "board--chosen",
        "board--rule",
        *(f"list--{tone.value}" for tone in Tone if tone),
    }
    DEFAULT_CSS = """
    BoardView { height: 1fr; }
    """
    ALLOW_SELECT = False

    def __init__(self, reader: Reader, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._reader = reader
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
        """Show another board; the cursor follows its card to whatever column it is in now."""
        selected = self.selected
        first_time = not self._columns
        self._columns, self._card = tuple(columns), card
        self._column = min(self._column, max(0, len(columns) - 1))
        for index, column in enumerate(self._columns):
            if selected and selected in column.ids:
                self._column = index
                self._rows[column.word] = column.ids.index(selected)
            self._rows[column.word] = max(0, min(self._rows.get(column.word, 0), len(column.ids) - 1))
        if first_time:
            self._column = next((index for index, each in enumerate(self._columns) if each.ids), 0)
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
        """Put the cursor on the card under the mouse; a second click opens it."""
        first, shown, width = self._layout()
        place = event.x // (width + 1)
        if not self._columns or place >= shown:
            return
        self._column = first + place
        column = self._columns[self._column]
        row = (event.y - _HEAD) // CARD_HEIGHT + self._tops.get(column.word, 0)
        if event.y >= _HEAD and row < len(column.ids):
            self._rows[column.word] = row
        self._show_cursor()
        if event.chain > 1 and self.selected:
            self.post_message(Opened(self.selected))

    def render_line(self, y: int) -> Strip:
        """Return one line across all visible columns."""
        if not self._columns:
            return Strip.blank(self.size.width, self.rich_style)
        first, shown, width = self._layout()
        if y == 0:
            text = fit(around(self._columns, first, shown, self._reader), self.size.width)
            return Strip([Segment(text, self._style(Tone.MUTED))])
        segments: list[Segment] = []
        for index in range(first, first + shown):
            if index > first:
                segments.append(Segment("|" if y < _HEAD else " ", self._style(Tone.MUTED)))
            segments.extend(self._column_line(index, y, width))
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    def _column_line(self, index: int, y: int, width: int) -> list[Segment]:
        column = self._columns[index]
        chosen = index == self._column
        if y == 1:
            name = "board--chosen" if chosen else "board--title"
            sign = ">" if chosen else " "
            return [Segment(fit(f"{sign}{column.title}", width), self._over(name))]
        if y == 2:
            return [Segment(fit(f" {column.says}", width), self._style(Tone.MUTED))]
        if y == 3:
            return [Segment("-" * width, self._style(Tone.MUTED))]
        row = (y - _HEAD) // CARD_HEIGHT + self._tops.get(column.word, 0)
        if row >= len(column.ids):
            return [Segment(" " * width, self.rich_style)]
        at_cursor = chosen and row == self._rows.get(column.word, 0)
        spans = self._card(column.ids[row], width - 2)[(y - _HEAD) % CARD_HEIGHT]
        over = self._over("board--cursor") if at_cursor and self.has_focus else Style.null()
        sign = ">" if at_cursor and (y - _HEAD) % CARD_HEIGHT == 0 else " "
        line = [Span(sign), *spans, Span(" ")]
        return [Segment(span.text, self._style(span.tone) + over) for span in line]

    def _style(self, tone: Tone) -> Style:
        if not tone:
            return self.rich_style
        return self.rich_style + self.get_component_rich_style(f"list--{tone.value}", partial=True)

    def _over(self, name: str) -> Style:
        return self.rich_style + self.get_component_rich_style(name, partial=True)

    @property
    def _page(self) -> int:
        return max(1, (self.size.height - _HEAD) // CARD_HEIGHT)

    def _layout(self) -> tuple[int, int, int]:
        return visible_columns(len(self._columns), self._column, self._first, max(1, self.size.width))

    def _show_cursor(self) -> None:
        if self._columns:
            self._first = self._layout()[0]
            word = self._columns[self._column].word
            self._tops[word] = scroll_for(self._rows.get(word, 0), self._tops.get(word, 0), self._page)
        self.refresh()
        self.post_message(Selected(self.selected))


def _no_card(_record_id: str, _width: int) -> tuple[tuple[Span, ...], ...]:
    raise LookupError
