"""The text of a file merged line by line, as the paper that the merged fields are written on.

Comments, quotes and the order of fields are no field's value, yet somebody wrote them. The result is only ever used where
it reads as just what the fields say; it is the same whichever side is called ours.
"""

from __future__ import annotations

from .sequences import stretches


def merge_text(base: str, ours: str, theirs: str) -> str:
    """Return the lines of both sides; where both changed one line, that of the side that sorts last."""
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    lines = [version.splitlines(keepends=True) for version in (base, ours, theirs)]
    merged: list[str] = []
    for stretch in stretches(*lines):
        before, one, other = lines[0][stretch.base], lines[1][stretch.ours], lines[2][stretch.theirs]
        if stretch.is_shared or other in (before, one):
            merged += one
        elif one == before:
            merged += other
        elif not before:
            merged += [line for side in sorted((one, other)) for line in side]
        elif len(before) == len(one) == len(other):
            merged += [_choose(*each) for each in zip(before, one, other, strict=True)]
        else:
            merged += max(one, other)
    return "".join(merged)


def _choose(before: str, one: str, other: str) -> str:
    if one == before:
        return other
    return one if other == before else max(one, other)
