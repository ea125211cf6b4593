"""The field kinds: money, dates, periods, links and the rest.

A kind is stateless; ``KINDS`` is the closed list the schema language may name. Lists and maps are not kinds but
shapes of a ``Field`` (field.py), whose leaves have one of these.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache

from .countries import COUNTRIES, MISTAKEN
from .kind import BadValueError, Kind, Pattern, Text, UnknownChoiceError, shown
from .late_pattern import late
from .periods import EXAMPLES, FORMS, parse_period
from .sentences import sentence
from .tree import Bare
from .values import Duration, Money, Value


class Number(Kind):
    """An exact decimal within bounds."""

    bare = True
    pattern = r"[-+]?[0-9]{1,18}(?:\.[0-9]{1,12})?"

    def __init__(self, name: str, least: Decimal | None = None, most: Decimal | None = None) -> None:
        self.name = name
        self.least = least
        self.most = most

    def parse(self, text: str) -> Value:
        """Return a ``Decimal``."""
        value = parse_decimal(text)
        if self.least is not None and value < self.least:
            raise BadValueError(sentence("{text} is below {least}.", text=shown(text), least=self.least))
        if self.most is not None and value > self.most:
            raise BadValueError(sentence("{text} is above {most}.", text=shown(text), most=self.most))
        return value

    def _text(self, value: Value) -> str:
        return f"{value:f}" if isinstance(value, Decimal) else str(value)


class Integer(Kind):
    """A whole number."""

    name = "int"
    bare = True
    pattern = r"[-+]?[0-9]{1,18}"
    _form = late(pattern)

    def parse(self, text: str) -> Value:
        """Return an ``int``."""
        if not Integer._form.fullmatch(text):
            raise BadValueError(sentence("“{text}” is not a whole number.", text=shown(text)))
        return int(text)


class Truth(Kind):
    """``true`` or ``false``."""

    name = "bool"
    bare = True
    pattern = "true|false"

    def parse(self, text: str) -> Value:
        """Return a ``bool``."""
        if text not in {"true", "false"}:
            raise BadValueError(sentence("“{text}” is neither true nor false.", text=shown(text)))
        return text == "true"

    def _text(self, value: Value) -> str:
        return "true" if value else "false"


class Amount(Kind):
    """Money: an exact decimal and a currency code."""

    name = "money"
    pattern = r"(-?[0-9]{1,15}(?:\.[0-9]{1,4})?) ([A-Z]{3})"
    _form = late(pattern)

    def parse(self, text: str) -> Value:
        """Return ``Money``."""
        found = Amount._form.fullmatch(text)
        if not found:
            raise BadValueError(
                sentence("“{text}” is not an amount of money.", text=shown(text)),
                sentence("Write it like 48000.00 EUR."),
            )
        return Money(found[2], Decimal(found[1]))

    def fits(self, text: str) -> bool:
        """Return whether ``text`` is an amount and a currency."""
        return Amount._form.fullmatch(text) is not None


class Quantity(Kind):
    """Money or a plain number, as targets have."""

    name = "quantity"
    pattern = f"{Amount.pattern}|{Number.pattern}"

    def parse(self, text: str) -> Value:
        """Return ``Money`` where there is a currency, else a ``Decimal``."""
        return MONEY.parse(text) if text[-1:].isalpha() else parse_decimal(text)

    def write(self, value: Value) -> str:
        """Return the text; a plain number stands without quotes."""
        return Bare(f"{value:f}") if isinstance(value, Decimal) else str(value)


class Zone(Kind):
    """The IANA name of a time zone."""

    name = "tz"
    pattern = r"[A-Za-z]+(?:[/_+-][A-Za-z0-9]+){0,6}"
    _form = late(pattern)

    def parse(self, text: str) -> Value:
        """Return ``text`` itself where such a zone exists, or where this machine knows no zones at all."""
        if Zone._form.fullmatch(text) and (_zone_exists(text) or not _zone_exists("Europe/Madrid")):
            return text
        raise BadValueError(
            sentence("“{text}” is not a time zone.", text=shown(text)), sentence("Write it like Europe/Madrid.")
        )


class Country(Kind):
    """A country by its ISO 3166-1 code."""

    name = "country"
    pattern = r"[A-Z]{2}"

    def parse(self, text: str) -> Value:
        """Return ``text`` itself where it is an assigned code."""
        if text in COUNTRIES:
            return text
        meant = MISTAKEN.get(text)
        raise BadValueError(
            sentence("A country is written as two capital letters, like ES."),
            sentence("Did you mean “{word}”?", word=meant) if meant else None,
        )


class Day(Kind):
    """A calendar day."""

    name = "date"
    bare = True
    pattern = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    _form = late(pattern)

    def parse(self, text: str) -> Value:
        """Return a ``date``."""
        try:
            if Day._form.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        raise BadValueError(
            sentence("“{text}” is not a day of the calendar.", text=shown(text)), sentence("Write it like 2026-07-14.")
        )

    def _text(self, value: Value) -> str:
        return value.isoformat() if isinstance(value, date) else str(value)


class Instant(Kind):
    """A moment with its offset from UTC."""

    name = "datetime"
    bare = True
    pattern = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[-+][0-9]{2}:[0-9]{2})"
    _form = late(pattern)

    def parse(self, text: str) -> Value:
        """Return an aware ``datetime``."""
        try:
            if Instant._form.fullmatch(text):
                return datetime.fromisoformat(text)
        except ValueError:
            pass
        raise BadValueError(
            sentence("“{text}” is not a moment with its offset.", text=shown(text)),
            sentence("Write it like 2026-07-14T09:30:00+02:00."),
        )

    def _text(self, value: Value) -> str:
        return value.isoformat() if isinstance(value, datetime) else str(value)


class DayOrInstant(Kind):
    """A day, or a moment of it."""

    name = "when"
    bare = True
    pattern = f"{Day.pattern}|{Instant.pattern}"

    def parse(self, text: str) -> Value:
        """Return a ``date`` or an aware ``datetime``."""
        return INSTANT.parse(text) if "T" in text else DAY.parse(text)

    def _text(self, value: Value) -> str:
        return value.isoformat() if isinstance(value, date) else str(value)


class Span(Kind):
    """A period of the calendar in one of the forms the kind allows."""

    def __init__(self, name: str, *forms: str) -> None:
        self.name = name
        self.forms = forms
        self.pattern = "|".join(FORMS[form] for form in forms)

    def parse(self, text: str) -> Value:
        """Return a ``Period``; quarters are those of the calendar year."""
        period = parse_period(text, self.forms)
        if period is None:
            examples = ", ".join(EXAMPLES[form] for form in self.forms)
            raise BadValueError(
                sentence("“{text}” is not a period.", text=shown(text)),
                sentence("Write it like {examples}.", examples=examples),
            )
        return period


class Length(Kind):
    """An ISO 8601 duration."""

    name = "duration"
    pattern = (
        r"P(?=.)(?:([0-9]{1,3})Y)?(?:([0-9]{1,4})M)?(?:([0-9]{1,4})W)?(?:([0-9]{1,5})D)?"
        r"(?:T(?=.)(?:([0-9]{1,5})H)?(?:([0-9]{1,6})M)?(?:([0-9]{1,7})S)?)?"
    )
    _form = late(pattern)

    def parse(self, text: str) -> Value:
        """Return a ``Duration``."""
        found = Length._form.fullmatch(text)
        if not found:
            raise BadValueError(
                sentence("“{text}” is not a duration.", text=shown(text)), sentence("Write it like P7D, P3M or PT30M.")
            )
        years, months, weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
        span = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
        return Duration(text, years * 12 + months, int(span.total_seconds()))


@cache
def _zone_exists(name: str) -> bool:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def parse_decimal(text: str) -> Decimal:
    """Return the exact decimal ``text`` writes with a point.

    Raises:
        BadValueError: it is no plain decimal number.

    """
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    raise BadValueError(sentence("“{text}” is not a number.", text=shown(text)), sentence("Write it like 12.5."))


_DECIMAL = late(Number.pattern)

DAY = Day()
INSTANT = Instant()
TEXT = Text()
MONEY = Amount()

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        TEXT,
        Number("dec"),
        Number("pct", Decimal(0), Decimal(100)),
        Integer(),
        Truth(),
        MONEY,
        DAY,
        INSTANT,
        DayOrInstant(),
        Zone(),
        Quantity(),
        Span("month", "month"),
        Span("quarter", "quarter"),
        Span("week", "week"),
        Span("year", "year"),
        Span("period", "month", "quarter", "year", "day", "week", "years"),
        Length(),
        Pattern("choice", r".+", sentence("It is empty.")),
        Pattern("user", r"[a-z0-9][a-z0-9._-]*", sentence("A person is written as the name of a folder in people/.")),
        Pattern("ref", r"[^\s/\x00-\x1f][^\x00-\x1f]*", sentence("A link is written as the file name of the record.")),
        Country(),
        Pattern("lang", r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", sentence("A language is written like es or pt-BR.")),
        Pattern("currency", r"[A-Z]{3}", sentence("A currency is written as three capital letters, like EUR.")),
        Pattern(
            "phone", r"\+[1-9][0-9]{5,14}", sentence("A phone is written with + and country code, like +34600111222.")
        ),
        Pattern("email", r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\".]+", sentence("It is not an e-mail address.")),
        Pattern("url", r"(https?://|mailto:)[^\s<>\"]+", sentence("A web address begins with https:// or http://.")),
        Pattern("month_day", r"(0[1-9]|1[0-2])-[0-3][0-9]", sentence("A day of the year is written like 01-31.")),
        Pattern("time", r"([01][0-9]|2[0-3]):[0-5][0-9]", sentence("A time of day is written like 09:30.")),
    )
}
"""Every kind by the word of the schema language."""

__all__ = [
    "DAY", "INSTANT", "KINDS", "MONEY", "TEXT", "BadValueError", "Kind", "UnknownChoiceError", "parse_decimal", "shown",
]  # fmt: skip
