"""Working days: Monday to Friday without the holidays that are given."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from .spans import DAY, Span


def is_workday(day: date, holidays: AbstractSet[date] = frozenset()) -> bool:
    """Return whether people work on a day."""
    return day.weekday() < 5 and day not in holidays


def count_workdays(start: date, end: date, holidays: AbstractSet[date] = frozenset()) -> int:
    """Return the working days from ``start`` to the day before ``end``."""
    if end <= start:
        return 0
    weeks, rest = divmod((end - start).days, 7)
    begun = start + timedelta(weeks=weeks)
    count = weeks * 5 + sum((begun + timedelta(days=each)).weekday() < 5 for each in range(rest))
    return count - sum(start <= each < end and each.weekday() < 5 for each in holidays)


def elapsed_workdays(span: Span, as_of: date, holidays: AbstractSet[date] = frozenset()) -> int:
    """Return the working days of a span up to and with ``as_of``."""
    return count_workdays(span.start, min(span.end, as_of + DAY), holidays)


def day_after(start: date, workdays: int, holidays: AbstractSet[date] = frozenset()) -> date:
    """Return the working day that is ``workdays`` after ``start``: zero is the first one from ``start`` on."""
    day = start
    while not is_workday(day, holidays):
        day += DAY
    for _ in range(workdays):
        day += DAY
        while not is_workday(day, holidays):
            day += DAY
    return day


def same_point(span: Span, elapsed: int, holidays: AbstractSet[date] = frozenset()) -> date:
    """Return the day of ``span`` on which ``elapsed`` of its working days are over, at most its last."""
    if elapsed <= 0:
        return span.start - DAY
    return min(day_after(span.start, elapsed - 1, holidays), span.last)
