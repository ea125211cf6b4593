"""A text that is read when it is asked for: most of what is written in a large book is looked at by nobody today."""

from __future__ import annotations

from collections.abc import Callable

ReadAt = Callable[[int, int], str]
"""Returns the text that begins at a place and has so many bytes."""
_BITS = 24
"""Bits of a length. A record has 1 MiB at most, and three times as much in UTF-8 where it was written in Windows-1252."""


def where(place: int, length: int) -> int:
    """Return as one number where a text begins and how many bytes it has; adding ``where(n, 0)`` moves it by ``n``."""
    return place << _BITS | length


class LateText:
    """A text somewhere else. Where it stands is one number, since there are as many of these as records."""

    __slots__ = ("_read_at", "_where")

    def __init__(self, read_at: ReadAt, where: int) -> None:
        self._read_at = read_at
        self._where = where

    def read(self) -> str:
        """Return the text."""
        return self._read_at(self._where >> _BITS, self._where & (1 << _BITS) - 1)

    def __eq__(self, other: object) -> bool:
        """Return whether both say the same, wherever they stand."""
        if isinstance(other, LateText):
            is_same = self._where == other._where and self._read_at == other._read_at
            return is_same or self.read() == other.read()
        return self.read() == other if isinstance(other, str) else NotImplemented

    def __hash__(self) -> int:
        """Return the hash of the text it is equal to."""
        return hash(self.read())

    def __repr__(self) -> str:
        """Return the text as Python writes it."""
        return repr(self.read())
