"""A page of labelled values, links and text, scrolled by keys; the cursor stops on what can be opened or edited."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.strip import Strip

from ..messages import Opened, Selected
from ..presentation.lines import Item, Line, Span, wrap_items
from ..presentation.steps import step_to
from .cursor_list import CursorList


class LineView(CursorList):
    """Shows the items of a page; ``cursor`` is the index of an item."""

    def __init__(self, *, id: str | None = None, can_focus: bool = True) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.can_focus = can_focus
        self.items: tuple[Item, ...] = ()
        self._lines: list[Line] = []
        self._wrapped_in = 0

    @property
    def chosen(self) -> Item | None:
        """The item under the cursor."""
        return self.items[self.cursor] if 0 <= self.cursor < len(self.items) else None

    @property
    def is_beside(self) -> bool:
        """Whether it tells of the row of a list, which keeps the keys."""
        return self.id in {"preview", "detail"}

    @property
    def overflows(self) -> bool:
        """Whether there is more of it than has room."""
        return len(self._lines) > self.page

    def show(self, items: Sequence[Item], *, from_top: bool = False) -> None:
        """Show another page; the cursor stays on the item with the same key unless ``from_top``."""
        chosen = self.chosen
        self.items = tuple(items)
        self._wrap()
        kept = None if from_top or chosen is None else self._like(chosen)
        first = next((index for index, item in enumerate(self.items) if item.can_be_chosen), -1)
        self.set_reactive(LineView.cursor, first if kept is None else kept)
        if from_top:
            self.scroll_to(y=0, animate=False, immediate=True)
        self.refresh()

    def step(self, step: str) -> None:
        """Move by a movement of the table of actions: to the next item that can be chosen, or scroll."""
        stops = [index for index, item in enumerate(self.items) if item.can_be_chosen]
        if not stops or not self.can_focus:
            self._scroll(step)
            return
        place = stops.index(self.cursor) if self.cursor in stops else 0
        following = step_to(step, place, len(stops), self.page)
        if stops[following] == self.cursor:
            self._scroll(step)
        self.cursor = stops[following]

    def watch_cursor(self) -> None:
        """Make the item visible and tell the screen."""
        lines = [number for number, line in enumerate(self._lines) if line.item == self.cursor]
        if lines:
            first = round(self.scroll_y)
            if lines[0] < first:
                self.scroll_to(y=lines[0] if self.cursor else 0, animate=False, immediate=True)
            elif lines[-1] >= first + self.page:
                self.scroll_to(y=min(lines[0], lines[-1] - self.page + 1), animate=False, immediate=True)
        self.refresh()
        self.post_message(Selected(self.chosen.target if self.chosen else ""))

    def on_resize(self) -> None:
        """Wrap to the new width."""
        self._wrap()
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor under the mouse; a second click opens."""
        number = event.y + round(self.scroll_y)
        if not self.can_focus or not 0 <= number < len(self._lines):
            return
        index = self._lines[number].item
        if self.items[index].can_be_chosen:
            self.cursor = index
            if event.chain > 1 and self.items[index].target:
                self.post_message(Opened(self.items[index].target))

    def draw_line(self, y: int) -> Strip:
        """Return one line of the widget."""
        if self.room != self._wrapped_in:
            self._wrap()
        number = y + round(self.scroll_y)
        if number >= len(self._lines):
            return self.strip_of((), self.size.width)
        line = self._lines[number]
        at_cursor = self.can_focus and line.item == self.cursor and self.items[line.item].can_be_chosen
        begins = number == 0 or self._lines[number - 1].item != line.item
        sign = ">" if at_cursor and begins else " "
        return self.strip_of((Span(sign), *line.spans), self.size.width, at_cursor=at_cursor)

    def is_at_cursor(self, number: int) -> bool:
        """Return whether a line belongs to the item under the cursor."""
        return 0 <= number < len(self._lines) and self._lines[number].item == self.cursor

    def _wrap(self) -> None:
        self._wrapped_in = self.room
        width = max(8, self._wrapped_in - 2)
        self._lines = wrap_items(self.items, width)
        self.set_length(len(self._lines))

    def _like(self, chosen: Item) -> int | None:
        same = ((item.key, item.target) == (chosen.key, chosen.target) for item in self.items)
        return next((index for index, found in enumerate(same) if found), None)

    def _scroll(self, step: str) -> None:
        first = round(self.scroll_y)
        last = max(0, len(self._lines) - self.page)
        wanted = step_to(step, first, last + 1, self.page)
        self.scroll_to(y=wanted, animate=False, immediate=True)
