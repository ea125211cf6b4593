"""Tabs on one line: the one that is open stands out, and the line scrolls so that it is seen."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from ..presentation.client_page import PageTab
from ..presentation.plain import plain


class TabChosen(Message):
    """Another tab was clicked."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        """Which."""


class TabBar(Widget):
    """The tabs of a page; keys are read by the screen."""

    DEFAULT_CSS = """
    TabBar { height: 1; padding: 0 1; background: $surface; }
    """
    ALLOW_SELECT = False

    tabs: reactive[tuple[PageTab, ...]] = reactive(())
    """From left to right."""
    active: reactive[str] = reactive("")
    """The name of the open one."""

    def neighbour(self, step: int) -> str:
        """Return the name of the tab ``step`` places on, round the ends."""
        names = [tab.name for tab in self.tabs]
        return names[(names.index(self.active) + step) % len(names)] if self.active in names else ""

    def render(self) -> Content:
        """Return the line."""
        first, shown = self._visible()
        parts = [plain("< " if first else "", "$text-muted")]
        for tab in shown:
            title = f"[{tab.title}]" if tab.name == self.active else f" {tab.title} "
            parts.append(plain(title, "bold $text-accent" if tab.name == self.active else ""))
        if first + len(shown) < len(self.tabs):
            parts.append(plain(" >", "$text-muted"))
        return Content.assemble(*parts)

    def on_click(self, event: events.Click) -> None:
        """Open the tab under the mouse."""
        first, shown = self._visible()
        left = 1 + (2 if first else 0)
        for tab in shown:
            right = left + cell_len(tab.title) + 2
            if left <= event.x < right:
                self.post_message(TabChosen(tab.name))
                return
            left = right

    def _visible(self) -> tuple[int, Sequence[PageTab]]:
        """Return the first tab shown and the shown ones: from the left as far as the open one is among them."""
        names = [tab.name for tab in self.tabs]
        active = names.index(self.active) if self.active in names else 0
        for first in range(active + 1):
            count = self._fitting(first)
            if first + count > active:
                return first, self.tabs[first : first + count]
        return active, self.tabs[active : active + 1]

    def _fitting(self, first: int) -> int:
        room = self.size.width - (2 if first else 0) - 2
        used = 0
        for count, tab in enumerate(self.tabs[first:]):
            used += cell_len(tab.title) + 2
            if used > room:
                return count
        return len(self.tabs) - first
