"""An application that draws sparingly: it keeps the shadow of its terminal and sends what differs.

Textual sends every line of every widget that changed, 16 kB for a scrolled list; over a slow line that is what one
waits for. ``CARTERA_PLAIN_DRAWING=1`` leaves the drawing to Textual, and so does a terminal that nobody here knows.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, TypeVar

from rich.color import ColorSystem
from rich.console import RenderableType
from textual import events
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.geometry import Offset
from textual.screen import Screen

from .sending import send
from .shadow import Shadow

PLAIN = "CARTERA_PLAIN_DRAWING"
"""The environment variable that leaves drawing to Textual."""

_KNOWN = (
    "xterm",
    "tmux",
    "screen",
    "alacritty",
    "foot",
    "kitty",
    "wezterm",
    "ghostty",
    "contour",
    "konsole",
    "gnome",
    "vte",
    "rxvt",
    "st-",
    "linux",
    "mintty",
    "putty",
    "iterm",
)
"""How the names begin of terminals that move lines within a region and erase as the VT220 does."""
_ERASES_BARE = ("screen", "linux", "putty")
"""Of these, the ones of which some erase without the background of the moment."""

ReturnType = TypeVar("ReturnType")


def shadow_for(environment: Mapping[str, str]) -> Shadow | None:
    """Return the shadow of a terminal; None where drawing is left to Textual."""
    name = environment.get("TERM", "")
    if environment.get(PLAIN) == "1" or not name.startswith(_KNOWN):
        return None
    return Shadow(erases=not name.startswith(_ERASES_BARE))


class SparingApp(App[ReturnType], inherit_bindings=False):
    """Draws what changed, cell by cell."""

    def __init__(self) -> None:
        super().__init__()
        self._shadow = shadow_for(os.environ)
        self._cursor_shown = Offset(-1, -1)

    @property
    def is_sparing(self) -> bool:
        """Whether drawing is ours."""
        return self._shadow is not None

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002 - what is shown is unsure at whatever size
        """Draw everything anew: a terminal may have moved its lines, and this is told after a suspension too."""
        if self._shadow is not None:
            self._shadow.forget()
            self.screen.refresh()

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Send what changed; what is not ours to draw is Textual's."""
        shadow, driver = self._shadow, self._driver
        if shadow is None or driver is None or not isinstance(renderable, (ChopsUpdate, LayoutUpdate)):
            super()._display(screen, renderable)
            return
        ready = self._running and not self._closed and not self._batch_count
        if ready and not driver.is_headless:
            width, height = self.size
            text = shadow.redraw(renderable, width, height, self._colours)
            cursor = screen.outer_size.clamp_offset(self.cursor_position)
            if text or cursor != self._cursor_shown:
                self._cursor_shown = cursor
                text += f"\x1b[{cursor.y + 1};{cursor.x + 1}H" if cursor else "\x1b[H"
                send(driver, f"{SYNC_START}{text}{SYNC_END}" if self._sync_available else text)
                driver.flush()
        self.post_display_hook()

    @property
    def _colours(self) -> ColorSystem:
        return self.console._color_system or ColorSystem.TRUECOLOR
