"""Breath: long work beside somebody who types rests now and then, so that a key need not share the interpreter with it.

Python lets one thread run at a time and knows none that matters more. On the main thread nothing rests: there nobody
else waits for the interpreter. ``CARTERA_NO_BREATH=1`` lets all work go on without a rest.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from threading import current_thread, main_thread
from typing import TypeVar

REST = 0.003
"""Seconds of a rest, in which a key is half answered."""
STRETCH = 300
"""Records between two rests: some milliseconds of work."""
BREATHLESS = "CARTERA_NO_BREATH"
"""The environment variable that takes the rests away."""

Item = TypeVar("Item")


def breathe() -> None:
    """Rest, unless this is the main thread."""
    if current_thread() is not main_thread() and os.environ.get(BREATHLESS) != "1":
        time.sleep(REST)


def at_ease(items: Iterable[Item], stretch: int = STRETCH) -> Iterator[Item]:
    """Yield ``items``, with a rest behind each ``stretch`` of them; on the main thread they are just gone through."""
    return iter(items) if current_thread() is main_thread() else _at_ease(items, stretch)


def _at_ease(items: Iterable[Item], stretch: int) -> Iterator[Item]:
    left = stretch
    for each in items:
        yield each
        left -= 1
        if not left:
            left = stretch
            breathe()
