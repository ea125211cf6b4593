"""Late staging: the user's index is told of commits a moment after the last save, beside the work.

git writes its whole index for one path: with 100,000 files that takes twenty times as long as our commit. Until it is
told, ``git status`` shows a saved record as changed; whoever is killed meanwhile finds the paths in the list of
``unstaged.py``, and the next program that opens the book tells the index.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Lock, Timer

from ...schema.errors import CarteraError

PAUSE = 1.0
"""Seconds after the last save: of several in a row the index is told once."""


class LateStaging:
    """Calls ``stage`` a while after it was last asked to."""

    def __init__(self, stage: Callable[[], None], pause: float = PAUSE) -> None:
        self._stage = stage
        self._pause = pause
        self._timer: Timer | None = None
        self._lock = Lock()

    def ask(self) -> None:
        """Note that something was saved."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            self._timer = Timer(self._pause, self._tell)
            self._timer.daemon = True
            self._timer.start()

    def finish(self) -> None:
        """Tell the index now if that is still due; what is being told is waited for."""
        with self._lock:
            timer, self._timer = self._timer, None
        if timer is None:
            return
        is_due = not timer.finished.is_set()
        timer.cancel()
        timer.join()
        if is_due:
            self._tell()

    def _tell(self) -> None:
        # A courtesy to the user's git: what hinders it now is tried again with the next save, or the next start.
        with suppress(CarteraError, OSError):
            self._stage()
