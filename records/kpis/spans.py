"""Periods of the fiscal calendar: how they are written, what came before them, and what they consist of.

A period is half-open. Quarters and years begin with the month in which the book's fiscal year does, and a fiscal year
has the name of the calendar year in which it begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ...schema.dataclass import dataclass
from ...schema.dates_in_words import Moment, add_months, read_day
from ...schema.errors import Misused
from ...schema.kinds import BadValueError
from ...schema.periods import parse_period
from ...schema.periods_in_words import period_of, read_period
from ...schema.sentences import Sentence, sentence
from ...schema.values import Period

DAY = timedelta(days=1)


class PeriodNotUnderstood(Misused):
    """The text names no period."""

    def __init__(self, reason: Sentence, hint: Sentence | None) -> None:
        super().__init__(
            reason, hint or sentence("Write it like 2026-Q3, 2026-07, last-month or 2026-01-01..2026-04-01.")
        )


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open period."""

    start: date
    """The first day."""
    end: date
    """The day after the last."""
    text: str
    """As written: ``2026-Q3``, ``2026-07``, or ``2026-01-01..2026-04-01`` where it has no name."""

    @property
    def last(self) -> date:
        """The last day."""
        return self.end - DAY

    @property
    def named(self) -> Period | str:
        """What sentences call it: by its name in the reader's form, where it has one."""
        return self.text if ".." in self.text else Period(self.start, self.end, self.text)

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day < self.end

    def __str__(self) -> str:
        return self.text


def read_span(text: str, moment: Moment, fiscal_start: int = 1) -> Span:
    """Return the period ``text`` writes or says: ``2026-Q3``, ``last-month``, ``este trimestre``, ``A..B``.

    Raises:
        PeriodNotUnderstood: it names none, or ends before it begins.

    """
    words = text.strip()
    first, dots, second = words.partition("..")
    try:
        if dots:
            return span_between(read_day(first.strip(), moment), read_day(second.strip(), moment))
        if not re.match(r"\d", words):
            words = words.replace("-", " ").replace("_", " ")
        found = read_period(words, moment)
        if fiscal_start > 1 and _form_of(found.text) in {"quarter", "year"}:
            found = read_period(words, _moved_back(moment, fiscal_start - 1))
    except BadValueError as mistake:
        raise PeriodNotUnderstood(mistake.reason, mistake.hint) from None
    return fiscal_span(found, fiscal_start)


def _moved_back(moment: Moment, months: int) -> Moment:
    """Return the moment some months earlier: in its calendar year lies the fiscal one that runs now."""
    day = add_months(moment.today, -months)
    return Moment(moment.now.replace(year=day.year, month=day.month, day=day.day), moment.language)


def span_between(start: date, end: date) -> Span:
    """Return the days from ``start`` to the day before ``end``.

    Raises:
        PeriodNotUnderstood: there are none.

    """
    if end == start:
        raise PeriodNotUnderstood(
            sentence("The period from {start} to {end} has no day.", start=start, end=end),
            sentence("The day after the two points is the first that no longer counts."),
        )
    if end < start:
        raise PeriodNotUnderstood(
            sentence("The period ends on {end}, before it begins on {start}.", end=end, start=start),
            sentence("The day after the two points is the first that no longer counts."),
        )
    return Span(start, end, f"{start}..{end}")


def fiscal_span(period: Period, fiscal_start: int = 1) -> Span:
    """Return a period as written in a file, its quarters and years those of the fiscal calendar."""
    if fiscal_start == 1 or _form_of(period.text) not in {"quarter", "year", "years"}:
        return Span(period.start, period.end, period.text)
    months = fiscal_start - 1
    return Span(add_months(period.start, months), add_months(period.end, months), period.text)


def quarter_of(day: date, fiscal_start: int = 1) -> Span:
    """Return the fiscal quarter a day lies in."""
    return _containing(day, "quarter", fiscal_start)


def month_of(day: date) -> Span:
    """Return the month a day lies in."""
    return _containing(day, "month", 1)


def year_of(day: date, fiscal_start: int = 1) -> Span:
    """Return the fiscal year a day lies in."""
    return _containing(day, "year", fiscal_start)


def _containing(day: date, unit: str, fiscal_start: int) -> Span:
    first = add_months(day.replace(day=1), 1 - fiscal_start)
    return fiscal_span(period_of(first, unit), fiscal_start)


def previous_span(span: Span, fiscal_start: int = 1) -> Span:
    """Return the period before: of the same name where it has one, else as many days."""
    form = _form_of(span.text)
    if form in {"month", "quarter", "year"}:
        return _containing(span.start - DAY, form, fiscal_start if form != "month" else 1)
    if form in {"day", "week"}:
        return fiscal_span(period_of(span.start - DAY, form))
    start = span.start - (span.end - span.start)
    return Span(start, span.start, f"{start}..{span.start}")


def span_of_last_year(span: Span, fiscal_start: int = 1) -> Span:
    """Return the same period a year ago; a week is that of 52 weeks ago, to keep its weekdays."""
    form = _form_of(span.text)
    if form in {"month", "quarter", "year"}:
        return _containing(add_months(span.start, -12), form, fiscal_start if form != "month" else 1)
    if form in {"day", "week"}:
        return fiscal_span(period_of(span.start - timedelta(weeks=52), form))
    start, end = add_months(span.start, -12), add_months(span.end, -12)
    return Span(start, max(end, start + DAY), f"{start}..{max(end, start + DAY)}")


def trailing_year(day: date) -> Span:
    """Return the twelve months that end with ``day``."""
    end = day + DAY
    start = add_months(end, -12)
    return Span(start, end, f"{start}..{end}")


def months_in(span: Span) -> Iterator[Span]:
    """Yield the months of a span, the first and last cut where the span does."""
    return _pieces(span, "month", 1)


def quarters_in(span: Span, fiscal_start: int = 1) -> Iterator[Span]:
    """Yield the fiscal quarters of a span, the first and last cut where the span does."""
    return _pieces(span, "quarter", fiscal_start)


def _pieces(span: Span, unit: str, fiscal_start: int) -> Iterator[Span]:
    day = span.start
    while day < span.end:
        whole = _containing(day, unit, fiscal_start)
        start, end = max(whole.start, span.start), min(whole.end, span.end)
        yield Span(start, end, whole.text)
        day = whole.end


def _form_of(text: str) -> str:
    """Return ``month``, ``quarter``, ``year``, ``week``, ``day`` or ``years``; empty for a span without a name."""
    for form in ("year", "month", "quarter", "week", "day", "years"):
        if parse_period(text, (form,)):
            return form
    return ""
