"""Periods of the calendar as files write them: a day, week, month, quarter, year or a span of years."""

from __future__ import annotations

from datetime import date, timedelta

from .late_pattern import late
from .values import Period

FORMS = {
    "day": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "week": r"([0-9]{4})-W([0-9]{2})",
    "month": r"([0-9]{4})-(0[1-9]|1[0-2])",
    "quarter": r"([0-9]{4})-Q([1-4])",
    "year": r"[0-9]{4}",
    "years": r"([0-9]{4})-([0-9]{4})",
}
"""How each form is written, as a regular expression."""
EXAMPLES = {
    "day": "2026-07-14",
    "week": "2026-W29",
    "month": "2026-07",
    "quarter": "2026-Q3",
    "year": "2026",
    "years": "2026-2027",
}
"""An example of each form."""
_FITS = {form: late(pattern) for form, pattern in FORMS.items()}


def parse_period(text: str, forms: tuple[str, ...] = tuple(EXAMPLES)) -> Period | None:
    """Return the period ``text`` writes in one of ``forms``, None where it writes none; quarters are the calendar's."""
    for form in forms:
        period = _PARSERS[form](text)
        if period is not None:
            return period
    return None


def _parse_day(text: str) -> Period | None:
    if not _FITS["day"].fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
        return Period(day, day + timedelta(days=1), text)
    except (ValueError, OverflowError):
        return None


def _parse_week(text: str) -> Period | None:
    found = _FITS["week"].fullmatch(text)
    if not found:
        return None
    try:
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return Period(monday, monday + timedelta(days=7), text)
    except (ValueError, OverflowError):
        return None


def _parse_month(text: str) -> Period | None:
    found = _FITS["month"].fullmatch(text)
    return _months(int(found[1]), int(found[2]), 1, text) if found else None


def _parse_quarter(text: str) -> Period | None:
    found = _FITS["quarter"].fullmatch(text)
    return _months(int(found[1]), int(found[2]) * 3 - 2, 3, text) if found else None


def _parse_year(text: str) -> Period | None:
    return _months(int(text), 1, 12, text) if _FITS["year"].fullmatch(text) else None


def _parse_years(text: str) -> Period | None:
    found = _FITS["years"].fullmatch(text)
    if not found or int(found[1]) > int(found[2]):
        return None
    return _months(int(found[1]), 1, 12 * (int(found[2]) - int(found[1]) + 1), text)


def _months(year: int, month: int, count: int, text: str) -> Period | None:
    """Return ``count`` months from ``month`` of ``year``; None beyond the years Python's calendar has."""
    last = month - 1 + count
    try:
        return Period(date(year, month, 1), date(year + last // 12, last % 12 + 1, 1), text)
    except ValueError:
        return None


_PARSERS = {
    "day": _parse_day,
    "week": _parse_week,
    "month": _parse_month,
    "quarter": _parse_quarter,
    "year": _parse_year,
    "years": _parse_years,
}
