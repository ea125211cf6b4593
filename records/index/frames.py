"""Frames: plain values one behind another in a file, each with its length before it."""

from __future__ import annotations

import marshal
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ...schema.errors import NotFound
from ...schema.sentences import sentence

DAMAGED = (EOFError, ValueError, TypeError, KeyError)
"""What unpacking raises where the disk gives back something else than was written."""
LENGTH = 8
"""Bytes of a length."""
Span = tuple[int, int]
"""Where a part begins, and its length."""
Identity = tuple[int, int, int]
"""By what a file is recognised as the very same: its inode, size in bytes and time (ns)."""


class IndexGone(NotFound):
    """The cache file that is read from was damaged while it was open, or its disk went away."""

    def __init__(self, file: str) -> None:
        super().__init__(
            sentence("The index that was being read cannot be read any more: {file}.", file=file),
            sentence("Nothing of the book is lost. Open it again and it is read anew."),
        )


class Source:
    """An open cache file. Read in place, so that one that is shortened meanwhile is an error and not a crash."""

    def __init__(self, file: Path) -> None:
        self._name = str(file)
        self._handle = os.open(file, os.O_RDONLY | os.O_CLOEXEC)

    def __del__(self) -> None:
        if handle := self.__dict__.get("_handle"):
            os.close(handle)

    def unpack(self, place: int, length: int) -> Any:
        """Return the values stored at ``place``."""
        if place + length > os.fstat(self._handle).st_size:
            raise EOFError
        return marshal.loads(os.pread(self._handle, length, place))  # noqa: S302 - plain values only, in a private folder

    def text_at(self, place: int, length: int) -> str:
        """Return the text of ``length`` bytes at ``place``; one that cannot be had any more is told, never taken for empty."""
        try:
            written = os.pread(self._handle, length, place)
            if len(written) == length:
                return written.decode()
        except (OSError, UnicodeDecodeError):
            pass
        raise IndexGone(self._name)

    def frame(self, place: int) -> tuple[Any, int]:
        """Return the values of the frame at ``place`` and where it ends."""
        length = int.from_bytes(os.pread(self._handle, LENGTH, place))
        return self.unpack(place + LENGTH, length), place + LENGTH + length

    def identity(self) -> Identity:
        """Return by what the file is recognised; whatever is appended changes it."""
        status = os.fstat(self._handle)
        return status.st_ino, status.st_size, status.st_mtime_ns

    def frames(self, place: int) -> tuple[list[Any], int]:
        """Return the values of all frames from ``place`` on and where they end; 0 where the last is not whole."""
        size = os.fstat(self._handle).st_size
        if place > size:
            raise EOFError
        found: list[Any] = []
        while place < size:
            try:
                values, place = self.frame(place)
            except DAMAGED:
                return found, 0
            found.append(values)
        return found, place


def end_of_parts(place: int, marks: Sequence[Span], groups: Mapping[str, Sequence[Sequence[Any]]]) -> int:
    """Return where the parts of a cache file end that begin at ``place``; the second and third of each are lengths."""
    lengths: list[int] = [length for places in groups.values() for each in places for length in each[1:3]]
    return place + sum(length for _, length in marks) + sum(lengths)


def framed(values: Any) -> bytes:
    """Return values as one frame."""
    packed = marshal.dumps(values)
    return len(packed).to_bytes(LENGTH) + packed
