"""The deals won or lost by the end of a day, in the order of their closing, so that a period is found without a search."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from .deals import WON
from .worth import Purse, Tally

if TYPE_CHECKING:
    from .days import Seen

_T = TypeVar("_T")


class ClosedSpan:
    """The deals won or lost between two days."""

    def __init__(self, deals: Sequence[Seen], purse: Purse) -> None:
        self.deals = deals
        """All of them, by the day they closed."""
        self._purse = purse
        self._remembered: dict[object, object] = {}

    @cached_property
    def won(self) -> Sequence[Seen]:
        """Those won."""
        return [each for each in self.deals if each.standing.cell.outcome == WON]

    @cached_property
    def won_tally(self) -> Tally:
        """What those won come to. Raises as ``Purse.tally``."""
        return self._purse.tally(self.won, date.max)

    def remember(self, key: object, make: Callable[[], _T]) -> _T:
        """Return what ``make`` returns, made once: it may look at nothing but these deals and the clients."""
        if key not in self._remembered:
            self._remembered[key] = make()
        return cast("_T", self._remembered[key])


class ClosedDeals:
    """The deals won or lost by the end of a day."""

    def __init__(self, purse: Purse, deals: Sequence[Seen], days: Sequence[date], undated: Mapping[str, Seen]) -> None:
        self._purse = purse
        self._deals = deals
        self._days = days
        self.undated = undated
        """Those won or lost on no day, by id."""
        self._spans: dict[tuple[date, date], ClosedSpan] = {}

    @classmethod
    def of(cls, purse: Purse, deals: Iterable[Seen]) -> ClosedDeals:
        """Return some deals in the order of their closing, those of one day by id."""
        dated: list[tuple[date, str, Seen]] = []
        undated: dict[str, Seen] = {}
        for each in deals:
            day = each.standing.closed_on
            if day is None:
                undated[each.deal.id] = each
            else:
                dated.append((day, each.deal.id, each))
        dated.sort()
        return cls(purse, [each for _, _, each in dated], [day for day, _, _ in dated], undated)

    def between(self, start: date, end: date) -> ClosedSpan:
        """Return those closed from ``start`` to the day before ``end``."""
        found = self._spans.get((start, end))
        if found is None:
            deals = self._deals[bisect_left(self._days, start) : bisect_left(self._days, end)]
            found = self._spans[start, end] = ClosedSpan(deals, self._purse)
        return found

    def exchanging(self, gone: Sequence[Seen], come: Sequence[Seen]) -> ClosedDeals:
        """Return the closed deals without ``gone``, all of them known here, and with ``come``."""
        deals, days, undated = list(self._deals), list(self._days), dict(self.undated)
        touched: set[date] = set()
        for each in gone:
            day = each.standing.closed_on
            if day is None:
                del undated[each.deal.id]
            else:
                place = _place(deals, days, day, each.deal.id)
                del deals[place], days[place]
                touched.add(day)
        for each in come:
            day = each.standing.closed_on
            if day is None:
                undated[each.deal.id] = each
            else:
                place = _place(deals, days, day, each.deal.id)
                deals.insert(place, each)
                days.insert(place, day)
                touched.add(day)
        following = ClosedDeals(self._purse, deals, days, undated)
        following._spans = {
            (start, end): span
            for (start, end), span in self._spans.items()
            if not any(start <= day < end for day in touched)
        }
        return following


def _place(deals: Sequence[Seen], days: Sequence[date], day: date, deal_id: str) -> int:
    """Return where a deal closed on a day stands, or is to stand."""
    place = bisect_left(days, day)
    while place < len(days) and days[place] == day and deals[place].deal.id < deal_id:
        place += 1
    return place
