"""A file into which git wrote conflict markers, taken apart into the two files that it was made of."""

from __future__ import annotations

from enum import Enum

from ...schema.dataclass import dataclass
from ...schema.late_pattern import late


class _Place(Enum):
    """Where a line stands."""

    SHARED = "shared"
    OURS = "ours"
    BASE = "base"
    THEIRS = "theirs"


_SIGNS = {
    _Place.OURS: late(rb"<{7}(?: .*)?\r?\n?"),
    _Place.BASE: late(rb"\|{7}(?: .*)?\r?\n?"),
    _Place.THEIRS: late(rb"={7}\r?\n?"),
    _Place.SHARED: late(rb">{7}(?: .*)?\r?\n?"),
}
"""The line that each place begins with."""
_FOLLOWING = {
    _Place.SHARED: {_Place.OURS},
    _Place.OURS: {_Place.BASE, _Place.THEIRS},
    _Place.BASE: {_Place.THEIRS},
    _Place.THEIRS: {_Place.SHARED},
}


@dataclass(frozen=True, slots=True)
class Sides:
    """What two sides had before git mixed them."""

    ours: bytes
    """The file of the side that stands first between the markers."""
    theirs: bytes
    """The other's."""


def has_markers(content: bytes) -> bool:
    """Tell whether a file may hold conflict markers; ``split_markers`` knows."""
    return b"<<<<<<<" in content and b">>>>>>>" in content


def split_markers(content: bytes) -> Sides | None:
    """Return the two files; None where the markers are not whole, or there are none."""
    ours: list[bytes] = []
    theirs: list[bytes] = []
    place = _Place.SHARED
    found = 0
    for line in content.splitlines(keepends=True):
        marked = next((name for name, sign in _SIGNS.items() if sign.fullmatch(line)), None)
        if marked is not None and (marked is not _Place.THEIRS or place in {_Place.OURS, _Place.BASE}):
            if marked not in _FOLLOWING[place]:
                return None
            found += marked is _Place.OURS
            place = marked
            continue
        if place in {_Place.SHARED, _Place.OURS}:
            ours.append(line)
        if place in {_Place.SHARED, _Place.THEIRS}:
            theirs.append(line)
    return Sides(b"".join(ours), b"".join(theirs)) if found and place is _Place.SHARED else None
