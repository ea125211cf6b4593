"""Texts merged piece by piece, paragraphs or lines: what only one side changed is taken, about the rest somebody is asked.

The blank lines after a piece go with it and are never compared: a blank line stands everywhere, and two texts laid beside
each other along their blank lines say things twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...schema.dataclass import dataclass, field
from .sequences import find_pairs, stretches


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or a line; equal to another one that says the same, whatever lies between it and the next."""

    text: str
    """What it says, without the end of its last line; empty only in the first piece of a text."""
    gap: str = field(default="", compare=False)
    """The end of its line and the blank lines after it."""


Pieces = list[Piece]
Settle = Callable[[Pieces, Pieces, Pieces], Pieces]
"""Takes what both sides made of the same pieces (before, one, other) and returns what shall stand there."""

LINE, PARAGRAPH = "\n", "\n\n"
"""What lies at least between two lines, or two paragraphs."""


def cut(text: str, between: str) -> Pieces:
    """Return the lines or paragraphs of a text after a first piece that says nothing and holds the blank lines before."""
    starts = [0]
    at, is_after_blank = 0, True
    for line in text.split("\n"):
        is_blank = not line.strip()
        if not is_blank and (is_after_blank or between == LINE):
            starts.append(at)
        is_after_blank = is_blank
        at += len(line) + 1
    return [_piece(text[start:end]) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def join(pieces: Sequence[Piece], between: str) -> str:
    """Return the text of pieces, those that came to stand beside each other kept apart."""
    texts = []
    for number, piece in enumerate(pieces, 1):
        is_loose = number < len(pieces) and piece.text and piece.gap.count("\n") < len(between)
        texts += [piece.text, between if is_loose else piece.gap]
    return "".join(texts)


def weave(versions: Sequence[Pieces], settle: Settle) -> Pieces:
    """Return what both sides made of the first of three versions; ``settle`` is asked where both changed the same."""
    base, ours, theirs = versions
    woven: Pieces = []
    for each in stretches(*map(texts_of, versions)):
        woven += settled(base[each.base], ours[each.ours], theirs[each.theirs], settle)
    return woven


def settled(before: Pieces, one: Pieces, other: Pieces, settle: Settle) -> Pieces:
    """Return what stands where both said the same, or only one something new; else what ``settle`` says."""
    if one == other:
        known = before if len(before) == len(one) else [Piece("")] * len(one)
        gaps = (merge_gaps(*(piece.gap for piece in each)) for each in zip(known, one, other, strict=True))
        return [Piece(piece.text, gap) for piece, gap in zip(one, gaps, strict=True)]
    if other == before:
        return one
    return other if one == before else settle(before, one, other)


def unite(one: Pieces, other: Pieces) -> Pieces:
    """Return all that two versions without a common ancestor say; what both say is said once."""
    first, second = sorted((one, other), key=texts_of)
    return weave((shared(first, second), first, second), lambda _, *both: both[0] + both[1])


def shared(one: Pieces, other: Pieces) -> Pieces:
    """Return what two versions have in common, in the order both have it in."""
    return [one[place] for place in sorted(find_pairs(texts_of(one), texts_of(other)))]


def texts_of(pieces: Pieces) -> list[str]:
    """Return what pieces say, without the blank lines between them."""
    return [piece.text for piece in pieces]


def merge_gaps(before: str, one: str, other: str) -> str:
    """Return the blank lines of the side that changed them; of both, those that sort last."""
    if one == before:
        return other
    return one if other == before else max(one, other)


def _piece(text: str) -> Piece:
    end = text.find("\n", len(text.rstrip()))
    return Piece(text, "") if end < 0 else Piece(text[:end], text[end:])
