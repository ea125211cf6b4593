"""Exchange rates of a book: ``fx.csv`` says from which day on one unit of a currency is worth how much of the book's.

    currency,from,rate
    USD,2026-07-01,0.86
    USD,2026-07-20,0.88

A rate holds until the day before the next one of the same currency begins. There is no rate before the first: an amount
that would need one is told as such, never taken as if the currencies were the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from ..schema.dataclass import dataclass, field
from ..schema.kinds import DAY, KINDS, BadValueError, parse_decimal
from ..schema.problems import Problem, Severity
from ..schema.sentences import Sentence, sentence
from ..schema.values import Money

RATES_FILE = "fx.csv"
"""The file of the rates, beside ``cartera.yaml``."""
COLUMNS = ("currency", "from", "rate")


@dataclass(frozen=True)
class Rates:
    """What other currencies are worth in the book's, day by day."""

    by_currency: Mapping[str, tuple[tuple[date, Decimal], ...]] = field(default_factory=dict)
    """Currency → first day and rate, in the order of days."""

    def rate(self, currency: str, day: date) -> Decimal | None:
        """Return what one unit is worth on a day; None where no rate is known for it."""
        steps = self.by_currency.get(currency, ())
        place = bisect_right(steps, day, key=lambda step: step[0])
        return steps[place - 1][1] if place else None

    def convert(self, money: Money, currency: str, day: date) -> Decimal | None:
        """Return an amount in ``currency``, the book's, at the rate of a day; None where there is no rate."""
        if money.currency == currency:
            return money.amount
        rate = self.rate(money.currency, day)
        return None if rate is None else money.amount * rate


def read_rates(text: str) -> tuple[Rates, list[Problem]]:
    """Return the rates of an ``fx.csv``; a line that cannot be understood is a Problem and does not count."""
    import csv

    rows = csv.reader(text.splitlines())
    header = [each.strip().casefold() for each in next(rows, [])]
    if not set(COLUMNS) <= set(header):
        message = sentence("The first line must name the columns currency, from and rate.")
        return Rates(), [_problem(1, message)] if text.strip() else []
    places = [header.index(each) for each in COLUMNS]
    found: defaultdict[str, dict[date, Decimal]] = defaultdict(dict)
    problems: list[Problem] = []
    for number, cells in enumerate(rows, 2):
        if not any(each.strip() for each in cells):
            continue
        try:
            currency, day, rate = _read_row([cells[each].strip() if each < len(cells) else "" for each in places])
        except BadValueError as mistake:
            problems.append(_problem(number, mistake.reason, mistake.hint))
            continue
        if day in found[currency]:
            message = sentence("There are two rates of {currency} from {day}.", currency=currency, day=day)
            problems.append(_problem(number, message))
        found[currency][day] = rate
    return Rates({each: tuple(sorted(steps.items())) for each, steps in found.items()}), problems


def _read_row(cells: list[str]) -> tuple[str, date, Decimal]:
    currency, day, rate = cells
    KINDS["currency"].parse(currency)
    first = DAY.parse(day)
    assert isinstance(first, date)
    value = parse_decimal(rate)
    if value <= 0:
        raise BadValueError(sentence("A rate is more than zero."))
    return currency, first, value


def _problem(line: int, message: Sentence, hint: Sentence | None = None) -> Problem:
    return Problem(RATES_FILE, "bad-rate", message, Severity.ERROR, line=line, hint=hint)
