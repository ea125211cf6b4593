"""What is shown while the window is too small to work in; it goes away when there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Static

from ...schema.language import Language
from ..actions import Place
from ..keys import read_key
from ..presentation.plain import plain

if TYPE_CHECKING:
    from ..app import Cartera

LEAST = Size(40, 10)
"""The smallest window the screens are drawn for."""


def is_too_small(size: Size) -> bool:
    """Return whether a window is smaller than what the screens are drawn for."""
    return size.width < LEAST.width or size.height < LEAST.height


class SmallScreen(Screen[None]):
    """Says how large the window must be."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language

    def compose(self) -> ComposeResult:
        """Return the sentence."""
        says = self._language.gettext("Make the window larger: Cartera needs {width}x{height}.")
        yield Static(plain(says.format(width=LEAST.width, height=LEAST.height)))

    def on_key(self, event: events.Key) -> None:
        """Let Cartera be left from here too: a window may never become larger."""
        cartera = cast("Cartera", self.app)
        action = read_key(Place.ANYWHERE, "", event.key, typing=True, table=cartera.keymap.table).action
        if action is not None and action.id == "quit":
            event.stop()
            cartera.perform(action.id)
