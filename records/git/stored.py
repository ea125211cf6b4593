"""Which objects lie in a repository, told without asking git: in a partial clone a git before 2.44 dies of the question."""

from __future__ import annotations

import mmap
import struct
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path

_HEADER = b"\xfftOc\x00\x00\x00\x02"
_FANOUT = len(_HEADER)
_NAMES = _FANOUT + 256 * 4
_LENGTH = 20
_DEPTH = 5


def find_lacking(objects: Path, ids: Iterable[str]) -> list[str]:
    """Return those of ``ids`` that are not in the folder ``objects``, its packs and what it borrows from."""
    folders = list(_folders(objects, _DEPTH))
    lacking = [each for each in dict.fromkeys(ids) if not any(_is_loose(folder, each) for folder in folders)]
    for folder in folders:
        for index in folder.glob("pack/pack-*.idx"):
            if lacking:
                lacking = _not_packed(index, lacking)
    return lacking


def _folders(objects: Path, depth: int) -> Iterator[Path]:
    yield objects
    borrowed = objects / "info/alternates"
    if depth and borrowed.is_file():
        for line in borrowed.read_text("utf-8", "surrogateescape").splitlines():
            if line and not line.startswith("#"):
                yield from _folders(objects / line, depth - 1)


def _is_loose(objects: Path, name: str) -> bool:
    return (objects / name[:2] / name[2:]).is_file()


def _not_packed(index: Path, ids: list[str]) -> list[str]:
    with index.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if content[:_FANOUT] != _HEADER:
            return ids
        names = _Names(content)
        return [each for each in ids if not names.hold(bytes.fromhex(each))]


class _Names:
    """The sorted names in an index of a pack."""

    def __init__(self, content: mmap.mmap) -> None:
        self._content = content

    def __len__(self) -> int:
        return self._count(255)

    def __getitem__(self, place: int) -> bytes:
        start = _NAMES + place * _LENGTH
        return self._content[start : start + _LENGTH]

    def hold(self, name: bytes) -> bool:
        """Tell whether a name is among them; those with its first byte lie together."""
        low, high = self._count(name[0] - 1) if name[0] else 0, self._count(name[0])
        place = bisect_left(self, name, low, high)
        return place < high and self[place] == name

    def _count(self, first: int) -> int:
        """Return how many names begin with ``first`` or less."""
        (count,) = struct.unpack_from(">I", self._content, _FANOUT + first * 4)
        return int(count)
