"""Periods as people write them, in Spanish and English: ``q3``, ``este trimestre``, ``last month``, ``julio``."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from .calendar_words import MONTHS, ORDINALS, UNITS
from .dates_in_words import LONGEST, Moment, add_months, read_date
from .folding import fold
from .kinds import KINDS, BadValueError
from .sentences import sentence
from .values import Period


def read_period(text: str, moment: Moment) -> Period:
    """Return the week, month, quarter or year of ``text``; a day is a period of one day.

    Raises:
        BadValueError: the text names no period.

    """
    folded = " ".join(fold(text[: LONGEST + 1]).replace(",", " ").split())
    found = read_known_period(folded, moment) if len(folded) <= LONGEST else None
    if found is not None:
        return found
    try:
        day = read_date(text, moment)
    except BadValueError:
        raise BadValueError(
            sentence("“{text}” is not understood as a period.", text=text[:LONGEST]),
            sentence("Write it like 2026-07, Q3, this quarter, last month or july."),
        ) from None
    return period_of(day.date() if isinstance(day, datetime) else day, "day")


def period_of(day: date, unit: str) -> Period:
    """Return the ``day``, ``week``, ``month``, ``quarter`` or ``year`` that ``day`` lies in."""
    week = day.isocalendar()
    text = {
        "day": day.isoformat(),
        "week": f"{week.year:04}-W{week.week:02}",
        "month": f"{day.year:04}-{day.month:02}",
        "quarter": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "year": f"{day.year:04}",
    }[unit]
    return _parse(text)


def read_known_period(folded: str, moment: Moment) -> Period | None:
    """Return the period of words already folded; None where they name none."""
    try:
        return _parse(folded.upper())
    except BadValueError:
        pass
    try:
        return _read_relative(folded, moment) or _read_named(folded, moment)
    except (OverflowError, ValueError):
        return None


def _parse(text: str) -> Period:
    found = KINDS["period"].parse(text)
    assert isinstance(found, Period)
    return found


_WHICH = {
    "": 0,
    "este": 0,
    "esta": 0,
    "this": 0,
    "current": 0,
    "actual": 0,
    "next": 1,
    "proximo": 1,
    "proxima": 1,
    "que viene": 1,
    "siguiente": 1,
    "last": -1,
    "previous": -1,
    "pasado": -1,
    "pasada": -1,
    "anterior": -1,
    "ultimo": -1,
    "ultima": -1,
}


def _read_relative(text: str, moment: Moment) -> Period | None:
    before = "este|esta|this|current|next|last|previous|proximo|proxima|siguiente|pasado|pasada|ultimo|ultima"
    after = "que viene|proximo|proxima|siguiente|pasado|pasada|anterior|actual"
    found = re.fullmatch(rf"(?:el |la |the )?(?:({before}) )?([a-z]{{3,}})(?: ({after}))?", text)
    unit = UNITS.get(found[2]) if found else None
    if not found or unit not in {"week", "month", "quarter", "year"}:
        return None
    away = _WHICH[found[3] or found[1] or ""]
    if unit == "week":
        return period_of(moment.today + timedelta(weeks=away), unit)
    return period_of(add_months(moment.today, away * {"month": 1, "quarter": 3, "year": 12}[unit]), unit)


def _read_named(text: str, moment: Moment) -> Period | None:
    year = r"(?: ?(?:del? )?(\d{4}))?"
    found = re.fullmatch(rf"(?:[qt]([1-4])|([1-4])[qt]){year}", text)
    if found:
        return _quarter(int(found[1] or found[2]), found[3], moment)
    found = re.fullmatch(r"(\d{4})[ -]?[qt]([1-4])", text)
    if found:
        return _quarter(int(found[2]), found[1], moment)
    found = re.fullmatch(rf"(?:el |the )?(\w+) (?:trimestre|quarter){year}", text)
    if found and found[1] in ORDINALS:
        return _quarter(ORDINALS[found[1]], found[2], moment)
    found = re.fullmatch(rf"(?:semana|week|w) ?(\d{{1,2}}){year}", text)
    if found:
        return _parse(f"{int(found[2] or moment.today.isocalendar().year):04}-W{int(found[1]):02}")
    found = re.fullmatch(rf"([a-z]+)\.?{year}", text)
    if found and found[1] in MONTHS:
        return _parse(f"{int(found[2] or moment.today.year):04}-{MONTHS[found[1]]:02}")
    return None


def _quarter(number: int, year: str | None, moment: Moment) -> Period:
    return _parse(f"{int(year or moment.today.year):04}-Q{number}")
