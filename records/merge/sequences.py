"""Three versions of a list laid beside each other, so that each change can be judged alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


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
    """Return where each item of ``base`` that was kept stands in ``other``, both ascending."""
    blocks = SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}
