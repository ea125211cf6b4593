"""The deals of a scope at the end of one day, ordered so that a period is found without looking at all of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ...schema.machine import OPEN
from .deals import Deal, Standing


@dataclass(frozen=True, slots=True)
class Credit:
    """A deal with the part of it that counts in a scope."""

    deal: Deal
    """The deal."""
    share: Decimal
    """1 for all of it."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A deal as it stood at the end of a day, with the part of it that counts."""

    deal: Deal
    """The deal."""
    share: Decimal
    """1 for all of it."""
    standing: Standing
    """How it stood."""

    @property
    def id(self) -> str:
        """The id of the record."""
        return self.deal.id


@dataclass(frozen=True, slots=True)
class DayView:
    """All deals of a scope at the end of a day."""

    deals: Sequence[Seen]
    """Those that exist."""
    open: Sequence[Seen]
    """Those open."""
    closed: Sequence[Seen]
    """Those won or lost on a known day, by that day."""
    closing_days: Sequence[date]
    """The days of ``closed``."""
    undated: Sequence[Seen]
    """Those won or lost on no day."""

    def closed_between(self, start: date, end: date) -> Sequence[Seen]:
        """Return the deals closed from ``start`` to the day before ``end``."""
        return self.closed[bisect_left(self.closing_days, start) : bisect_left(self.closing_days, end)]


def view_day(credited: Iterable[Credit], day: date) -> DayView:
    """Return the deals as they stood at the end of a day."""
    deals: list[Seen] = []
    still_open: list[Seen] = []
    closed: list[tuple[date, int, Seen]] = []
    undated: list[Seen] = []
    for place, each in enumerate(credited):
        deal = each.deal
        standing = deal.now if day >= deal.settled else deal.standing(day)
        if standing is None:
            continue
        seen = Seen(deal, each.share, standing)
        deals.append(seen)
        if standing.outcome == OPEN:
            still_open.append(seen)
        elif standing.closed_on is None:
            undated.append(seen)
        else:
            closed.append((standing.closed_on, place, seen))
    closed.sort()
    return DayView(deals, still_open, [each[2] for each in closed], [each[0] for each in closed], undated)
