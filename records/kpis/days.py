"""The deals of a scope, and how they stood at the end of any day.

A population follows another: when a deal changes, the days that were looked at are brought along instead of being
looked at again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from .closed_deals import ClosedDeals
from .cohort import Beginning, Cohort
from .deals import Deal, Standing
from .open_deals import OpenDeals
from .worth import Purse

MOST_SWAPS = 64
"""After so many changed deals a day is rather looked at again."""


class Seen(NamedTuple):
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


Credit = Seen
"""A deal as it stands after all that is noted, with the part of it that counts in a scope."""
Swap = tuple[Credit, Credit]
"""A deal as it was and as it is."""


class DayView:
    """All deals of a population at the end of a day."""

    def __init__(self, day: date, population: Population) -> None:
        self.day = day
        """The day."""
        self._population = population
        self._cohorts: dict[Beginning, Cohort] = {}

    @cached_property
    def deals(self) -> Sequence[Seen]:
        """Those that exist, by id."""
        return self._population.standing_on(self.day)

    @cached_property
    def open(self) -> OpenDeals:
        """Those open."""
        found = {each.deal.id: each for each in self.deals if each.standing.cell.is_open}
        return OpenDeals(self.day, self._population.purse, found)

    @cached_property
    def closed(self) -> ClosedDeals:
        """Those won or lost."""
        return ClosedDeals.of(self._population.purse, (each for each in self.deals if not each.standing.cell.is_open))

    def begun_between(self, start: date, end: date, *, with_renewals: bool) -> Cohort:
        """Return what became of the deals that began from ``start`` to the day before ``end``, counted once."""
        key = Beginning(start, end, with_renewals)
        found = self._cohorts.get(key)
        if found is None:
            found = self._cohorts[key] = Cohort.of(each for each in self.deals if key.holds(each))
        return found

    def following(self, population: Population, swaps: Sequence[Swap]) -> DayView:
        """Return the same day of a population in which deals were exchanged; what was found out is brought along."""
        view = DayView(self.day, population)
        first = {each.deal.id: each for each, _ in reversed(swaps)}
        last = {each.deal.id: each for _, each in swaps}
        before, after = ([seen for each in one.values() if (seen := see(each, self.day))] for one in (first, last))
        for key, cohort in self._cohorts.items():
            known = cohort
            for sign, each in (*((-1, each) for each in before), *((1, each) for each in after)):
                known = known.changed_by(sign, each) if key.holds(each) else known
            view._cohorts[key] = known
        if "open" in self.__dict__:
            gone, come = ([each for each in seen if each.standing.cell.is_open] for seen in (before, after))
            view.__dict__["open"] = self.open.exchanging(gone, come) if gone or come else self.open
        if "closed" in self.__dict__:
            gone, come = ([each for each in seen if not each.standing.cell.is_open] for seen in (before, after))
            view.__dict__["closed"] = self.closed.exchanging(gone, come) if gone or come else self.closed
        return view


class Population:
    """The deals of a scope."""

    def __init__(self, credits_by_id: Mapping[str, Credit], purse: Purse) -> None:
        self.credits = credits_by_id
        """Each with the part that counts, by id."""
        self.purse = purse
        """What amounts are worth."""
        self._days: dict[date, DayView] = {}
        self._former: dict[date, tuple[DayView, Sequence[Swap]]] = {}

    def on(self, day: date) -> DayView:
        """Return the deals as they stood at the end of a day, each day looked at once."""
        found = self._days.get(day)
        if found is None:
            former = self._former.pop(day, None)
            found = self._days[day] = former[0].following(self, former[1]) if former else DayView(day, self)
        return found

    def standing_on(self, day: date) -> Sequence[Seen]:
        """Return the deals that existed at the end of a day as they stood, by id."""
        found = []
        for each in self.credits.values():
            deal = each.deal
            if deal.settled <= day:
                found.append(each)
            elif deal.began is None or deal.began <= day:
                standing = deal.standing(day)
                if standing is not None:
                    found.append(Seen(deal, each.share, standing))
        return found

    def following(self, swaps: Sequence[Swap]) -> Population:
        """Return the population in which some deals are others than they were."""
        following = Population({**self.credits, **{after.deal.id: after for _, after in swaps}}, self.purse)
        pending = {day: (view, ()) for day, view in self._days.items()}
        former = {day: (view, (*known, *swaps)) for day, (view, known) in {**self._former, **pending}.items()}
        following._former = {day: each for day, each in former.items() if len(each[1]) <= MOST_SWAPS}
        return following


def credited(deal: Deal, share: Decimal) -> Credit:
    """Return a deal with the part of it that counts."""
    return Seen(deal, share, deal.now)


def see(credit: Credit, day: date) -> Seen | None:
    """Return a deal as it stood at the end of a day; None where it did not exist yet."""
    standing = credit.deal.standing(day)
    return None if standing is None else Seen(credit.deal, credit.share, standing)
