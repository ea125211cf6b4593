"""Three versions of a record's body merged line by line; what both wrote at the same place stays, one after the other."""

from __future__ import annotations

from ...schema.dataclass import dataclass
from .decisions import MISSING, Action, Decision, Side, Value, choose
from .sequences import stretches

BODY = "body"
"""What a body is called where fields are named."""


@dataclass(frozen=True, slots=True)
class MergedBody:
    """The outcome of a merge of bodies."""

    text: str
    """The merged body."""
    conflicts: tuple[Decision, ...] = ()
    """The lines that both sides changed differently, place by place; the text has one of the two."""

    @property
    def is_conflict(self) -> bool:
        """Whether both sides changed the same lines."""
        return bool(self.conflicts)


def merge_bodies(base: str, ours: str, theirs: str, prefer: Side = Side.EITHER) -> MergedBody:
    """Merge what two sides made of the body ``base``."""
    if theirs in (ours, base):
        return MergedBody(ours)
    if ours == base:
        return MergedBody(theirs)
    lines = [version.split("\n") for version in (base, ours, theirs)]
    merged: list[str] = []
    conflicts: list[Decision] = []
    for stretch in stretches(*lines):
        before, one, other = lines[0][stretch.base], lines[1][stretch.ours], lines[2][stretch.theirs]
        if stretch.is_shared or other in (before, one):
            merged += one
        elif one == before:
            merged += other
        elif not before:
            merged += _both(one, other)
        else:
            sides = _value(before), _value(one), _value(other)
            kept = choose(*sides[1:], prefer)
            conflicts.append(Decision((BODY,), *sides, Action.CONFLICT, kept))
            merged += one if kept == sides[1] else other
    return MergedBody("\n".join(merged), tuple(conflicts))


def join_bodies(base: str, ours: str, theirs: str) -> str:
    """Return what two sides made of ``base`` with nothing left out: where both changed the same lines, both stand."""
    lines = [version.split("\n") for version in (base, ours, theirs)]
    joined: list[str] = []
    for stretch in stretches(*lines):
        before, one, other = lines[0][stretch.base], lines[1][stretch.ours], lines[2][stretch.theirs]
        if stretch.is_shared or other in (before, one):
            joined += one
        elif one == before or not one:
            joined += other
        else:
            joined += _both(one, other) if other else one
    return "\n".join(joined)


def shared_lines(ours: str, theirs: str) -> str:
    """Return what two texts without a common ancestor have in common, to stand for one: what both say is said once."""
    one, other = sorted((ours.split("\n"), theirs.split("\n")))
    return "\n".join(one[stretch.ours][0] for stretch in stretches(one, one, other) if stretch.is_shared)


def _both(one: list[str], other: list[str]) -> list[str]:
    """Return two additions at the same place as paragraphs of their own."""
    first, second = sorted((one, other))
    apart = [""] if first[-1].strip() and second[0].strip() else []
    return [*first, *apart, *second]


def _value(lines: list[str]) -> Value:
    return "\n".join(lines) if lines else MISSING
