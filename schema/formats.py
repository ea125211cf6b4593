"""Values in the form their reader knows: ``66.000,50 €`` and ``14/07/2026``, or ``€66,000.50`` and ``14 Jul 2026``.

Written here because a formatting library costs more to import than a list costs to draw; the tests hold it against
one. ``dates_in_words.py`` and ``money_in_words.py`` read what is shown here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo
from decimal import Decimal

from .currencies import SIGNS, WITHOUT_CENTS
from .field import Field
from .language import Language
from .values import Duration, Money, Period, Value

MONTHS_SHORT = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
}
WEEKDAYS_SHORT = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "es": ("lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
}
_UNITS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "en": {
        "year": ("year", "years"),
        "month": ("month", "months"),
        "week": ("week", "weeks"),
        "day": ("day", "days"),
        "hour": ("hour", "hours"),
        "minute": ("minute", "minutes"),
        "second": ("second", "seconds"),
    },
    "es": {
        "year": ("año", "años"),
        "month": ("mes", "meses"),
        "week": ("semana", "semanas"),
        "day": ("día", "días"),
        "hour": ("hora", "horas"),
        "minute": ("minuto", "minutos"),
        "second": ("segundo", "segundos"),
    },
}
_NEAR_DAYS = {
    "en": {0: "today", 1: "tomorrow", -1: "yesterday"},
    "es": {0: "hoy", 1: "mañana", -1: "ayer"},
}
_TRUTH = {"en": ("no", "yes"), "es": ("no", "sí")}


def show_value(field: Field, value: Value | None, language: Language, zone: tzinfo | None = None) -> str:
    """Return a value of ``field`` for a reader: choices by label, lists with commas, empty as nothing.

    Moments are shown in ``zone``; without one, in the offset they were written in.
    """
    if value is None:
        return ""
    if isinstance(value, tuple):
        between = "; " if any(isinstance(each, Mapping) for each in value) else ", "
        return between.join(show_value(field, each, language, zone) for each in value)
    if isinstance(value, Mapping):
        return ", ".join(_show_entry(field, name, each, language, zone) for name, each in value.items())
    if isinstance(value, str):
        choice = field.choice(value)
        return language.choose(choice.label) if choice else value
    if field.kind.name == "pct" and isinstance(value, (int, Decimal)):
        return f"{show_number(value, language)} %" if language.code == "es" else f"{show_number(value, language)}%"
    return show_plain(value, language, zone)


def _show_entry(field: Field, name: str, value: Value, language: Language, zone: tzinfo | None) -> str:
    inner = field.sub_field(name)
    label = language.choose(inner.label) if inner else name
    return f"{label}: {show_value(inner or field, value, language, zone)}"


def show_plain(value: Value, language: Language, zone: tzinfo | None = None) -> str:
    """Return a single value whose field does not matter."""
    if isinstance(value, bool):
        return _TRUTH[language.code][value]
    if isinstance(value, (int, Decimal)):
        return show_number(value, language)
    if isinstance(value, Money):
        return show_money(value, language)
    if isinstance(value, datetime):
        return show_instant(value, language, zone)
    if isinstance(value, date):
        return show_day(value, language)
    if isinstance(value, Period):
        return show_period(value, language)
    if isinstance(value, Duration):
        return show_duration(value, language)
    return str(value)


def show_span(named: Period | str, language: Language) -> str:
    """Return a span of days as people call it; one that has no name of its own as its two days are written."""
    return named if isinstance(named, str) else show_period(named, language)


def show_number(value: Decimal | int, language: Language) -> str:
    """Return a number with grouped thousands and the decimal sign of the language."""
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    return text.translate({ord(","): ".", ord("."): ","}) if language.code == "es" else text


def show_money(value: Money, language: Language) -> str:
    """Return an amount with two decimals (more where it has more) and its currency's sign or code."""
    exponent = value.amount.as_tuple().exponent
    amount = value.amount
    if value.currency in WITHOUT_CENTS and amount == amount.to_integral_value():
        amount = amount.quantize(Decimal(1))
    elif isinstance(exponent, int) and exponent > -2:
        amount = amount.quantize(Decimal("0.01"))
    return _with_sign(show_number(abs(amount), language), value.currency, language, negative=amount < 0)


def show_money_short(value: Money, language: Language) -> str:
    """Return about how much it is, for a narrow column: ``48 k€``, ``€1.2M``; exact below a thousand."""
    size = abs(value.amount)
    if size < 1000:
        whole = show_number(size.quantize(Decimal(1)), language)
        return _with_sign(whole, value.currency, language, negative=value.amount < 0)
    scale, letter = (1_000_000, "M") if size >= 999_500 else (1000, "k")
    scaled = size / scale
    shown = scaled.quantize(Decimal("0.1") if scaled < Decimal("9.95") else Decimal(1))
    if shown == shown.to_integral_value():
        shown = shown.quantize(Decimal(1))
    digits = show_number(shown, language)
    if language.code == "es":
        return f"{'-' if value.amount < 0 else ''}{digits} {letter}{_sign(value.currency, language)}"
    return _with_sign(f"{digits}{letter}", value.currency, language, negative=value.amount < 0)


def _with_sign(digits: str, currency: str, language: Language, *, negative: bool) -> str:
    minus = "-" if negative else ""
    sign = _sign(currency, language)
    if language.code == "es":
        return f"{minus}{digits} {sign}"
    # A code needs a space to be told from the number; a sign does not.
    return f"{minus}{sign}{' ' if sign.isalpha() else ''}{digits}"


def _sign(currency: str, language: Language) -> str:
    return SIGNS[language.code].get(currency, currency)


def show_day(day: date, language: Language) -> str:
    """Return ``14/07/2026`` or ``14 Jul 2026``."""
    if language.code == "es":
        return f"{day.day:02}/{day.month:02}/{day.year:04}"
    return f"{day.day} {MONTHS_SHORT['en'][day.month - 1]} {day.year:04}"


def show_weekday(day: date, language: Language) -> str:
    """Return ``mar`` or ``Tue``."""
    return WEEKDAYS_SHORT[language.code][day.weekday()]


def show_instant(instant: datetime, language: Language, zone: tzinfo | None = None) -> str:
    """Return ``14/07/2026 09:30`` or ``14 Jul 2026 09:30``, in ``zone``."""
    local = instant.astimezone(zone) if zone else instant
    return f"{show_day(local.date(), language)} {local:%H:%M}"


def show_period(period: Period, language: Language) -> str:
    """Return ``T3 2026``, ``jul 2026``, ``semana 29 de 2026``; ``Q3 2026``, ``Jul 2026``, ``week 29, 2026``."""
    text, spanish = period.text, language.code == "es"
    if "-Q" in text:
        return f"{'T' if spanish else 'Q'}{text[-1]} {text[:4]}"
    if "-W" in text:
        week = int(text[-2:])
        return f"semana {week} de {text[:4]}" if spanish else f"week {week}, {text[:4]}"
    if len(text) == 7:
        return f"{MONTHS_SHORT[language.code][period.start.month - 1]} {text[:4]}"
    if len(text) == 10:
        return show_day(period.start, language)
    return text


def show_duration(duration: Duration, language: Language) -> str:
    """Return ``3 meses``, ``2 semanas``, ``1 hora y 30 minutos`` or the English of it."""
    years, months = divmod(duration.months, 12)
    days, seconds = divmod(duration.seconds, 86400)
    weeks, days = divmod(days, 7) if days % 7 == 0 else (0, days)
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    counts = zip(_UNITS["en"], (years, months, weeks, days, hours, minutes, rest), strict=True)
    parts = [show_count(count, unit, language) for unit, count in counts if count]
    if not parts:
        return show_count(0, "day", language)
    return _join(parts, " y " if language.code == "es" else " and ")


def show_count(count: int, unit: str, language: Language) -> str:
    """Return ``3 días``; ``unit`` is ``year``, ``month``, ``week``, ``day``, ``hour``, ``minute`` or ``second``."""
    one, many = _UNITS[language.code][unit]
    return f"{count} {one if count == 1 else many}"


def show_days_away(days: int, language: Language) -> str:
    """Return ``hoy``, ``mañana``, ``hace 3 días``, ``en 2 semanas`` or the English of it; months from 60 days on."""
    near = _NEAR_DAYS[language.code].get(days)
    if near:
        return near
    size = abs(days)
    if size >= 730:
        shown = show_count(size // 365, "year", language)
    elif size >= 60:
        shown = show_count(round(size * 12 / 365), "month", language)
    elif size >= 14 and size % 7 == 0:
        shown = show_count(size // 7, "week", language)
    else:
        shown = show_count(size, "day", language)
    if language.code == "es":
        return f"en {shown}" if days > 0 else f"hace {shown}"
    return f"in {shown}" if days > 0 else f"{shown} ago"


def _join(parts: Iterable[str], last: str) -> str:
    *before, end = parts
    return f"{', '.join(before)}{last}{end}" if before else end
