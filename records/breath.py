"""Breath: long work beside somebody who types stands still while a key is answered.

Python lets one thread run at a time and knows none that matters more: a key would share the interpreter with whatever
goes on beside it. So the loop that answers keys says when it is busy (``tui/turns.py``), and long work, which asks every
millisecond, waits until it is done. It never waits for more than a few milliseconds in one go: a save is such work too, and
under a held key it would never come to its end. Still shorter are the waits where the loop is busy for long, since it may
itself wait for that very work. On the main thread nothing waits. ``CARTERA_NO_BREATH=1`` lets all work go on as if nobody
typed.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from heapq import merge
from itertools import islice
from threading import Event, current_thread, main_thread
from typing import Any, TypeVar

REST = 0.005
"""Seconds of a wait at most, behind a millisecond of work: a sixth of the interpreter is left to it."""
SHORT = 0.001
"""Seconds of a wait at most beside a loop that is busy for longer than ``PATIENCE``."""
PATIENCE = 0.05
"""Seconds that no answer to a key should take."""
STRETCH = 100
"""Records between two looks at the loop: about a millisecond of work."""
RUN = 4000
"""Items sorted in one go: some milliseconds of work."""
BREATHLESS = "CARTERA_NO_BREATH"
"""The environment variable that takes the rests away."""

Item = TypeVar("Item")


class Keys:
    """Whether the loop that answers keys is busy. One a process, for the interpreter it shares is one a process."""

    def __init__(self) -> None:
        self._busy_since = 0.0
        self._rests = Event()

    def begin(self) -> None:
        """Say that something came that is to be answered."""
        if not self._busy_since:
            self._rests.clear()
            self._busy_since = time.monotonic()

    def end(self) -> None:
        """Say that all is answered."""
        if self._busy_since:
            self._busy_since = 0.0
            self._rests.set()

    def wait(self) -> None:
        """Wait until all is answered, for a moment at most."""
        since = self._busy_since
        if since:
            self._rests.wait(REST if time.monotonic() - since < PATIENCE else SHORT)


KEYS = Keys()
"""The loop of this process."""


def breathe() -> None:
    """Let a key be answered first, unless this is the main thread."""
    if current_thread() is not main_thread() and os.environ.get(BREATHLESS) != "1":
        KEYS.wait()


def at_ease(items: Iterable[Item], stretch: int = STRETCH) -> Iterator[Item]:
    """Yield ``items``, letting keys be answered behind each ``stretch`` of them; on the main thread just as they are."""
    return iter(items) if current_thread() is main_thread() else _at_ease(items, stretch)


def sorted_at_ease(items: Iterable[Any], key: Callable[[Any], Any] | None = None) -> list[Any]:
    """Return ``items`` sorted; in runs where that is not the main thread, for one call over all lets no key be answered."""
    if current_thread() is main_thread():
        return sorted(items, key=key)
    left = iter(items)
    runs = []
    while run := sorted(islice(left, RUN), key=key):
        runs.append(run)
        breathe()
    return list(at_ease(merge(*runs, key=key)))


def _at_ease(items: Iterable[Item], stretch: int) -> Iterator[Item]:
    left = stretch
    for each in items:
        yield each
        left -= 1
        if not left:
            left = stretch
            breathe()
