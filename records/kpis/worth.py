"""What deals are worth in the book's currency: closed ones at the rate of their closing, open ones at that of the day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Context, Decimal, localcontext
from typing import TYPE_CHECKING

from ...schema.dataclass import dataclass
from ...schema.sentences import sentence
from ...schema.values import Money
from ..config import BookConfig
from .stats import ONE
from .unanswerable import Unanswerable
from .value import Exclusion, Part

if TYPE_CHECKING:
    from .days import Seen

WIDE = Context(prec=60)
"""Sums of money are exact in it: what is added and later taken away again leaves nothing behind."""
NO_AMOUNT = sentence("has no amount")
NO_PROBABILITY = sentence("has no probability")


class NoRate(Unanswerable):
    """An amount of another currency has no rate on its day."""

    def __init__(self, currency: str, day: date) -> None:
        super().__init__(
            sentence("There is no exchange rate of {currency} for {day} in fx.csv.", currency=currency, day=day)
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """A sum of money with what it is made of."""

    total: Decimal
    """In the book's currency."""
    deals: Sequence[Seen]
    """The deals that add something."""
    values: Sequence[Decimal]
    """What each of them adds."""
    exclusions: tuple[Exclusion, ...]
    """The deals without an amount: they are counted, and add nothing."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """What each deal adds, by its id."""
        return tuple(Part(each.deal.id, value) for each, value in zip(self.deals, self.values, strict=True))

    @property
    def count(self) -> int:
        """How many deals have an amount."""
        return len(self.values)


class Purse:
    """The money of a book: its currency, and the rates of all others."""

    def __init__(self, config: BookConfig) -> None:
        self._rates = config.rates
        self.currency = config.currency
        """The code of the book's own."""

    def convert(self, money: Money, day: date) -> Decimal:
        """Return an amount in the book's currency, at the rate of a day.

        Raises:
            NoRate: there is none.

        """
        worth = self._rates.convert(money, self.currency, day)
        if worth is None:
            raise NoRate(money.currency, day)
        return worth

    def worth(self, seen: Seen, day: date) -> Decimal | None:
        """Return what a deal adds to a sum, ``day`` deciding the rate of an open one; None without an amount.

        Raises:
            NoRate: there is none for its currency.

        """
        amount = seen.deal.amount
        if amount is None:
            return None
        value = amount.amount
        if amount.currency != self.currency:
            value = self.convert(amount, seen.standing.closed_on or day)
        return value if seen.share is ONE else value * seen.share

    def tally(self, deals: Iterable[Seen], day: date, weigh: Callable[[Seen], Decimal | None] | None = None) -> Tally:
        """Return the sum of the deals' worth, each times what ``weigh`` says where that is given.

        Raises:
            NoRate: there is none for a currency.

        """
        found: list[Seen] = []
        values: list[Decimal] = []
        exclusions: list[Exclusion] = []
        worth = self.worth
        for each in deals:
            value = worth(each, day)
            if value is None:
                exclusions.append(Exclusion(each.deal.id, NO_AMOUNT))
                continue
            if weigh:
                weight = weigh(each)
                if weight is None:
                    exclusions.append(Exclusion(each.deal.id, NO_PROBABILITY))
                    continue
                value *= weight
            found.append(each)
            values.append(value)
        return Tally(exact_sum(values), found, values, tuple(exclusions))


def exact_sum(values: Iterable[Decimal]) -> Decimal:
    """Return a sum that does not depend on the order of what is added."""
    with localcontext(WIDE):
        return sum(values, Decimal(0))
