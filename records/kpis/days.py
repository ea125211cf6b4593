"""The deals of a scope at the end of one day, ordered so that a period is found without looking at all of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ...schema.machine import OPEN
from .deals import Deal, Standing
from .value import Part


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

    day: date
    """The day."""
    deals: Mapping[str, Seen]
    """Those that exist, by id."""
    open: Mapping[str, Seen]
    """Those open, by id."""
    closed: Sequence[Seen]
    """Those won or lost on a known day, by that day."""
    closing_days: Sequence[date]
    """The days of ``closed``."""
    undated: Mapping[str, Seen]
    """Those won or lost on no day, by id."""
    parts: dict[str, Part | None]
    """What deals add to a sum of money, as far as it was asked for, by id; None of one without an amount."""

    def closed_between(self, start: date, end: date) -> Sequence[Seen]:
        """Return the deals closed from ``start`` to the day before ``end``."""
        return self.closed[bisect_left(self.closing_days, start) : bisect_left(self.closing_days, end)]

    def exchanging(self, credited: Iterable[Credit]) -> DayView:
        """Return the view in which some deals, all of them known here, are what ``credited`` says."""
        deals, still_open, undated = dict(self.deals), dict(self.open), dict(self.undated)
        closed, days, parts = list(self.closed), list(self.closing_days), dict(self.parts)
        for each in credited:
            before = deals.pop(each.deal.id, None)
            parts.pop(each.deal.id, None)
            still_open.pop(each.deal.id, None)
            undated.pop(each.deal.id, None)
            if before is not None and before.standing.closed_on is not None:
                place = closed.index(before, bisect_left(days, before.standing.closed_on))
                del closed[place], days[place]
            seen = _see(each, self.day)
            if seen is None:
                continue
            deals[each.deal.id] = seen
            ended = seen.standing.closed_on
            if seen.standing.outcome == OPEN:
                still_open[each.deal.id] = seen
            elif ended is None:
                undated[each.deal.id] = seen
            else:
                place = bisect_left(days, ended)
                closed.insert(place, seen)
                days.insert(place, ended)
        return DayView(self.day, deals, still_open, closed, days, undated, parts)


def view_day(credited: Iterable[Credit], day: date) -> DayView:
    """Return the deals as they stood at the end of a day."""
    deals: dict[str, Seen] = {}
    still_open: dict[str, Seen] = {}
    closed: list[tuple[date, int, Seen]] = []
    undated: dict[str, Seen] = {}
    for place, each in enumerate(credited):
        seen = _see(each, day)
        if seen is None:
            continue
        deals[each.deal.id] = seen
        if seen.standing.outcome == OPEN:
            still_open[each.deal.id] = seen
        elif seen.standing.closed_on is None:
            undated[each.deal.id] = seen
        else:
            closed.append((seen.standing.closed_on, place, seen))
    closed.sort()
    return DayView(day, deals, still_open, [each[2] for each in closed], [each[0] for each in closed], undated, {})


def _see(each: Credit, day: date) -> Seen | None:
    """Return a deal as it stood at the end of a day; None where it did not exist yet."""
    deal = each.deal
    standing = deal.now if day >= deal.settled else deal.standing(day)
    return None if standing is None else Seen(deal, each.share, standing)
