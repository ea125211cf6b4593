"""What became of the deals that began in a period, counted once and kept right when one of them changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from ...schema.dataclass import dataclass
from .deals import RENEWAL
from .stats import ZERO

if TYPE_CHECKING:
    from .days import Seen


@dataclass(frozen=True, slots=True)
class Beginning:
    """Which deals a cohort is of."""

    start: date
    """The first day on which they may have begun."""
    end: date
    """The first that no longer counts."""
    with_renewals: bool
    """Whether renewals are among them."""

    def holds(self, seen: Seen) -> bool:
        """Return whether a deal is one of them."""
        began = seen.deal.began
        if began is None or not self.start <= began < self.end:
            return False
        return self.with_renewals or seen.deal.kind != RENEWAL


class Cohort:
    """How many of some deals stand how."""

    def __init__(self, by_outcome: Mapping[str, Decimal]) -> None:
        self._by_outcome = by_outcome

    @classmethod
    def of(cls, deals: Iterable[Seen]) -> Cohort:
        """Return the cohort of some deals."""
        found: defaultdict[str, Decimal] = defaultdict(Decimal)
        for each in deals:
            found[each.standing.cell.outcome] += each.share
        return cls(found)

    def share(self, outcome: str = "") -> Decimal:
        """Return how many ended so; of all where no outcome is given. A shared deal counts with its part."""
        return self._by_outcome.get(outcome, ZERO) if outcome else sum(self._by_outcome.values(), ZERO)

    def changed_by(self, sign: int, seen: Seen) -> Cohort:
        """Return the cohort with one deal more (``sign`` 1) or less (-1)."""
        outcome = seen.standing.cell.outcome
        return Cohort({**self._by_outcome, outcome: self._by_outcome.get(outcome, ZERO) + sign * seen.share})
