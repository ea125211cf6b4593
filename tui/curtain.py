"""The curtain: a screen whose records are at hand is drawn with its rows, not once without and once with.

Each frame of the whole screen costs what a tenth of the start costs, and an empty list that fills is a flicker.
``CARTERA_NO_CURTAIN=1`` draws the frame at once.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from textual.app import App, ReturnType

OPEN = "CARTERA_NO_CURTAIN"
"""The environment variable that has everything drawn at once."""
PATIENCE = 0.25
"""Seconds after which the frame is drawn without its rows: a filter that is slow to answer."""


class CurtainApp(App[ReturnType], inherit_bindings=False):
    """Draws its first frame when what belongs on it stands."""

    def __init__(self) -> None:
        super().__init__()
        self._is_drawn = False
        self._has_begun = False
        self._awaits: list[Callable[[], object]] = []

    @property
    def is_starting(self) -> bool:
        """Whether nothing was shown yet: what is quickly found out had better be found out at once."""
        return self._is_drawn and not self._has_begun

    def draw_curtain(self, environment: Mapping[str, str] = os.environ) -> None:
        """Draw nothing until ``raise_curtain``, for a moment at most."""
        if environment.get(OPEN) != "1" and not self._is_drawn:
            self._is_drawn = True
            self._begin_batch()
            self.set_timer(PATIENCE, self.raise_curtain)

    def raise_curtain(self) -> None:
        """Draw from now on."""
        if self._is_drawn:
            self._is_drawn, self._has_begun = False, True
            self._end_batch()
            awaited, self._awaits = self._awaits, []
            for each in awaited:
                self.call_after_refresh(each)

    def _end_batch(self) -> None:
        """Let the screen on top draw what was held back (``drawing/held.py``), once nothing holds it back."""
        super()._end_batch()
        if not self._batch_count and self._screen_stacks[self._current_mode]:
            self.screen.check_idle()

    def once_drawn(self, call: Callable[[], object]) -> None:
        """Call when the first frame stands; at once where it does."""
        if self._is_drawn:
            self._awaits.append(call)
        else:
            call()
