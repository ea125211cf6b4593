"""The line at the bottom: the keys that matter here, from the table of actions."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from ..messages import Performed
from ..presentation.hints import Hint, fit_hints
from ..presentation.plain import plain


class Footer(Widget):
    """Keys and what they do; a click performs it."""

    DEFAULT_CSS = """
    Footer { height: 1; dock: bottom; padding: 0 1; }
    """
    ALLOW_SELECT = False

    hints: reactive[tuple[Hint, ...]] = reactive(())
    """What to show, the most useful first."""
    pending: reactive[str] = reactive("")
    """The beginning of a key sequence that waits for its end."""

    def render(self) -> Content:
        """Return the line."""
        if self.pending:
            return Content.assemble(plain(f"{self.pending} ", "bold $bar-key"), plain("..."))
        parts: list[Content] = []
        for hint in self._shown():
            parts += [plain(hint.key, "bold $bar-key"), plain(f" {hint.title}  ")]
        return Content.assemble(*parts)

    def on_click(self, event: events.Click) -> None:
        """Perform the action under the mouse."""
        left = 1
        for hint in self._shown():
            right = left + cell_len(hint.key) + cell_len(hint.title) + 3
            if left <= event.x < right:
                self.post_message(Performed(hint.action))
                return
            left = right

    def _shown(self) -> Sequence[Hint]:
        return fit_hints(self.hints, self.size.width)
