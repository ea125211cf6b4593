"""Treatments: what a recipe can do to one text before a field takes it. Pure functions, a closed list."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from ...schema.kinds import BadValueError, parse_decimal
from ...schema.late_pattern import late
from ...schema.nearest import nearest
from ...schema.sentences import sentence
from .recipe import Source

_EXTENSION = late(r"(?i)\s*(?:x|ext\.?|#)\s*[0-9]+$")
_SEPARATORS = late(r"[\s.()/-]+")
_CURRENCY_SIGNS = late(r"^[^\d.,+-]*([+-]?[\d.,' ]+?)[^\d.,]*$")


def treat(text: str, source: Source, zone: ZoneInfo, countries: Callable[[str], str | None]) -> str:
    """Return what a field gets for ``text``: everything of ``source`` except its origin, its split and its link.

    Raises:
        BadValueError: the text is not what the recipe says it is.

    """
    text = _cut(text.strip(), source)
    for word in source.clean:
        text = clean(text, word, countries)
    if source.values is not None and text:
        text = choose(text, source.values, source.otherwise)
    if source.dates and text:
        text = read_date(text, source.dates)
    if source.at and text:
        text = read_moment(text, source.at, zone)
    if source.money and text:
        text = read_money(text, source.money, source.scale)
    elif source.scale != 1 and text:
        text = f"{(read_number(text) * source.scale).normalize():f}"
    if source.phone and text:
        text = read_phone(text, source.phone)
    return text or source.default


def _cut(text: str, source: Source) -> str:
    if source.before and source.before in text:
        text = text[: text.index(source.before)]
    if source.after and source.after in text:
        text = text[text.index(source.after) + len(source.after) :]
    for old, new in source.replace:
        text = text.replace(old, new)
    return text.strip()


def clean(text: str, word: str, countries: Callable[[str], str | None]) -> str:
    """Return ``text`` cleaned the way ``word`` (one of ``CLEANINGS``) says."""
    if not text:
        return text
    if word == "country":
        return read_country(text, countries)
    if word == "web":
        return text if re.match(r"(?i)https?://", text) else f"https://{text}"
    treatment: Mapping[str, Callable[[str], str]] = {
        "lower": str.lower,
        "upper": str.upper,
        "title_case": title_case,
        "spaces": lambda each: " ".join(each.split()),
        "digits": lambda each: "".join(filter(str.isdecimal, each)),
    }
    return treatment[word](text)


def title_case(text: str) -> str:
    """Return ``text`` with a capital at the start of each word, apostrophes left inside theirs."""
    return re.sub(r"[^\W\d_]+('[^\W\d_]+)?", lambda found: found[0][0].upper() + found[0][1:].lower(), text)


def choose(text: str, values: Mapping[str, str], otherwise: str | None) -> str:
    """Return what ``values`` makes of ``text``, case aside; ``otherwise`` where it says nothing (``=`` keeps it).

    Raises:
        BadValueError: there is no such value and no ``otherwise``.

    """
    if text in values:
        return values[text]
    folded = text.casefold()
    found = next((meant for said, meant in values.items() if said.casefold() == folded), None)
    if found is not None:
        return found
    if otherwise is not None:
        return text if otherwise == "=" else otherwise
    near = nearest(text, values)
    raise BadValueError(
        sentence("the recipe does not say what “{text}” means.", text=text),
        sentence("Did you mean “{near}”?", near=near) if near else None,
    )


def read_date(text: str, forms: tuple[str, ...]) -> str:
    """Return the ISO date of a text in one of the ``forms`` of ``strptime``; ``iso`` is a form too.

    Raises:
        BadValueError: it is in none of them.

    """
    for form in forms:
        try:
            day = date.fromisoformat(text[:10]) if form == "iso" else datetime.strptime(text, form).date()  # noqa: DTZ007
        except ValueError:
            continue
        return day.isoformat()
    raise BadValueError(sentence("“{text}” is no date of the form {forms}.", text=text, forms=", ".join(forms)))


def read_moment(text: str, at: str, zone: ZoneInfo) -> str:
    """Return the moment of a day at a time of day in the book's zone; a text that is a moment already stays.

    Raises:
        BadValueError: it is neither.

    """
    try:
        if len(text) > 10:
            moment = datetime.fromisoformat(text.replace(" ", "T", 1))
            moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        else:
            moment = datetime.combine(date.fromisoformat(text), time.fromisoformat(at), zone)
    except ValueError as error:
        raise BadValueError(sentence("“{text}” is not a day or a moment.", text=text)) from error
    return moment.isoformat(timespec="seconds")


def read_number(text: str) -> Decimal:
    """Return the number people or programs write: ``1,234.50``, ``1.234,50``, ``€ 1234.5``.

    A lone comma before exactly three last digits separates thousands; a lone point is always the decimal point.

    Raises:
        BadValueError: it is no number.

    """
    found = _CURRENCY_SIGNS.match(text.strip())
    digits = re.sub(r"[' ]", "", found[1]) if found else text
    comma, point = digits.rfind(","), digits.rfind(".")
    is_decimal_comma = comma > point and digits.count(",") == 1 and (point >= 0 or len(digits) - comma != 4)
    if is_decimal_comma:
        return parse_decimal(digits.replace(".", "").replace(",", "."))
    return parse_decimal(digits.replace(",", ""))


def read_money(text: str, currency: str, scale: Decimal) -> str:
    """Return the amount ``text`` times ``scale`` in ``currency``, with two decimals, four where it has more.

    Raises:
        BadValueError: it is no number.

    """
    amount = read_number(text) * scale
    cents = amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
    exact = cents if cents == amount else amount.quantize(Decimal("0.0001"), ROUND_HALF_UP)
    return f"{exact:f} {currency}"


def read_phone(text: str, country: str) -> str:
    """Return ``+`` and the digits of a phone number; its extension is left to the body.

    Raises:
        BadValueError: it has letters, or too few or too many digits.

    """
    number = _SEPARATORS.sub("", _EXTENSION.sub("", text))
    if number.startswith("00"):
        number = f"+{number[2:].lstrip('0')}"
    elif not number.startswith("+"):
        bare = country.lstrip("+")
        number = f"+{number}" if number.startswith(bare) and len(number) > 10 else f"{country}{number}"
    if not re.fullmatch(r"\+[1-9][0-9]{6,14}", number):
        raise BadValueError(sentence("“{text}” is not a phone number.", text=text))
    return number


def read_country(text: str, countries: Callable[[str], str | None]) -> str:
    """Return the code of a country's name; a code stays.

    Raises:
        BadValueError: no country is called that.

    """
    code = countries(text)
    if code is None:
        raise BadValueError(sentence("no country is called “{text}”.", text=text))
    return code
