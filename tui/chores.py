"""Chores: what is found out beside the screens and nobody waits for, one after another in a thread of its own.

Every busy thread takes its share of the interpreter from the one that answers keys: with three of them a key takes four
times as long. So there is one for chores, whatever their number, and what somebody waits for never stands behind them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread

SHARE = 0.001
"""Seconds after which a busy thread lets another have the interpreter; a key needs it several times (Python: 0.005)."""


def share_interpreter() -> None:
    """Let the thread that answers keys have the interpreter soon after it asks for it."""
    sys.setswitchinterval(SHARE)


class Chores:
    """Does what it is given in turn; what is left when the program ends is not done."""

    def __init__(self) -> None:
        self._given: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._is_closed = False
        self._thread: Thread | None = None

    def give(self, chore: Callable[[], None]) -> None:
        """Do ``chore`` after those given before."""
        self._given.put(chore)
        if self._thread is None:
            # A daemon: the program ends without waiting for what nobody waits for.
            self._thread = Thread(target=self._work, name="chores", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Begin no chore any more."""
        self._is_closed = True

    def _work(self) -> None:
        while True:
            chore = self._given.get()
            if self._is_closed:
                return
            chore()
