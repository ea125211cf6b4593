"""Three versions of a list laid beside each other, so that each change can be judged alone."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
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
    """Cut three versions into what all share and what lies between, from first to last.

    Swapping ``ours`` and ``theirs`` swaps the result and nothing else: each is compared with ``base`` alone.
    """
    in_ours, in_theirs = find_pairs(base, ours), find_pairs(base, theirs)
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


def find_pairs(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """Return where each item of ``base`` that was kept stands in ``other``, both ascending.

    What is equal at both ends is set aside first, then what stands once in each: such a line is never taken for one that
    went here and came there, which would double it where the other side changed its neighbour.
    """
    shorter = min(len(base), len(other))
    head = next((at for at in range(shorter) if base[at] != other[at]), shorter)
    tail = next((at for at in range(shorter - head) if base[-1 - at] != other[-1 - at]), shorter - head)
    found = {at: at for at in range(head)} | {len(base) - tail + at: len(other) - tail + at for at in range(tail)}
    at_base, at_other = head, head
    for anchor, partner in [*_anchors(base, other, head, tail), (len(base) - tail, len(other) - tail)]:
        found |= _match_between(base[at_base:anchor], other[at_other:partner], at_base, at_other)
        if anchor < len(base) - tail:
            found[anchor] = partner
        at_base, at_other = anchor + 1, partner + 1
    return found


def _anchors(base: Sequence[str], other: Sequence[str], head: int, tail: int) -> list[tuple[int, int]]:
    """Return where items lie that stand once in each, as many of them as come in the same order in both."""
    places = [_once(version[head : len(version) - tail], head) for version in (base, other)]
    pairs = sorted((place, places[1][item]) for item, place in places[0].items() if item in places[1])
    ends: list[int] = []
    chain: list[tuple[int, int]] = []
    before: list[int] = []
    for number, (_, partner) in enumerate(pairs):
        rank = bisect(ends, partner, key=lambda each: pairs[each][1])
        before.append(ends[rank - 1] if rank else -1)
        ends[rank : rank + 1] = [number]
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _once(items: Sequence[str], start: int) -> dict[str, int]:
    counts = Counter(items)
    return {item: start + at for at, item in enumerate(items) if counts[item] == 1}


def _match_between(first: Sequence[str], second: Sequence[str], at_first: int, at_second: int) -> dict[int, int]:
    """Return what matches between two anchors.

    In long texts an item that stands everywhere anchors nothing: the time would grow with the square of how often it stands
    there, and a colleague's file could hold us up for minutes.
    """
    if not first or not second:
        return {}
    is_long = len(first) * len(second) > _LONG
    blocks = SequenceMatcher(None, first, second, autojunk=is_long).get_matching_blocks()
    return {at_first + block.a + step: at_second + block.b + step for block in blocks for step in range(block.size)}
