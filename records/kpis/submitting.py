"""Submitting a forecast: what a person or team commits to, frozen with the deals behind it as a record."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ...schema.errors import Refused
from ...schema.formats import show_period
from ...schema.language import Language
from ...schema.record import Record
from ...schema.sentences import sentence
from ...schema.tree import Bare, Tree
from ...schema.values import Money, Period
from ..book import Book
from ..plan import Plan
from ..snapshot import Snapshot
from .outlook import Outlook
from .slice import Slice
from .stats import rounded


class PeriodWithoutName(Refused):
    """A forecast is of a period that files can name."""

    def __init__(self, text: str) -> None:
        super().__init__(
            sentence("A forecast is of a month, quarter or year, and {period} is none.", period=text),
            sentence("Name one, like 2026-Q3."),
        )


class NobodySubmits(Refused):
    """It is not known who commits to a forecast."""

    def __init__(self) -> None:
        super().__init__(
            sentence("It is not known whose forecast it is."),
            sentence("Name the person or team with --who, or put your git e-mail into your file in people/."),
        )


def plan_forecast(book: Book, seen: Slice, found: Outlook, who: str, call: Decimal, comment: str = "") -> Plan:
    """Plan the record of a forecast.

    Raises:
        PeriodWithoutName: its period is a span of days.
        NobodySubmits: ``who`` is empty.

    """
    if ".." in seen.span.text:
        raise PeriodWithoutName(seen.span.text)
    if not who:
        raise NobodySubmits
    currency = book.config.currency
    amounts = {
        "closed": found.closed,
        "commit": found.commit,
        "best_case": found.best_case,
        "pipeline": found.pipeline,
        "weighted": found.weighted,
        "historical": found.historical,
        "target": found.target,
        "call": call,
    }
    fields: dict[str, Tree] = {
        "title": _title(book.language, seen, who),
        "who": who,
        "period": seen.span.text,
        "as_of": Bare(seen.as_of.isoformat()),
        **{name: _money(amount, currency) for name, amount in amounts.items() if amount is not None},
        "comment": comment,
    }
    if lines := list(_lines(book.snapshot(), found, currency)):
        fields["lines"] = lines
    return book.new("forecast", fields)


def _title(language: Language, seen: Slice, who: str) -> str:
    period = show_period(Period(seen.span.start, seen.span.end, seen.span.text), language)
    return sentence("Forecast {period} {who} {day}", period=period, who=who, day=seen.as_of.isoformat()).text(language)


def _lines(snapshot: Snapshot, found: Outlook, currency: str) -> Iterator[Tree]:
    for each in found.deals:
        if each.amount is not None:
            line: dict[str, Tree] = {
                "opportunity": _link(snapshot, each.record),
                "amount": _money(each.amount, currency),
                "category": each.category or "omitted",
            }
            if each.probability is not None:
                line["probability"] = Bare(f"{each.probability:f}")
            yield line


def _link(snapshot: Snapshot, deal: Record) -> str:
    """Return the shortest link that means a deal from anywhere in the book."""
    if snapshot.resolve(deal.name, None, ("opportunity",)) is deal:
        return deal.name
    return f"{deal.client}/{deal.name}" if deal.client else deal.id


def _money(amount: Decimal, currency: str) -> str:
    return str(Money(currency, rounded(amount, 2)))
