"""A screen composes nothing while the application holds its drawing back: what it composed would be thrown away.

Textual composes a screen at each of its layouts and then asks whether it may draw. Behind the curtain of the start, and
while one screen takes another's place, it may not, so the first frame was composed twice.
``CARTERA_EAGER_SCREENS=1`` leaves it to Textual.
"""

from __future__ import annotations

import os

from textual.screen import Screen, ScreenResultType

EAGER = "CARTERA_EAGER_SCREENS"
"""The environment variable that has every layout composed."""


class HeldScreen(Screen[ScreenResultType]):
    """Composed when it may be drawn."""

    def _compositor_refresh(self) -> None:
        if self.app._batch_count and os.environ.get(EAGER) != "1":
            self._repaint_required = True  # looked at once drawing goes on
        else:
            super()._compositor_refresh()
