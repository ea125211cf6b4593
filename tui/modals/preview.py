"""What would be done, shown before it is done: Enter does it, Esc leaves everything as it is."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from ..answering import Box
from ..presentation.lines import Item
from ..presentation.plain import plain
from ..widgets.line_view import LineView

_STEPS = {
    "down": "down",
    "up": "up",
    "j": "down",
    "k": "up",
    "pagedown": "page-down",
    "pageup": "page-up",
    "space": "page-down",
    "ctrl+d": "half-down",
    "ctrl+u": "half-up",
    "home": "top",
    "end": "bottom",
    "G": "bottom",
}


class PreviewModal(Box[bool]):
    """Answers whether it is to be done."""

    def __init__(self, title: str, items: Sequence[Item], keys: str, *, can_be_done: bool) -> None:
        super().__init__()
        self._title = title
        self._items = tuple(items)
        self._keys = keys
        self._can_be_done = can_be_done

    def compose(self) -> ComposeResult:
        """Return the box."""
        with Vertical(classes="box tall"):
            yield Static(plain(self._title, "bold"), classes="box-title")
            yield LineView(id="preview-items")
            yield Static(plain(self._keys, "$text-muted"), classes="box-keys")

    def on_mount(self) -> None:
        """Show what would be done, from its beginning."""
        page = self.query_one(LineView)
        page.show(self._items, from_top=True)
        page.focus()

    def on_key(self, event: events.Key) -> None:
        """Do it, leave it, or read on."""
        event.stop()
        event.prevent_default()
        if event.key == "enter" and self._can_be_done:
            self.dismiss(True)
        elif event.key in {"escape", "q", "enter"}:
            self.dismiss(False)
        elif event.key in _STEPS:
            self.query_one(LineView).step(_STEPS[event.key])
