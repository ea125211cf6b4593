"""What every list with a cursor shares: its styles, scrolling to the cursor, and drawing spans as a strip."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Self

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ..drawing.bare_lines import can_be_taken, take_lines
from ..presentation.cells import Tone
from ..presentation.lines import Span
from ..presentation.steps import scroll_for

MOST_DRAWN = 400
"""Lines kept as they were drawn: some screens full."""

_TONE_CLASSES = {tone: f"list--{tone.value}" for tone in Tone if tone}


class CursorList(ScrollView, can_focus=True):
    """A scrolled list of which only the visible lines are built; sub-classes draw them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "list--cursor",
        "list--blurred",
        "list--header",
        *_TONE_CLASSES.values(),
    }
    DEFAULT_CSS = """
    CursorList { height: 1fr; overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; }
    """
    ALLOW_SELECT = False

    cursor: reactive[int] = reactive(-1, repaint=False)
    """The line or row the cursor stands on; -1 where there is none."""

    HEADER = 0
    """Lines at the top that do not scroll."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        self._drawn: dict[tuple[int, bool, bool, int], Strip] = {}
        self._room_drawn = 0
        super().__init__(id=id)

    @property
    def page(self) -> int:
        """How many rows are visible."""
        return max(1, self.size.height - self.HEADER)

    @property
    def room(self) -> int:
        """The cells a line has, without the scroll bar."""
        return max(1, self.scrollable_content_region.width)

    def show_cursor(self) -> None:
        """Scroll as little as needed to make the cursor visible."""
        if self.cursor < 0:
            return
        first = round(self.scroll_y)
        wanted = scroll_for(self.cursor, first, self.page)
        if wanted != first:
            self.scroll_to(y=wanted, animate=False, immediate=True)

    def set_length(self, lines: int) -> None:
        """Say how many lines there are in all.

        Set plainly, the size would have the whole screen laid out again, 50 ms at every step with a preview; only the
        scroll bar depends on it, and it asks for that itself where it comes or goes.
        """
        size = Size(self.size.width, lines)
        if size != self.virtual_size:
            self.set_reactive(CursorList.virtual_size, size)
            self._scroll_update(size)

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw again: ``regions`` where only the place or the cursor of lines changed, else everything anew."""
        if not regions:
            self._drawn.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_line(self, y: int) -> Strip:
        """Return one line of the widget, as it was drawn last: a scrolled list has one new line, not forty."""
        number = y - self.HEADER + round(self.scroll_y) if y >= self.HEADER else y - self.HEADER
        key = (number, self.is_at_cursor(number), self.has_focus, self._room_drawn)
        strip = self._drawn.get(key)
        if strip is None:
            strip = self.draw_line(y)
            if len(self._drawn) >= MOST_DRAWN:
                self._drawn.clear()
            self._drawn[key] = strip
        return strip

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of ``crop``, without the pass over a box where there is none."""
        self._room_drawn = self.room
        return take_lines(self, crop) if can_be_taken(self) else super().render_lines(crop)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Draw the lines that are in sight now, and the scroll bar where it looks another: it is drawn in eighths."""
        if self.show_vertical_scrollbar:
            eighth = max(1, self.virtual_size.height // (8 * max(1, self.size.height)))
            at_end = round(new_value) >= round(self.max_scroll_y)
            self.vertical_scrollbar.position = new_value if at_end else new_value - new_value % eighth
        if round(old_value) != round(new_value):
            self.refresh(self.size.region)

    def draw_line(self, y: int) -> Strip:
        """Return one line of the widget; of its state it may show the cursor and the focus, and what ``refresh`` tells."""
        raise NotImplementedError

    def is_at_cursor(self, number: int) -> bool:
        """Return whether a line, counted from the first that scrolls, is drawn as the one under the cursor."""
        return number == self.cursor

    def redraw_row(self, index: int) -> None:
        """Draw one row again when it is visible."""
        y = index - round(self.scroll_y) + self.HEADER
        if self.HEADER <= y < self.size.height:
            self.refresh(Region(0, y, self._room_drawn or self.size.width, 1))  # the scroll bar stays as it is

    def _forward_event(self, event: events.Event) -> None:
        """Give a key to the screen at once: it moves the cursor, and nothing between the two reads keys."""
        if isinstance(event, events.Key):
            event._set_forwarded()
            self.screen.post_message(event)
        else:
            super()._forward_event(event)

    def on_focus(self) -> None:
        """Draw the cursor as the one that keys move."""
        self.redraw_row(self.cursor)

    def on_blur(self) -> None:
        """Draw the cursor as one that rests."""
        self.redraw_row(self.cursor)

    def strip_of(self, spans: Iterable[Span], width: int, *, at_cursor: bool = False, header: bool = False) -> Strip:
        """Return the line that shows ``spans`` in ``width`` cells."""
        base = self.rich_style
        over = self._style_over(at_cursor=at_cursor, header=header)
        segments = [Segment(span.text, base + self._tone(span.tone) + over) for span in spans]
        return Strip(segments).adjust_cell_length(width, base + over)

    def _tone(self, tone: Tone) -> Style:
        return self.get_component_rich_style(_TONE_CLASSES[tone], partial=True) if tone else Style.null()

    def _style_over(self, *, at_cursor: bool, header: bool) -> Style:
        if header:
            return self.get_component_rich_style("list--header", partial=True)
        if at_cursor:
            name = "list--cursor" if self.has_focus else "list--blurred"
            return self.get_component_rich_style(name, partial=True)
        return Style.null()
