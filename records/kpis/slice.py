"""The slice a KPI is computed from: a scope, over a period, seen at the end of a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property

from ...schema.record import Record
from ...schema.sentences import sentence
from ...schema.values import Money
from ..config import BookConfig
from ..query.facts import Facts
from ..snapshot import Snapshot
from .closed_deals import ClosedSpan
from .cohort import Cohort
from .days import DayView, Seen
from .deals import RENEWAL
from .ground import Ground
from .open_deals import OpenDeals, Window
from .scope import Scope
from .spans import DAY, Span
from .stats import ONE
from .value import Exclusion
from .worth import Tally


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
        if dated_by:
            start = self.span.start
            found = self.ground.dated(type_name, dated_by).between(start, max(start, self.end))
            return self.scope.among(type_name, found)
        found = self.scope.records(type_name)
        return [each for each in found if (made := day(each, "created")) is None or made <= as_of]

    # Deals

    @cached_property
    def _day(self) -> DayView:
        return self.scope.on(self.as_of)

    @property
    def deals(self) -> Sequence[Seen]:
        """The deals that exist on the day."""
        return self._day.deals

    @cached_property
    def closing(self) -> ClosedSpan:
        """The deals won or lost in the period, with what was found out about them."""
        return self._day.closed.between(self.span.start, max(self.span.start, self.end))

    @property
    def closed(self) -> Sequence[Seen]:
        """The deals won or lost in the period, renewals too."""
        return self.closing.deals

    @property
    def won(self) -> Sequence[Seen]:
        """The deals won in the period, renewals too."""
        return self.closing.won

    @property
    def open(self) -> OpenDeals:
        """The deals open at the end of the day, renewals too."""
        return self._day.open

    @property
    def expected(self) -> Window:
        """When open deals of the period are expected to close, those overdue among them."""
        return Window(self.span.start, self.span.end)

    @property
    def due(self) -> Window:
        """When open deals of the period are expected to close that are not overdue on the day."""
        return Window(max(self.span.start, self.as_of), max(self.span.end, self.as_of))

    @property
    def overdue(self) -> Window:
        """When open deals were expected to close that are overdue on the day."""
        return Window(end=self.as_of)

    def begun(self) -> Cohort:
        """Return what became of the deals that began in the period; renewals only where they count in rates."""
        return self._day.begun_between(self.span.start, self.end, with_renewals=self.with_renewals)

    def without_renewals(self, deals: Iterable[Seen]) -> list[Seen]:
        """Return the deals that count in rates and cycles: no renewals, unless they were asked for."""
        if self.with_renewals:
            return list(deals)
        return [each for each in deals if each.deal.kind != RENEWAL]

    def undated(self) -> list[Exclusion]:
        """Return the deals that ended on no day: they fall into no period."""
        return [Exclusion(each, sentence("closed without a day")) for each in self._day.closed.undated]

    # Money

    def in_currency(self, money: Money, day: date) -> Decimal:
        """Return an amount in the book's currency, at the rate of a day.

        Raises:
            Unanswerable: there is no rate.

        """
        return self.ground.purse.convert(money, day)

    def worth(self, seen: Seen) -> Decimal | None:
        """Return what a deal adds to a sum: the rate of its closing, of the day where it is open; None without amount.

        Raises:
            Unanswerable: there is no rate.

        """
        return self.ground.purse.worth(seen, self.as_of)

    def tally(self, deals: Iterable[Seen], weigh: Callable[[Seen], Decimal | None] | None = None) -> Tally:
        """Return the sum of the deals' worth, each times what ``weigh`` says where that is given.

        Raises:
            Unanswerable: a rate is missing.

        """
        return self.ground.purse.tally(deals, self.as_of, weigh)

    @property
    def won_tally(self) -> Tally:
        """What was won in the period, renewals too. Raises as ``tally``."""
        return self.closing.won_tally


def count(deals: Iterable[Seen]) -> Decimal:
    """Return how many deals these are; a deal with shares counts with the part that is in scope."""
    shares = [each.share for each in deals]
    parts = [each for each in shares if each is not ONE]
    return sum(parts, Decimal(len(shares) - len(parts)))
