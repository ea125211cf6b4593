"""Shifts: finding that a block of lines only moved up or down, so that the terminal can move it itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from ...schema.dataclass import dataclass
from .cells import UNKNOWN, Row, blank_row

FEWEST = 4
"""Lines that must have moved together before it is worth a look."""
MOST_ALIKE = 3
"""A line that stands in more places than this says nothing of where it came from."""


@dataclass(frozen=True, slots=True)
class Shift:
    """Lines that moved."""

    top: int
    """The first line of the block."""
    bottom: int
    """The last one, included."""
    count: int
    """How many lines up; negative is down."""


def find_shift(before: Sequence[Row], after: Sequence[Row]) -> Shift | None:
    """Return by how far most of the changed lines moved together; None where they did not.

    Lines are told by the texts of their left half: what stands beside a list, and its scroll bar, does not move with it.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for y, row in enumerate(before):
        if row and row[0] is not UNKNOWN:
            places[_text(row)].append(y)
    texts = [_text(row) for row in after]
    votes: Counter[int] = Counter()
    for y, text in enumerate(texts):
        found = places.get(text, ())
        if y not in found and len(found) <= MOST_ALIKE:
            for each in found:
                votes[each - y] += 1
    if not votes:
        return None
    count, number = votes.most_common(1)[0]
    if number < FEWEST:
        return None
    moved = [y for y, text in enumerate(texts) if y + count in places.get(text, ()) and text.strip()]
    return Shift(min(moved) + min(count, 0), max(moved) + max(count, 0), count)


def move_block(rows: Sequence[Row], shift: Shift) -> list[Row]:
    """Return what the terminal shows after it moved a block."""
    coming = [blank_row(len(rows[shift.top])) for _ in range(abs(shift.count))]
    block = list(rows[shift.top : shift.bottom + 1])
    block = [*block[shift.count :], *coming] if shift.count > 0 else [*coming, *block[: shift.count]]
    return [*rows[: shift.top], *block, *rows[shift.bottom + 1 :]]


def _text(row: Row) -> str:
    """Return the left half of a line without its first place, where the sign of the cursor stands."""
    return "".join([each[0] for each in row[1 : len(row) // 2]])
