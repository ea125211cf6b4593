"""The panel of the tour: what to try next, between the screen and its last line."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from ..presentation.plain import plain


class TourPanel(Widget):
    """Two sentences over the footer; nothing where there is no tour."""

    DEFAULT_CSS = """
    TourPanel { height: auto; display: none; padding: 0 1; border-top: solid $tone-line; }
    TourPanel.shown { display: block; }
    """
    ALLOW_SELECT = False

    lines: reactive[tuple[str, str] | None] = reactive(None, layout=True)
    """What to do, and how to skip it."""

    def watch_lines(self) -> None:
        """Take no room where there is nothing to say."""
        self.set_class(self.lines is not None, "shown")

    def render(self) -> Content:
        """Return both sentences."""
        if self.lines is None:
            return plain("")
        todo, leave = self.lines
        return Content.assemble(plain(todo, "bold $text-accent"), plain("\n"), plain(leave, "$text-muted"))
