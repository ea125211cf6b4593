"""Values as people read them: money with its sign, shares with one decimal, counts whole."""

from __future__ import annotations

from decimal import Decimal

from ...schema.currencies import WITHOUT_CENTS
from ...schema.field import Labels
from ...schema.formats import show_money, show_money_short, show_number
from ...schema.language import Language
from ...schema.values import Money
from .stats import rounded
from .value import Unit

NOTHING = "–"
"""What stands where there is no value."""
WORDS: dict[Unit, Labels] = {
    Unit.DAYS: {"en": "days", "es": "días"},
    Unit.HOURS: {"en": "h", "es": "h"},
    Unit.MINUTES: {"en": "min", "es": "min"},
    Unit.MONTHS: {"en": "months", "es": "meses"},
    Unit.MONEY_A_DAY: {"en": "a day", "es": "al día"},
}
"""What stands behind a number of each unit."""
_PLACES = {
    Unit.PERCENT: 1,
    Unit.DAYS: 1,
    Unit.HOURS: 2,
    Unit.MINUTES: 0,
    Unit.MONTHS: 1,
    Unit.POINTS: 1,
    Unit.SCORE: 0,
    Unit.RATIO: 2,
}


def show_amount(value: Decimal | None, unit: Unit, currency: str, language: Language, *, short: bool = False) -> str:
    """Return a value rounded for reading, with its unit; ``short`` money for a narrow column."""
    if value is None:
        return NOTHING
    if unit in {Unit.MONEY, Unit.MONEY_A_DAY}:
        money = Money(currency, rounded(value, 0 if currency in WITHOUT_CENTS else 2))
        text = show_money_short(money, language) if short else show_money(money, language)
    elif unit is Unit.PERCENT:
        number = show_number(rounded(value, 1), language)
        text = f"{number} %" if language.code == "es" else f"{number}%"
    else:
        text = show_number(_even(value, _PLACES.get(unit, 2)), language)
        if unit is Unit.RATIO:
            text += " ×"
    word = WORDS.get(unit)
    return f"{text} {language.choose(word)}" if word else text


def show_interval(interval: tuple[Decimal, Decimal], unit: Unit, language: Language) -> str:
    """Return both ends of an interval: ``23.1–88.2%``."""
    low, high = (show_number(rounded(each, 1), language) for each in interval)
    sign = {Unit.PERCENT: " %" if language.code == "es" else "%"}.get(unit, "")
    return f"{low}–{high}{sign}"


def _even(value: Decimal, places: int) -> Decimal:
    """Return a value rounded to some places, without those that say nothing."""
    short = rounded(value, places)
    whole = short.to_integral_value()
    return whole if short == whole else short


def unit_word(unit: Unit, currency: str) -> str:
    """Return the unit as scripts read it: the currency of money, ``%``, ``days``."""
    return {Unit.MONEY: currency, Unit.MONEY_A_DAY: f"{currency}/day"}.get(unit, unit.value)
