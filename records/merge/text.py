"""The text of a file merged line by line, as the paper that the merged fields are written on.

Comments, quotes and the order of fields are no field's value, yet somebody wrote them. The result is only ever used where
it reads as just what the fields say; it is the same whichever side is called ours.
"""

from __future__ import annotations

from .pieces import LINE, Pieces, cut, join, settled, texts_of, unite, weave


def merge_text(base: str, ours: str, theirs: str) -> str:
    """Return the lines of both sides; where both changed one line, that of the side that sorts last."""
    return _merge(base, ours, theirs)[0]


def merge_rows(base: str, ours: str, theirs: str) -> str | None:
    """Return the rows of both sides; None where both changed one row."""
    text, is_conflict = _merge(base, ours, theirs)
    return None if is_conflict else text


def _merge(base: str, ours: str, theirs: str) -> tuple[str, bool]:
    """Return the merged lines, and whether both sides changed one of them."""
    if theirs in (ours, base):
        return ours, False
    if ours == base:
        return theirs, False
    disputed: list[Pieces] = []

    def settle(before: Pieces, one: Pieces, other: Pieces) -> Pieces:
        if not before:
            return unite(one, other)
        if len(before) == len(one) == len(other) > 1:
            lines = (slice(at, at + 1) for at in range(len(before)))
            return [line for at in lines for line in settled(before[at], one[at], other[at], settle)]
        disputed.append(before)
        return max(one, other, key=texts_of)

    woven = weave([cut(version, LINE) for version in (base, ours, theirs)], settle)
    return join(woven, LINE), bool(disputed)
