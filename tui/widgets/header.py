"""The line at the top: where you are on the left, what needs attention on the right."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from ..presentation.cells import fit
from ..presentation.plain import plain

BETWEEN = " > "
DROPPED = ".."
"""Stands for what of the way had no room."""


def shorten_trail(trail: Sequence[str], room: int) -> str:
    """Return the way here in ``room`` cells: what was passed first gives way, where one is stays as long as it can."""
    for first in range(len(trail)):
        shown = BETWEEN.join((*((DROPPED,) if first else ()), *trail[first:]))
        if cell_len(shown) <= room:
            return shown
    return BETWEEN.join((DROPPED, *trail[-1:])) if len(trail) > 1 else "".join(trail)


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
        room = max(0, width - cell_len(right) - (2 if right else 0))
        shown = fit(shorten_trail(self.trail, room), room)
        return Content.assemble(plain(shown, "bold"), plain("  " if right else ""), plain(right, "bold $bar-warning"))
