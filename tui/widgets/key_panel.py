"""What may follow a begun key sequence, over the footer: nobody has to know the sequences by heart."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget

from ..messages import Performed
from ..presentation.hints import Hint, column_widths, lay_out
from ..presentation.plain import plain


class KeyPanel(Widget):
    """The keys that may follow, in columns; a click performs what they do."""

    DEFAULT_CSS = """
    KeyPanel {
        layer: keys; dock: bottom; margin-bottom: 1; height: auto; padding: 0 1;
        background: $panel; color: $foreground; border-top: solid $primary;
    }
    """
    ALLOW_SELECT = False

    def __init__(self, hints: Sequence[Hint]) -> None:
        super().__init__()
        self._hints = tuple(hints)

    @property
    def _rows(self) -> list[list[Hint]]:
        room = self.screen.size.width - 2
        return lay_out(self._hints, room)

    def render(self) -> Content:
        """Return the rows, each hint in its column."""
        rows = self._rows
        widths = column_widths(rows)
        return Content("\n").join(_line_of(row, widths) for row in rows)

    def on_click(self, event: events.Click) -> None:
        """Perform what is under the mouse."""
        event.stop()
        rows = self._rows
        ends = list(accumulate(column_widths(rows), initial=1))
        across, down = bisect_right(ends, event.x) - 1, event.y - 1
        if 0 <= down < len(rows) and 0 <= across < len(rows[down]):
            self.post_message(Performed(rows[down][across].action))


def _line_of(row: Sequence[Hint], widths: Sequence[int]) -> Content:
    parts: list[Content] = []
    for hint, width in zip(row, widths, strict=False):  # the last row may be shorter
        filling = " " * (width - cell_len(hint.key) - 1 - cell_len(hint.title))
        parts += [plain(hint.key, "bold $text-accent"), plain(f" {hint.title}{filling}")]
    return Content.assemble(*parts)


def show_key_panel(screen: Screen[ScreenResultType], hints: Sequence[Hint]) -> None:
    """Show what may follow over the footer of ``screen``; nothing where there are no hints."""
    for panel in screen.query(KeyPanel):
        panel.remove()
    if hints:
        screen.mount(KeyPanel(hints))
