"""Drawing a step at once, and not every step of a key held down.

Textual draws what changed once nothing is left to do and a timer has ticked: three turns of its loop after the cursor
moved. Here a step is drawn when it is made. Where more keys wait, most of their steps would be overtaken before anybody
sees them: those are drawn thirty times a second. ``CARTERA_PLAIN_DRAWING=1`` leaves it to Textual.
"""

from __future__ import annotations

import os
import time

from textual.screen import ScreenResultType

from ..typing_ahead import PatientApp
from .held import HeldScreen
from .sparing import PLAIN

FRAME = 1 / 30
"""Seconds between two drawings while keys wait."""


class SteppingScreen(HeldScreen[ScreenResultType]):
    """Draws steps when they are made, and skips those that are overtaken."""

    _drawn_at = 0.0

    def draw_step(self) -> None:
        """Draw what the step just made changed."""
        if os.environ.get(PLAIN) != "1" and not self._layout_required and self.is_current:
            for widget in self._compositor.visible_widgets:
                if widget._repaint_required:
                    self._dirty_widgets.add(widget)
            self._on_timer_update()

    def _on_timer_update(self) -> None:
        app = self.app
        waits = isinstance(app, PatientApp) and app.keys_wait and os.environ.get(PLAIN) != "1"
        now = time.monotonic()
        if waits and now - self._drawn_at < FRAME:
            self._update_timer.resume()  # it ticks again in a moment
            return
        self._drawn_at = now
        super()._on_timer_update()
