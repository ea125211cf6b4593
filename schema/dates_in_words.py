"""Days and moments as people write them, in Spanish and English: ``viernes``, ``+2w``, ``fin de mes``, ``14 jul``.

Whoever calls this shows the reader the day that was understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from .calendar_words import EDGES, FIXED_DAYS, MONTHS, NUMBERS, UNITS, WEEKDAYS
from .dataclass import dataclass
from .folding import fold
from .kinds import BadValueError
from .language import Language
from .late_pattern import late
from .sentences import sentence

LOOKS_BACK = timedelta(days=90)
"""A day written without its year is the first one not longer ago than this: sellers plan more than they look back."""

LONGEST = 120
"""Characters a date may have; longer text is none."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When and by whom something is written: what words like ``tomorrow`` depend on."""

    now: datetime
    """Aware, in the time zone of the reader."""
    language: Language
    """Decides whether ``3/4`` is the third of April (Spanish) or the fourth of March (English)."""

    @property
    def today(self) -> date:
        """The reader's day."""
        return self.now.date()


def read_date(text: str, moment: Moment) -> date | datetime:
    """Return the day, or the moment where a time of day is named.

    Raises:
        BadValueError: the text names no day.

    """
    folded = " ".join(fold(text[: LONGEST + 1]).replace(",", " ").split())
    if folded and len(folded) <= LONGEST:
        try:
            found = _read(folded, moment)
        except (OverflowError, ValueError) as mistake:
            if isinstance(mistake, BadValueError):
                raise
            found = None
        if found is not None:
            return found
    raise BadValueError(
        sentence("“{text}” is not understood as a date.", text=text[:LONGEST]),
        sentence("Write it like 2026-07-14, 14 jul, friday, +2w or end of month."),
    )


def read_day(text: str, moment: Moment) -> date:
    """Return the day of ``text``; a time of day in it is passed over.

    Raises:
        BadValueError: the text names no day.

    """
    found = read_date(text, moment)
    return found.date() if isinstance(found, datetime) else found


def read_instant(text: str, moment: Moment) -> datetime:
    """Return the moment of ``text``; a day alone means its beginning, today means now.

    Raises:
        BadValueError: the text names no moment.

    """
    found = read_date(text, moment)
    if isinstance(found, datetime):
        return found
    if found == moment.today:
        return moment.now.replace(microsecond=0)
    return datetime.combine(found, time(), moment.now.tzinfo)


def _read(text: str, moment: Moment) -> date | datetime | None:
    if text in {"ahora", "now", "ya"}:
        return moment.now.replace(microsecond=0)
    exact = _read_iso_instant(text, moment)
    if exact is not None:
        return exact
    day = _read_day(text, moment)
    if day is not None:
        return day
    rest, clock = _split_time(text)
    if clock is None:
        return None
    day = _read_day(rest, moment) if rest else moment.today
    return datetime.combine(day, clock, moment.now.tzinfo) if day and not isinstance(day, datetime) else None


def _read_iso_instant(text: str, moment: Moment) -> datetime | None:
    if not re.fullmatch(r"\d{4}-\d\d-\d\dt\d\d:\d\d(:\d\d(\.\d{1,6})?)?(z|[-+]\d\d:\d\d)?", text):
        return None
    found = datetime.fromisoformat(text.upper())
    return found if found.tzinfo else found.replace(tzinfo=moment.now.tzinfo)


_PART_OF_DAY = r"(?: (?:de|por) la (manana|tarde|noche)| in the (morning|afternoon|evening))?"
_CLOCK = (
    late(r"(.*?)(?: ?\b(?:a las?|at|@) ?)(\d{1,2})(?:[:.h](\d\d))? ?(am|pm|h)?" + _PART_OF_DAY),
    late(r"(.*?) ?(?<![-+\d.:/])(\d{1,2})[:h](\d\d) ?(am|pm|h)?" + _PART_OF_DAY),
    late(r"(.*?) ?(?<![-+\d.:/])(\d{1,2})() ?(am|pm|h)" + _PART_OF_DAY),
)


def _split_time(text: str) -> tuple[str, time | None]:
    """Return the text before the time of day, and that time; None where it ends in none."""
    for noon, hour in ((" al mediodia", 12), (" a mediodia", 12), (" at noon", 12), (" noon", 12)):
        if text.endswith(noon):
            return text.removesuffix(noon), time(hour)
    for form in _CLOCK:
        found = form.fullmatch(text)
        if not found:
            continue
        hour, minute = int(found[2]), int(found[3] or 0)
        later = found[4] == "pm" or found[5] in {"tarde", "noche"} or found[6] in {"afternoon", "evening"}
        if later and hour < 12:
            hour += 12
        elif found[4] == "am" and hour == 12:
            hour = 0
        if hour < 24 and minute < 60:
            return found[1].strip(), time(hour, minute)
    return text, None


def _read_day(text: str, moment: Moment) -> date | None:
    text = re.sub(r"^(?:el|on|the|para|by|due) ", "", text)
    if text in FIXED_DAYS:
        return moment.today + timedelta(days=FIXED_DAYS[text])
    for rule in _RULES:
        found = rule(text, moment)
        if found is not None:
            return found
    return None


_COUNT = r"(\d{1,5}|" + "|".join(NUMBERS) + ")"
_UNIT = r"([a-z]+|dias? (?:laborables?|habiles?)|(?:working|business) days?)"
_AHEAD = (
    late(rf"(?:in|en|dentro de|de aqui a) {_COUNT} ?{_UNIT}"),
    late(rf"{_COUNT} {_UNIT} (?:from now|from today|later|mas tarde|a partir de hoy)"),
    late(rf"\+ ?{_COUNT} ?{_UNIT}"),
    late(rf"{_COUNT} ?{_UNIT}"),
)
_AGO = (
    late(rf"hace {_COUNT} ?{_UNIT}"),
    late(rf"{_COUNT} {_UNIT} (?:ago|atras)"),
    late(rf"- ?{_COUNT} ?{_UNIT}"),
)


_NEXT = late(r"next ([a-z]+)|(?:el |la )?(?:proxim[oa] ([a-z]+)|([a-z]+) que viene)")


def _read_offset(text: str, moment: Moment) -> date | datetime | None:
    following = _NEXT.fullmatch(text)
    unit = UNITS.get(following[1] or following[2] or following[3]) if following else None
    if unit in {"week", "month", "quarter", "year"}:
        return _move(moment, 1, unit)
    for forms, sign in ((_AHEAD, 1), (_AGO, -1)):
        for form in forms:
            found = form.fullmatch(text)
            if not found:
                continue
            count = NUMBERS.get(found[1]) or int(found[1])
            many_words = " " in found[2]
            unit = "workday" if many_words else UNITS.get(found[2])
            if unit is not None:
                return _move(moment, sign * count, unit)
    return None


def _move(moment: Moment, count: int, unit: str) -> date | datetime:
    if unit in {"hour", "minute"}:
        # Through UTC, because adding hours to a local time ignores a change of the clock in between.
        step = timedelta(hours=count) if unit == "hour" else timedelta(minutes=count)
        return datetime.fromtimestamp(moment.now.timestamp() + step.total_seconds(), moment.now.tzinfo).replace(
            second=0, microsecond=0
        )
    if unit == "workday":
        return _move_workdays(moment.today, count)
    if unit in {"day", "week"}:
        return moment.today + timedelta(days=count * (7 if unit == "week" else 1))
    return add_months(moment.today, count * {"month": 1, "quarter": 3, "year": 12}[unit])


def _move_workdays(day: date, count: int) -> date:
    weeks, rest = divmod(abs(count), 5)
    step = timedelta(days=1 if count >= 0 else -1)
    day += step * 7 * weeks
    while rest or day.weekday() > 4:
        day += step
        rest -= 1 if day.weekday() < 5 and rest else 0
    return day


def add_months(day: date, months: int) -> date:
    """Return the same day ``months`` later; the month's last day where it has none such."""
    place = day.year * 12 + day.month - 1 + months
    year, month = place // 12, place % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))


def _read_weekday(text: str, moment: Moment) -> date | None:
    form = r"(?:(este|this|next|proximo|last|pasado) )?([a-z]+)(?: (que viene|proximo|pasado))?"
    found = re.fullmatch(form, text)
    if not found or found[2] not in WEEKDAYS:
        return None
    which = found[3] or found[1] or ""
    ahead = (WEEKDAYS[found[2]] - moment.today.weekday()) % 7
    if which in {"last", "pasado"}:
        return moment.today - timedelta(days=(7 - ahead) % 7 or 7)
    if which in {"this", "este"}:
        return moment.today + timedelta(days=ahead)
    if which == "next":
        # In English “next Friday” is the Friday of next week; “el próximo viernes” is the first one to come.
        monday = moment.today - timedelta(days=moment.today.weekday())
        return monday + timedelta(days=7 + WEEKDAYS[found[2]])
    return moment.today + timedelta(days=ahead or 7)


_END = r"(?:a )?(?:end of|fin(?:al)?(?:es)? de|ultimo dia de|last day of)"
_START = (
    r"(?:a )?(?:start of|beginning of|principios? de|inicios? de|comienzos? de|primeros de|primer dia de|first day of)"
)


def _read_edge(text: str, moment: Moment) -> date | None:
    from .periods_in_words import read_known_period

    if text in EDGES:
        edge, words = EDGES[text]
    elif text in {"fin de semana", "weekend", "this weekend", "este fin de semana"}:
        return moment.today + timedelta(days=max(5 - moment.today.weekday(), 0))
    elif text == "eoww":
        return moment.today + timedelta(days=(4 - moment.today.weekday()) % 7)
    else:
        found = re.fullmatch(rf"(?:({_END})|{_START})(?:l)?(?: (?:el|la|the))? (.+)", text)
        if not found:
            return None
        edge, words = "end" if found[1] else "start", found[2]
    period = read_known_period(words, moment)
    if period is None:
        return None
    return period.end - timedelta(days=1) if edge == "end" else period.start


def _read_numbers(text: str, moment: Moment) -> date | None:
    found = re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", text)
    if found:
        return date(int(found[1]), int(found[2]), int(found[3]))
    found = re.fullmatch(r"(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d\d))?\.?", text)
    if not found:
        return None
    first, second = int(found[1]), int(found[3])
    month_first = second > 12 or (moment.language.code == "en" and found[2] == "/" and first <= 12)
    day, month = (second, first) if month_first else (first, second)
    return _complete(day, month, found[4], moment)


def _read_named_month(text: str, moment: Moment) -> date | None:
    year = r"(?: (?:del? )?(?:')?(\d{4}|\d\d))?"
    found = re.fullmatch(rf"(\d{{1,2}})(?:st|nd|rd|th|º)?[ -]?(?:of |de )?([a-z]+)\.?(?:-(\d{{4}}|\d\d)|{year})", text)
    if found and found[2] in MONTHS:
        return _complete(int(found[1]), MONTHS[found[2]], found[3] or found[4], moment)
    found = re.fullmatch(rf"([a-z]+)\.? (\d{{1,2}})(?:st|nd|rd|th)?{year}", text)
    if found and found[1] in MONTHS:
        return _complete(int(found[2]), MONTHS[found[1]], found[3], moment)
    return None


def _read_day_of_month(text: str, moment: Moment) -> date | None:
    found = re.fullmatch(r"(?:dia )?(\d{1,2})(?:st|nd|rd|th)|dia (\d{1,2})", text)
    if not found:
        return None
    wanted = int(found[1] or found[2])
    month = moment.today.replace(day=1)
    for _ in range(12):
        day = add_months(month, 0) + timedelta(days=wanted - 1)
        if wanted and day.month == month.month and day >= moment.today:
            return day
        month = add_months(month, 1)
    return None


def _read_after_weekday(text: str, moment: Moment) -> date | None:
    """Return the day of ``viernes 17 de julio``; the weekday must be that day's."""
    weekday, _, rest = text.partition(" ")
    if weekday not in WEEKDAYS or not rest:
        return None
    day = _read_day(rest, moment)
    if day is None or isinstance(day, datetime):
        return None
    if day.weekday() != WEEKDAYS[weekday]:
        raise BadValueError(sentence("{day} is not a {weekday}.", day=day.isoformat(), weekday=weekday))
    return day


def _complete(day: int, month: int, year: str | None, moment: Moment) -> date | None:
    """Return the day; without a year the first one that is not more than ``LOOKS_BACK`` ago."""
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    earliest = moment.today - LOOKS_BACK
    for candidate in range(earliest.year, earliest.year + 9):
        try:
            found = date(candidate, month, day)
        except ValueError:
            if (day, month) != (29, 2):
                return None
            continue
        if found >= earliest:
            return found
    return None


_RULES: tuple[Callable[[str, Moment], date | None], ...] = (
    _read_offset,
    _read_weekday,
    _read_edge,
    _read_numbers,
    _read_named_month,
    _read_day_of_month,
    _read_after_weekday,
)
