"""From what a person types in a form, or after ``set f=``, to the typed value of a field.

``field.kind.write`` then gives the text of the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from .currencies import currency_named
from .dataclass import dataclass
from .dates_in_words import Moment, read_date, read_day, read_instant
from .durations_in_words import read_duration
from .field import Choice, Field, Shape
from .folding import fold, fold_word
from .kind import UnknownChoiceError
from .kinds import BadValueError
from .money_in_words import read_money, read_number
from .nearest import nearest
from .periods_in_words import period_of, read_period
from .sentences import sentence
from .values import Period, Value

CALLING_CODES: Mapping[str, str] = {
    "AR": "54", "AT": "43", "AU": "61", "BE": "32", "BO": "591", "BR": "55", "CA": "1", "CH": "41", "CL": "56",
    "CO": "57", "CR": "506", "CU": "53", "DE": "49", "DK": "45", "EC": "593", "ES": "34", "FR": "33", "GB": "44",
    "GT": "502", "HN": "504", "IE": "353", "IT": "39", "MA": "212", "MX": "52", "NI": "505", "NL": "31", "NO": "47",
    "PA": "507", "PE": "51", "PL": "48", "PT": "351", "PY": "595", "SE": "46", "SV": "503", "US": "1", "UY": "598",
    "VE": "58",
}  # fmt: skip
"""Country → calling code: what a phone typed without ``+`` begins with."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a value is typed: by whom, when, and what the book takes for granted."""

    moment: Moment
    """Now and the reader's language."""
    currency: str = "EUR"
    """The currency of an amount typed without one."""
    country: str = "ES"
    """The country of a phone typed without its code."""
    me: str = ""
    """The user whom ``me`` and ``yo`` stand for, where that is known already."""
    find_me: Callable[[], str] | None = None
    """Tells it otherwise: git knows, and takes as long to say as a small book takes to read."""

    @property
    def who(self) -> str:
        """The user whom ``me`` and ``yo`` stand for; empty where nobody is."""
        return self.me or (self.find_me() if self.find_me else "")


@dataclass(frozen=True, slots=True)
class Reading:
    """A value as understood."""

    value: Value
    """Of the field's kind."""
    ambiguous: bool = False
    """Whether a point or comma could have meant another number: a form asks, a script is refused."""


def read_words(field: Field, text: str, desk: Desk) -> Reading:
    """Return the value that ``text`` means in ``field``; in a list field, values are separated by commas.

    Raises:
        BadValueError: it means none, with the reason and what would work.

    """
    if field.shape is Shape.SCALAR:
        return read_one(field, text.strip(), desk)
    if field.shape is Shape.LIST:
        readings = [read_one(field, each, desk) for each in split_list(text)]
        return Reading(tuple(each.value for each in readings), any(each.ambiguous for each in readings))
    raise BadValueError(
        sentence("{label} holds several facts and is not typed in one line.", label=field.label),
        sentence("Name one of its parts, like {example}.", example=_part_of(field)),
    )


def read_one(field: Field, text: str, desk: Desk) -> Reading:
    """Return the value of one scalar of ``field``.

    Raises:
        BadValueError: it means none.

    """
    read = _READERS.get(field.kind.name)
    reading = read(field, text, desk) if read else Reading(field.kind.parse(text))
    if isinstance(reading.value, (int, Decimal)) and not isinstance(reading.value, bool):
        # The kind knows its own bounds; those of the field come on top.
        field.kind.parse(field.kind.write(reading.value))
        if field.shape is Shape.SCALAR:
            _check_bounds(field, reading.value)
    return reading


def _check_bounds(field: Field, value: int | Decimal) -> None:
    if field.least is not None and value < field.least:
        raise BadValueError(sentence("{text} is below {least}.", text=value, least=field.least))
    if field.most is not None and value > field.most:
        raise BadValueError(sentence("{text} is above {most}.", text=value, most=field.most))


def split_list(text: str) -> list[str]:
    """Return the values of a list as typed: separated by commas or semicolons, quotes keep theirs."""
    pieces = re.findall(r'\s*"((?:[^"\\]|\\.)*)"|([^,;]+)', text)
    values = (re.sub(r"\\(.)", r"\1", quoted) if quoted else plain.strip() for quoted, plain in pieces)
    return [each for each in values if each]


def read_choice(choices: Iterable[Choice], text: str) -> Choice:
    """Return the choice that ``text`` names by word or label in either language, or begins alone.

    Raises:
        BadValueError: none, or several.

    """
    found = match_choices(choices, text)
    if len(found) == 1:
        return found[0]
    if found:
        names = tuple(each.label for each in found)
        raise BadValueError(
            sentence("“{text}” could be several: {names}.", text=text, names=names), sentence("Write it out.")
        )
    near = nearest(text, [name for each in choices for name in (each.word, *each.label.values())])
    mistake = sentence("“{text}” is not one of the choices.", text=text)
    if near:
        raise BadValueError(mistake, sentence("Did you mean {word}?", word=near))
    raise UnknownChoiceError(mistake, sentence("It can be {words}.", words=tuple(each.label for each in choices)))


def match_choices(choices: Iterable[Choice], text: str) -> list[Choice]:
    """Return the choices that ``text`` names exactly, else all that it begins."""
    wanted = fold_word(text)
    if not wanted:
        return []
    names = [(each, [fold_word(name) for name in (each.word, *each.label.values())]) for each in choices]
    by_word = [each for each, its in names if its[0] == wanted]
    exact = by_word or [each for each, its in names if wanted in its]
    return exact or [each for each, its in names if any(name.startswith(wanted) for name in its)]


_YES = frozenset({"si", "s", "yes", "y", "true", "1", "x", "verdadero"})
_NO = frozenset({"no", "n", "false", "0", "falso"})


def read_truth(text: str) -> bool:
    """Return whether ``text`` says yes.

    Raises:
        BadValueError: it says neither yes nor no.

    """
    word = fold(text.strip())
    if word in _YES or word in _NO:
        return word in _YES
    raise BadValueError(sentence("“{text}” is neither yes nor no.", text=text), sentence("Write yes or no."))


def _read_choice(field: Field, text: str, _desk: Desk) -> Reading:
    return Reading(read_choice(field.choices, text).word) if field.choices else Reading(field.kind.parse(text))


def _read_truth(_field: Field, text: str, _desk: Desk) -> Reading:
    return Reading(read_truth(text))


def _read_money(_field: Field, text: str, desk: Desk) -> Reading:
    read = read_money(text, desk.currency, desk.moment.language)
    return Reading(read.value, read.ambiguous)


def _read_quantity(field: Field, text: str, desk: Desk) -> Reading:
    """Return money where the text names a currency, else a plain number."""
    read = read_money(text, desk.currency, desk.moment.language)
    return Reading(read.value, read.ambiguous) if read.names_currency else _read_number(field, text, desk)


def _read_number(_field: Field, text: str, desk: Desk) -> Reading:
    read = read_number(text.removesuffix("%").strip(), desk.moment.language)
    return Reading(read.value, read.ambiguous)


def _read_whole(_field: Field, text: str, desk: Desk) -> Reading:
    read = read_number(text, desk.moment.language)
    if read.value != read.value.to_integral_value():
        # “1.200” in English is a fraction at first sight; as a whole number it can only be a thousand two hundred.
        grouped = re.sub(r"[.,](?=[0-9]{3}\b)", "", text.strip())
        if not read.ambiguous or not grouped.isdecimal():
            raise BadValueError(sentence("“{text}” is not a whole number.", text=text))
        return Reading(int(grouped))
    return Reading(int(read.value))


def _read_day(_field: Field, text: str, desk: Desk) -> Reading:
    return Reading(read_day(text, desk.moment))


def _read_instant(_field: Field, text: str, desk: Desk) -> Reading:
    return Reading(read_instant(text, desk.moment))


def _read_when(_field: Field, text: str, desk: Desk) -> Reading:
    return Reading(read_date(text, desk.moment))


def _read_period(field: Field, text: str, desk: Desk) -> Reading:
    """Return the period; a kind that wants months or weeks gets the one in which a day lies."""
    period = read_period(text, desk.moment)
    wanted = field.kind.name
    if wanted in {"week", "month", "quarter", "year"} and len(period.text) == len("2026-07-14"):
        period = period_of(period.start, wanted)
    found = field.kind.parse(period.text)
    assert isinstance(found, Period)
    return Reading(found)


def _read_length(_field: Field, text: str, _desk: Desk) -> Reading:
    return Reading(read_duration(text))


def _read_user(field: Field, text: str, desk: Desk) -> Reading:
    is_me = fold(text) in {"me", "yo"}
    return Reading(desk.who if is_me and desk.who else field.kind.parse(fold(text.removeprefix("@"))))


def _read_phone(field: Field, text: str, desk: Desk) -> Reading:
    digits = re.sub(r"[\s().\-/·]|^(?:tel:|tfno\.?|phone:?)", "", text.strip().casefold())
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    elif not digits.startswith("+") and desk.country in CALLING_CODES:
        digits = f"+{CALLING_CODES[desk.country]}{digits}"
    return Reading(field.kind.parse(digits))


def _read_capitals(field: Field, text: str, _desk: Desk) -> Reading:
    return Reading(field.kind.parse(text.strip().upper()))


def _read_language(field: Field, text: str, _desk: Desk) -> Reading:
    main, dash, rest = text.strip().partition("-")
    return Reading(field.kind.parse(f"{main.lower()}{dash}{rest}"))


def _read_currency(field: Field, text: str, desk: Desk) -> Reading:
    return Reading(currency_named(fold(text), desk.currency) or field.kind.parse(text.strip().upper()))


def _read_url(field: Field, text: str, _desk: Desk) -> Reading:
    bare = re.fullmatch(r"[\w-]+(\.[\w-]+)+([/?#].*)?", text)
    return Reading(field.kind.parse(f"https://{text}" if bare else text))


def _read_time(field: Field, text: str, desk: Desk) -> Reading:
    try:
        found = read_date(text, desk.moment)
    except BadValueError:
        found = None
    return Reading(field.kind.parse(f"{found:%H:%M}" if isinstance(found, datetime) else text))


def _read_month_day(field: Field, text: str, desk: Desk) -> Reading:
    try:
        return Reading(field.kind.parse(text))
    except BadValueError:
        return Reading(f"{read_day(text, desk.moment):%m-%d}")


def _part_of(field: Field) -> str:
    return f"{field.name}.{field.fields[0].name}" if field.fields else f"{field.name}.…"


_READERS: Mapping[str, Callable[[Field, str, Desk], Reading]] = {
    "choice": _read_choice,
    "bool": _read_truth,
    "money": _read_money,
    "quantity": _read_quantity,
    "dec": _read_number,
    "pct": _read_number,
    "int": _read_whole,
    "date": _read_day,
    "datetime": _read_instant,
    "when": _read_when,
    "month": _read_period,
    "quarter": _read_period,
    "week": _read_period,
    "year": _read_period,
    "period": _read_period,
    "duration": _read_length,
    "user": _read_user,
    "phone": _read_phone,
    "country": _read_capitals,
    "lang": _read_language,
    "currency": _read_currency,
    "url": _read_url,
    "time": _read_time,
    "month_day": _read_month_day,
}
