"""Three versions of a list laid beside each other, so that each change can be judged alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from ...schema.dataclass import dataclass

_LONG = 250_000
"""Pairs of lines; two texts of 500 lines that have nothing in common."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch between two items that all three versions share; ranges are half-open positions."""

    base: slice
    """Where it lies in the common ancestor."""
    ours: slice
    """Where it lies in one version."""
    theirs: slice
    """Where it lies in the other."""
    is_shared: bool
    """Whether it is one item that all three have."""


def stretches(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Stretch]:
    """Cut three versions into items that all share and what lies between, from first to last.

    Swapping ``ours`` and ``theirs`` swaps the result and nothing else: each is compared with ``base`` alone.
    """
    in_ours, in_theirs = _matches(base, ours), _matches(base, theirs)
    at_base = at_ours = at_theirs = 0
    for position in sorted(in_ours.keys() & in_theirs.keys()):
        to_ours, to_theirs = in_ours[position], in_theirs[position]
        if (position, to_ours, to_theirs) != (at_base, at_ours, at_theirs):
            between = slice(at_base, position), slice(at_ours, to_ours), slice(at_theirs, to_theirs)
            yield Stretch(*between, is_shared=False)
        at_base, at_ours, at_theirs = position + 1, to_ours + 1, to_theirs + 1
        shared = slice(position, at_base), slice(to_ours, at_ours), slice(to_theirs, at_theirs)
        yield Stretch(*shared, is_shared=True)
    if at_base < len(base) or at_ours < len(ours) or at_theirs < len(theirs):
        rest = slice(at_base, len(base)), slice(at_ours, len(ours)), slice(at_theirs, len(theirs))
        yield Stretch(*rest, is_shared=False)


def _matches(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """Return where each item of ``base`` that was kept stands in ``other``, both ascending.

    What is equal at both ends is set aside first. In long texts an item that stands everywhere anchors nothing: the time
    would grow with the square of how often it stands there, and a colleague's file could hold us up for minutes.
    """
    shorter = min(len(base), len(other))
    head = next((at for at in range(shorter) if base[at] != other[at]), shorter)
    tail = next((at for at in range(shorter - head) if base[-1 - at] != other[-1 - at]), shorter - head)
    found = {at: at for at in range(head)}
    first, second = base[head : len(base) - tail], other[head : len(other) - tail]
    if first and second:
        is_long = len(first) * len(second) > _LONG
        blocks = SequenceMatcher(None, first, second, autojunk=is_long).get_matching_blocks()
        found |= {head + block.a + step: head + block.b + step for block in blocks for step in range(block.size)}
    return found | {len(base) - tail + at: len(other) - tail + at for at in range(tail)}
