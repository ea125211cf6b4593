"""Numbers and money as people write them: ``50k``, ``1.2M``, ``48.000,00 €``, ``$1,000``.

Both decimal signs are read. Where a text could mean two numbers (``1.234``), the reader's language decides and the
result says so, so that a form can ask.
"""

from __future__ import annotations

import re
from decimal import Decimal

from .currencies import currency_named
from .dataclass import dataclass
from .folding import fold
from .kinds import BadValueError
from .language import Language
from .sentences import Sentence, sentence
from .values import Money

_SCALES = {
    "k": 1000,
    "mil": 1000,
    "thousand": 1000,
    "m": 1_000_000,
    "mm": 1_000_000,
    "mn": 1_000_000,
    "mio": 1_000_000,
    "millon": 1_000_000,
    "millones": 1_000_000,
    "million": 1_000_000,
    "millions": 1_000_000,
}
_LONGEST = 60


_MOST_DIGITS = 24
"""More than any field holds, and few enough that arithmetic with 28 digits stays exact."""


@dataclass(frozen=True, slots=True)
class NumberRead:
    """A number as understood."""

    value: Decimal
    """Exact."""
    ambiguous: bool
    """Whether the point or comma could have meant the other thing."""


@dataclass(frozen=True, slots=True)
class MoneyRead:
    """An amount as understood."""

    value: Money
    """Exact."""
    ambiguous: bool
    """Whether the point or comma could have meant the other thing."""
    names_currency: bool
    """Whether the text says the currency; otherwise it is the one passed in."""


def read_number(text: str, language: Language) -> NumberRead:
    """Return the number of ``text``: either decimal sign, groups of thousands, ``k`` and ``M``.

    Raises:
        BadValueError: it is no number.

    """
    found = re.fullmatch(r"([-+−]?)([0-9][0-9.,'’ ]*|[.,][0-9]+) ?([a-z]*)", _tidy(text))
    scale = _SCALES.get(found[3], 0) if found and found[3] else 1
    if not found or not scale or len(text) > _LONGEST or sum(map(str.isdigit, text)) > _MOST_DIGITS:
        raise _not_a_number(text)
    value, ambiguous = _read_digits(re.sub(r"[ '’]", "", found[2].rstrip()), text, language)
    if scale > 1 and ambiguous:
        # Nobody groups thousands before a “k”: 1.234k is one thousand two hundred and thirty-four.
        value, ambiguous = Decimal(found[2].replace(",", ".").strip()), False
    value *= -scale if found[1] in {"-", "−"} else scale
    return NumberRead(_plain(value), ambiguous)


def read_money(text: str, currency: str, language: Language) -> MoneyRead:
    """Return the amount of ``text``; without a currency in it, it is in ``currency``.

    Raises:
        BadValueError: it is no amount, or its currency is not known.

    """
    tidy = _tidy(text)
    found = re.fullmatch(r"([-+−]? ?)([^\d.,+−-]*?) ?([-+−]?(?:\d[\d.,'’ ]*|[.,]\d+)) ?([^\d]*)", tidy)
    if not found or len(text) > _LONGEST:
        raise _not_money(text)
    scale, after = _split_scale(found[4].strip())
    words = [each for each in (found[2].strip(), after) if each]
    if len(words) > 1 and len({currency_named(each, currency) for each in words}) > 1:
        raise _not_money(text)
    code = currency_named(words[0], currency) if words else currency
    if code is None:
        raise BadValueError(
            sentence("“{word}” is not a currency.", word=words[0]),
            sentence("Write the sign or the code: €, EUR, $, USD, GBP."),
        )
    try:
        number = read_number(f"{found[1].strip()}{found[3].strip()}{scale}", language)
    except BadValueError:
        raise _not_money(text) from None
    exponent = number.value.as_tuple().exponent
    if (isinstance(exponent, int) and exponent < -4) or abs(number.value) >= 10**15:
        raise BadValueError(
            sentence("“{text}” has more digits than an amount of money can have.", text=text),
            sentence("Write at most fifteen digits before the decimal sign and four after it."),
        )
    return MoneyRead(Money(code, _with_cents(number.value)), number.ambiguous, bool(words))


def _tidy(text: str) -> str:
    return " ".join(fold(text).split())


def _split_scale(words: str) -> tuple[str, str]:
    """Return ``("m", "€")`` of ``m €``, ``m€`` and ``millones de €``."""
    for word in sorted(_SCALES, key=len, reverse=True):
        rest = words.removeprefix(word)
        if rest != words and (not rest or not rest[0].isalpha() or word in {"k", "m"}):
            if rest and rest[0].isalpha() and currency_named(rest, "EUR") is None:
                continue
            if currency_named(words, "EUR") is not None:
                continue
            return word, rest.strip().removeprefix("de ").removeprefix("of ").strip()
    return "", words.removeprefix("de ").strip()


def _read_digits(digits: str, text: str, language: Language) -> tuple[Decimal, bool]:
    """Return the number, and whether its one separator could have meant the other thing."""
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        decimal = "." if digits.rindex(".") > digits.rindex(",") else ","
        return _join(digits, decimal, text), False
    sign = "." if points else ","
    if points + commas > 1:
        return _join(digits, "", text), False
    whole, _, rest = digits.partition(sign)
    if points + commas and len(rest) == 3 and 1 <= len(whole) <= 3 and whole.lstrip("0"):
        groups = sign == ("." if language.code == "es" else ",")
        return _join(digits, "" if groups else sign, text), True
    return _join(digits, sign, text), False


def _join(digits: str, decimal: str, text: str) -> Decimal:
    """Return the number whose decimal sign is ``decimal`` (none where empty); other signs must group by three."""
    whole, _, rest = digits.partition(decimal) if decimal else (digits, "", "")
    groups = re.split(r"[.,]", whole)
    sound = all(len(group) == 3 for group in groups[1:]) and (len(groups) == 1 or 1 <= len(groups[0]) <= 3)
    if not sound or "." in rest or "," in rest or (not rest and decimal and decimal in digits):
        raise _not_a_number(text)
    return Decimal(f"{''.join(groups) or '0'}.{rest or '0'}")


def _plain(value: Decimal) -> Decimal:
    """Return ``value`` without trailing zeros and without an exponent; exact, however many digits it has."""
    text = f"{value:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def _with_cents(value: Decimal) -> Decimal:
    """Return ``value`` with at least two decimals, as money is written."""
    exponent = value.as_tuple().exponent
    return value.quantize(Decimal("0.01")) if isinstance(exponent, int) and exponent > -2 else value


def _not_a_number(text: str) -> BadValueError:
    return _mistake(sentence("“{text}” is not understood as a number.", text=text[:_LONGEST]), "1200, 1.5, 1,5, 50k")


def _not_money(text: str) -> BadValueError:
    return _mistake(
        sentence("“{text}” is not understood as an amount of money.", text=text[:_LONGEST]), "48000 EUR, 50k, 1.2M €"
    )


def _mistake(reason: Sentence, examples: str) -> BadValueError:
    return BadValueError(reason, sentence("Write it like {examples}.", examples=examples))
