"""The line at the top: where you are on the left, what needs attention on the right."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from ..presentation.cells import fit
from ..presentation.plain import plain

BETWEEN = " > "


class Header(Widget):
    """Breadcrumbs, and the count of problems or why saves wait."""

    DEFAULT_CSS = """
    Header { height: 1; dock: top; padding: 0 1; }
    """
    ALLOW_SELECT = False

    trail: reactive[tuple[str, ...]] = reactive(())
    """The book's name and the way to this screen, as clean text."""
    notice: reactive[str] = reactive("")
    """What stands on the right, as clean text."""

    def render(self) -> Content:
        """Return the line; the trail gives way where both do not fit."""
        width = self.size.width
        right = fit(self.notice, min(cell_len(self.notice), width // 2)) if self.notice else ""
        left = BETWEEN.join(self.trail)
        room = width - cell_len(right) - (2 if right else 0)
        if cell_len(left) > room and len(self.trail) > 1:
            left = BETWEEN.join(("..", self.trail[-1]))
        shown = fit(left, max(0, room))
        return Content.assemble(plain(shown, "bold"), plain("  " if right else ""), plain(right, "bold $bar-warning"))
