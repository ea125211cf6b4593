"""The slice a KPI is computed from: a scope, over a period, seen at the end of a day."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from ...schema.record import Record
from ...schema.sentences import sentence
from ...schema.values import Money
from ..config import BookConfig
from ..query.facts import Facts
from ..snapshot import Snapshot
from .days import DayView, Seen
from .deals import LOST, ONE, RENEWAL, WON
from .ground import Ground
from .scope import Scope, Unanswerable
from .spans import DAY, Span
from .value import Exclusion, Part

NO_AMOUNT = sentence("has no amount")
NO_PROBABILITY = sentence("has no probability")


@dataclass(frozen=True, slots=True)
class Tally:
    """A sum of money with what it is made of."""

    total: Decimal
    """In the book's currency."""
    parts: tuple[Part, ...]
    """What each deal adds."""
    exclusions: tuple[Exclusion, ...]
    """The deals without an amount: they are counted, and add nothing."""

    @property
    def count(self) -> int:
        """How many deals have an amount."""
        return len(self.parts)

    @property
    def values(self) -> list[Decimal]:
        """The amounts."""
        return [each.value for each in self.parts if each.value is not None]


class Slice:
    """What a KPI sees. Never changed; ``over`` gives the same of another time."""

    def __init__(self, scope: Scope, span: Span, as_of: date, *, with_renewals: bool = False) -> None:
        self.scope = scope
        """Whose numbers."""
        self.span = span
        """The period."""
        self.as_of = as_of
        """The day at whose end everything is seen."""
        self.with_renewals = with_renewals
        """Whether renewals count in rates of winning, deal sizes and cycles."""
        self._others: dict[tuple[date, date, date], Slice] = {}

    def over(self, span: Span, as_of: date | None = None) -> Slice:
        """Return the same records over another period; seen from the same day where none is given."""
        key = span.start, span.end, as_of or self.as_of
        found = self._others.get(key)
        if found is None:
            found = self._others[key] = Slice(self.scope, span, key[2], with_renewals=self.with_renewals)
            found._others = self._others
        return found

    # What it is made of

    @property
    def ground(self) -> Ground:
        """The rows of the snapshot."""
        return self.scope.ground

    @property
    def snapshot(self) -> Snapshot:
        """All records."""
        return self.scope.facts.snapshot

    @property
    def facts(self) -> Facts:
        """The snapshot with its derived facts, on the day of the scope."""
        return self.scope.facts

    @property
    def config(self) -> BookConfig:
        """The settings of the book."""
        return self.snapshot.config

    @property
    def end(self) -> date:
        """The first day that no longer counts: the period may not be over."""
        return min(self.span.end, self.as_of + DAY)

    def covers(self, day: date | None) -> bool:
        """Return whether a day is in the period and not after the one it is seen from."""
        return day is not None and self.span.start <= day < self.span.end and day <= self.as_of

    # Records of other types

    def records(self, type_name: str, dated_by: str = "") -> Sequence[Record]:
        """Return the records of a type that exist on the day; with ``dated_by`` only those of the period.

        ``dated_by`` names the field, dotted where it lies deeper, whose day puts a record into the period.

        Raises:
            Unanswerable: the scope says nothing of this type.

        """
        day, as_of = self.ground.day, self.as_of
        found = self.scope.records(type_name)
        if dated_by:
            return [each for each in found if self.covers(day(each, dated_by))]
        return [each for each in found if (made := day(each, "created")) is None or made <= as_of]

    # Deals

    @cached_property
    def _day(self) -> DayView:
        return self.scope.on(self.as_of)

    @property
    def deals(self) -> Collection[Seen]:
        """The deals that exist on the day."""
        return self._day.deals.values()

    @cached_property
    def closed(self) -> Sequence[Seen]:
        """The deals won or lost in the period, renewals too."""
        return self._day.closed_between(self.span.start, self.end)

    @cached_property
    def won(self) -> Sequence[Seen]:
        """The deals won in the period, renewals too."""
        return [each for each in self.closed if each.standing.outcome == WON]

    @cached_property
    def lost(self) -> Sequence[Seen]:
        """The deals lost in the period, renewals too."""
        return [each for each in self.closed if each.standing.outcome == LOST]

    @property
    def open(self) -> Collection[Seen]:
        """The deals open at the end of the day, renewals too."""
        return self._day.open.values()

    @cached_property
    def due(self) -> Sequence[Seen]:
        """The open deals that are expected to close in the period; those overdue on the day are not among them."""
        start, end, as_of = max(self.span.start, self.as_of), self.span.end, self.as_of
        return [
            each
            for each in self.open
            if (day := each.standing.expected_close) is not None and start <= day < end and day >= as_of
        ]

    def without_renewals(self, deals: Iterable[Seen]) -> list[Seen]:
        """Return the deals that count in rates and cycles: no renewals, unless they were asked for."""
        if self.with_renewals:
            return list(deals)
        return [each for each in deals if each.deal.kind != RENEWAL]

    def undated(self) -> list[Exclusion]:
        """Return the deals that ended on no day: they fall into no period."""
        return [Exclusion(each, sentence("closed without a day")) for each in self._day.undated]

    # Money

    def in_currency(self, money: Money, day: date) -> Decimal:
        """Return an amount in the book's currency, at the rate of a day.

        Raises:
            Unanswerable: there is no rate.

        """
        worth = self.config.rates.convert(money, self.config.currency, day)
        if worth is None:
            raise NoRate(money.currency, day)
        return worth

    def worth(self, seen: Seen) -> Decimal | None:
        """Return what a deal adds to a sum: the rate of its closing, of the day where it is open; None without amount.

        Raises:
            Unanswerable: there is no rate.

        """
        part = self._part(seen)
        return part.value if part else None

    def _part(self, seen: Seen) -> Part | None:
        """Return what a deal adds to a sum, computed once a day."""
        known = self._day.parts
        try:
            return known[seen.deal.id]
        except KeyError:
            part = known[seen.deal.id] = self._make_part(seen)
            return part

    def _make_part(self, seen: Seen) -> Part | None:
        amount = seen.deal.amount
        if amount is None:
            return None
        value = amount.amount
        if amount.currency != self.config.currency:
            value = self.in_currency(amount, seen.standing.closed_on or self.as_of)
        return Part(seen.deal.id, value if seen.share is ONE else value * seen.share)

    def tally(self, deals: Iterable[Seen], weigh: Callable[[Seen], Decimal | None] | None = None) -> Tally:
        """Return the sum of the deals' worth, each times what ``weigh`` says where that is given.

        Raises:
            Unanswerable: a rate is missing.

        """
        parts: list[Part] = []
        exclusions: list[Exclusion] = []
        total = Decimal(0)
        part_of = self._part
        for each in deals:
            part = part_of(each)
            if part is None:
                exclusions.append(Exclusion(each.deal.id, NO_AMOUNT))
                continue
            value = part.value
            assert value is not None
            if weigh:
                weight = weigh(each)
                if weight is None:
                    exclusions.append(Exclusion(each.deal.id, NO_PROBABILITY))
                    continue
                value *= weight
                part = Part(part.id, value)
            total += value
            parts.append(part)
        return Tally(total, tuple(parts), tuple(exclusions))

    @cached_property
    def won_tally(self) -> Tally:
        """What was won in the period, renewals too. Raises as ``tally``."""
        return self.tally(self.won)

    @cached_property
    def due_tally(self) -> Tally:
        """What is open and due in the period. Raises as ``tally``."""
        return self.tally(self.due)


class NoRate(Unanswerable):
    """An amount of another currency has no rate on its day."""

    def __init__(self, currency: str, day: date) -> None:
        super().__init__(
            sentence("There is no exchange rate of {currency} for {day} in fx.csv.", currency=currency, day=day)
        )


def count(deals: Iterable[Seen]) -> Decimal:
    """Return how many deals these are; a deal with shares counts with the part that is in scope."""
    return sum((each.share for each in deals), Decimal(0))
