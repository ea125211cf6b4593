"""Which paragraph became which: equal ones first, then those between them that have most words in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile
from operator import eq

from .sequences import find_pairs

_MANY = 2_500
"""Pairs of paragraphs that are compared word by word; a colleague's file shall not hold us up."""
_ALIKE = 0.25
"""The part of their words that two paragraphs must share to be one that somebody edited."""


class _Words:
    """The words of a paragraph."""

    __slots__ = ("_counts", "_words")

    def __init__(self, text: str) -> None:
        self._words = text.split()
        self._counts = Counter(self._words)

    def likeness(self, other: _Words) -> float:
        """Return the part of their words that two paragraphs share, from 0 to 1, and more where they begin alike.

        An edit leaves the beginning more often than not; a word that they share elsewhere may stand in every paragraph.
        """
        begin_alike = sum(1 for _ in takewhile(bool, map(eq, self._words, other._words)))
        shared = (self._counts & other._counts).total()
        return (2 * shared + begin_alike) / max(len(self._words) + len(other._words), 1)


def pair_up(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Return where each paragraph of ``before`` that was kept or edited stands in ``after``, both ascending."""
    pairs = find_pairs(before, after)
    at_before = at_after = 0
    for place, partner in [*sorted(pairs.items()), (len(before), len(after))]:
        between = _pair_edited(before[at_before:place], after[at_after:partner])
        pairs |= {at_before + one: at_after + other for one, other in between}
        at_before, at_after = place + 1, partner + 1
    return dict(sorted(pairs.items()))


def _pair_edited(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield which of two runs without a paragraph in common belong together; as many of each: the first with the first."""
    at_before = at_after = 0
    for place, partner in [*_most_alike(before, after), (len(before), len(after))]:
        if place - at_before == partner - at_after:
            yield from zip(range(at_before, place), range(at_after, partner), strict=True)
        if place < len(before):
            yield place, partner
        at_before, at_after = place + 1, partner + 1


def _most_alike(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Return the pairs, in the order of both, that have most words in common taken together."""
    if not before or not after or len(before) * len(after) > _MANY:
        return []
    words = [[_Words(text) for text in texts] for texts in (before, after)]
    best: list[list[tuple[float, tuple[tuple[int, int], ...]]]] = [[(0.0, ())] * (len(after) + 1)]
    for place, one in enumerate(words[0]):
        row: list[tuple[float, tuple[tuple[int, int], ...]]] = [(0.0, ())]
        for partner, other in enumerate(words[1]):
            likeness = one.likeness(other)
            weight, pairs = best[place][partner]
            found = (weight + likeness, (*pairs, (place, partner))) if likeness >= _ALIKE else (0.0, ())
            row.append(max(found, best[place][partner + 1], row[partner], key=lambda each: each[0]))
        best.append(row)
    return list(best[-1][-1][1])
