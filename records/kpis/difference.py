"""Why a number differs between two moments: the records that came, went, or count otherwise."""

from __future__ import annotations

from decimal import Decimal

from ...schema.dataclass import dataclass
from .stats import ZERO
from .value import Figure


@dataclass(frozen=True, slots=True)
class Cause:
    """One record that counts otherwise."""

    id: str
    """The record."""
    before: Decimal | None
    """What it added then; None where it did not count."""
    after: Decimal | None
    """What it adds now; None where it does not count."""

    @property
    def change(self) -> Decimal:
        """By how much it counts more."""
        return (self.after or ZERO) - (self.before or ZERO)


@dataclass(frozen=True, slots=True)
class Difference:
    """Two figures of one KPI held against each other."""

    change: Decimal | None
    """By how much the value rose; None where one of them has none."""
    causes: tuple[Cause, ...]
    """The records that make the difference, the largest first."""


def compare_figures(before: Figure, after: Figure) -> Difference:
    """Return what differs from one figure to another of the same KPI; a record that only counts, counts 1."""
    then, now = _worth(before), _worth(after)
    causes = [
        Cause(each, then.get(each), now.get(each))
        for each in dict.fromkeys((*now, *then))
        if then.get(each) != now.get(each)
    ]
    causes.sort(key=lambda each: (-abs(each.change), each.id))
    change = None if before.value is None or after.value is None else after.value - before.value
    return Difference(change, tuple(causes))


def _worth(figure: Figure) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for each in figure.parts:
        found[each.id] = found.get(each.id, ZERO) + (Decimal(1) if each.value is None else each.value)
    return found
