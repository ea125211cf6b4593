"""A tally: how many files each copy of the process has found and read, in memory that the copies share.

A pipe would do as well, but a copy that writes into one waits when nobody reads.
"""

from __future__ import annotations

import mmap
from collections.abc import Callable
from functools import partial

Count = Callable[[int, int], None]
"""Is told how many files are read, and of how many."""
_BYTES = 8
_NUMBERS = 2
"""For each copy: files read, files found."""


class Tally:
    """Numbers of several copies; made before they are."""

    def __init__(self, copies: int) -> None:
        # Anonymous shared memory: it is gone with the last process that has it.
        self._numbers = memoryview(mmap.mmap(-1, copies * _NUMBERS * _BYTES)).cast("Q")

    def counter(self, copy: int) -> Count:
        """Return what one copy counts with."""
        return partial(self._write, copy * _NUMBERS)

    def read(self) -> tuple[int, int]:
        """Return how many files all copies have read, and of how many; 0 while one of them still looks for its own."""
        found = self._numbers[1::_NUMBERS].tolist()
        return sum(self._numbers[::_NUMBERS].tolist()), sum(found) if all(found) else 0

    def _write(self, place: int, done: int, total: int) -> None:
        self._numbers[place] = done
        self._numbers[place + 1] = total
