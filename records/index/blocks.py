"""Blocks: in which parts of a long text a word can stand, so that a search for a rare one looks there alone.

Most keys of a search find enough among the newest records. One that stands in a few old ones, or nowhere, would need a
pass over everything that was ever written; here every different word knows the blocks it stands in, and a scan of the
words, a hundred times shorter than the texts, says which to look at. It only ever leaves out what cannot match.
``CARTERA_WHOLE_SEARCH=1`` has every search look everywhere.
"""

from __future__ import annotations

import os
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..breath import STRETCH, at_ease, sorted_at_ease
from .spelling import TO_BLANKS, different_words

MOST = 64
"""Blocks of a text: as many as a machine word has bits."""
LEAST_BYTES = 1 << 18
"""A shorter block is not worth its bit."""
MOST_WORDS = 500
"""Words that may hold a part before all blocks are looked at: so common a part is soon found."""

Span = tuple[int, int]
"""Where a block begins and ends."""


class Blocks:
    """The words of a text of many pieces, and in which blocks of it each stands."""

    __slots__ = ("_at", "_masks", "_spans", "_words")

    def __init__(self, pool: bytes, starts: Sequence[int]) -> None:
        """``starts`` says where each piece begins; no block cuts one."""
        self._spans = _cut(len(pool), starts)
        masks: dict[bytes, int] = {}
        known = masks.get
        for number, (begin, end) in enumerate(self._spans if len(self._spans) > 1 else ()):
            bit = 1 << number
            for word in at_ease(different_words(pool[begin:end]), 10 * STRETCH):
                masks[word] = known(word, 0) | bit
        words = sorted_at_ease(masks)
        self._words = b"\n%b\n" % b"\n".join(words)
        self._at = array("Q")
        place = 1
        for word in at_ease(words, 10 * STRETCH):
            self._at.append(place)
            place += len(word) + 1
        self._masks = array("Q", (masks[word] for word in at_ease(words, 10 * STRETCH)))

    def spans(self, parts: Sequence[bytes]) -> Iterator[Span]:
        """Return the blocks that can hold all of ``parts``, in order, after the first: most searches end in that."""
        yield from self._spans[:1]
        if len(self._spans) < 2:
            return
        mask = self._full
        if not os.environ.get("CARTERA_WHOLE_SEARCH"):
            for part in parts:
                for piece in part.translate(TO_BLANKS).split():
                    mask &= self._mask_of(piece)
        yield from (span for number, span in enumerate(self._spans) if number and mask >> number & 1)

    @property
    def _full(self) -> int:
        return (1 << len(self._spans)) - 1

    def _mask_of(self, piece: bytes) -> int:
        full, mask = self._full, 0
        for count, place in enumerate(self._places(piece)):
            mask |= self._masks[bisect_right(self._at, place) - 1]
            if mask == full or count == MOST_WORDS:
                return full
        return mask

    def _places(self, piece: bytes) -> Iterator[int]:
        at = self._words.find(piece)
        while at >= 0:
            yield at
            at = self._words.find(piece, self._words.find(b"\n", at))


def _cut(length: int, starts: Sequence[int]) -> list[Span]:
    """Return the blocks of a text of ``length`` bytes, about equally long, each beginning where a piece does."""
    size = max(LEAST_BYTES, -(-length // MOST))
    bounds = {0, length}
    for place in range(size, length, size):
        found = bisect_left(starts, place)
        if found < len(starts):
            bounds.add(starts[found])
    ordered = sorted(bounds)
    return list(pairwise(ordered))
