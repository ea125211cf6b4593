"""What the value of a comparison means for the kind of its field, as a test of one typed value."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from ...schema.dates_in_words import add_months, read_date
from ...schema.durations_in_words import read_duration
from ...schema.field import Choice, Field
from ...schema.folding import fold
from ...schema.kinds import BadValueError
from ...schema.late_pattern import late
from ...schema.money_in_words import read_money, read_number
from ...schema.nearest import nearest
from ...schema.periods_in_words import period_of, read_period
from ...schema.reader import Desk, match_choices, read_truth
from ...schema.sentences import sentence
from ...schema.values import Duration, Money, Period, Value
from .language import Criterion, Operator
from .patterns import compile_pattern

ValueTest = Callable[[Value], bool]
"""Whether one typed value passes."""

_ME = frozenset({"me", "yo"})
"""What people call themselves in a query."""

AHEAD = late(r"(^|_)(due|until|end|next|expected|expires|revisit|retire|notice|launch|check|legal)(_|$)")
"""Names of dates that lie ahead: ``close:<2w`` counts from today on, ``last-touch:>14d`` counts back from today."""


def read_test(field: Field, test: Criterion, desk: Desk) -> ValueTest:
    """Return the test of one value of ``field``.

    Raises:
        BadValueError: the text means nothing for the field's kind.

    """
    if test.operator is Operator.FITS:
        return _fit(test.text)
    if field.choices:
        return _test_choice(field.choices, test)
    read = _test_user if _asks_for_me(field, test, desk) else _READERS.get(field.kind.name)
    return read(field, test, desk) if read else _test_text(test.operator, test.text)


def _asks_for_me(field: Field, test: Criterion, desk: Desk) -> bool:
    """Return whether “me” stands for a person: also where a field may hold people among other things."""
    may_be_person = field.default == "me" or "user" in field.to
    return may_be_person and bool(desk.who) and fold(test.text) in _ME


def _fit(pattern: str) -> ValueTest:
    fits = compile_pattern(pattern)
    return lambda value: fits(str(value))


def compare(operator: Operator) -> Callable[[int], bool]:
    """Return whether a sign (-1, 0, 1: below, equal, above) passes ``operator``."""
    allowed = {
        Operator.BELOW: {-1},
        Operator.AT_MOST: {-1, 0},
        Operator.ABOVE: {1},
        Operator.AT_LEAST: {0, 1},
    }.get(operator, {0})
    return lambda sign: sign in allowed


def _sign(one: Decimal | str | float, other: Decimal | str | float) -> int:
    return (one > other) - (one < other)  # type: ignore[operator]  # callers compare like with like


def _test_text(operator: Operator, text: str) -> ValueTest:
    wanted = fold(text)
    if operator is Operator.HAS:
        return lambda value: wanted in fold(str(value))
    passes = compare(operator)
    return lambda value: passes(_sign(fold(str(value)), wanted))


def _test_choice(choices: tuple[Choice, ...], test: Criterion) -> ValueTest:
    """Return the test of a word; ``<`` and ``>`` go by the order in which the choices are declared."""
    found = match_choices(choices, test.text)
    if not found:
        names = [name for each in choices for name in (each.word, *each.label.values())]
        near = nearest(test.text, names)
        raise BadValueError(
            sentence("“{text}” is not one of the choices.", text=test.text),
            sentence("Did you mean {word}?", word=near)
            if near
            else sentence("It can be {words}.", words=", ".join(each.word for each in choices)),
        )
    if not test.operator.orders:
        words = frozenset(each.word for each in found)
        return lambda value: value in words
    order = {each.word: place for place, each in enumerate(choices)}
    passes, wanted = compare(test.operator), order[found[0].word]
    return lambda value: isinstance(value, str) and value in order and passes(_sign(order[value], wanted))


def _test_truth(_field: Field, test: Criterion, _desk: Desk) -> ValueTest:
    wanted = read_truth(test.text)
    return lambda value: value is wanted


def _test_number(_field: Field, test: Criterion, desk: Desk) -> ValueTest:
    wanted = read_number(test.text.removesuffix("%"), desk.moment.language).value
    passes = compare(test.operator)
    return lambda value: isinstance(value, (int, Decimal)) and passes(_sign(Decimal(value), wanted))


def _test_money(_field: Field, test: Criterion, desk: Desk) -> ValueTest:
    """Return the test of an amount: only amounts of the currency named, else of the book's, are compared.

    Nobody has said at which rate and of which day another currency would count.
    """
    wanted = read_money(test.text, desk.currency, desk.moment.language).value
    passes = compare(test.operator)
    return lambda value: (
        isinstance(value, Money) and value.currency == wanted.currency and passes(_sign(value.amount, wanted.amount))
    )


def _test_quantity(field: Field, test: Criterion, desk: Desk) -> ValueTest:
    """Return the test of money or a number: a text without a currency is compared with plain numbers too."""
    of_money = _test_money(field, test, desk)
    if read_money(test.text, desk.currency, desk.moment.language).names_currency:
        return of_money
    of_number = _test_number(field, test, desk)
    return lambda value: of_number(value) or of_money(value)


def _test_date(field: Field, test: Criterion, desk: Desk) -> ValueTest:
    """Return the test of a day or moment: ``:`` and ``=`` mean within the day or period named."""
    away = _read_away(field, test, desk)
    if away is not None:
        return away
    zone = desk.moment.now.tzinfo

    def day_of(value: Value) -> date | None:
        if isinstance(value, datetime):
            return value.astimezone(zone).date() if value.tzinfo else value.date()
        return value if isinstance(value, date) else None

    exact = _read_moment(test.text, desk)
    if exact is not None:
        passes = compare(test.operator)
        return lambda value: isinstance(value, datetime) and passes(_sign(value.timestamp(), exact.timestamp()))
    span = read_period(test.text, desk.moment)
    return lambda value: (day := day_of(value)) is not None and _falls(test.operator, day, span)


def _falls(operator: Operator, day: date, span: Period) -> bool:
    if operator is Operator.BELOW:
        return day < span.start
    if operator is Operator.AT_MOST:
        return day < span.end
    if operator is Operator.ABOVE:
        return day >= span.end
    if operator is Operator.AT_LEAST:
        return day >= span.start
    return span.start <= day < span.end


def _read_moment(text: str, desk: Desk) -> datetime | None:
    try:
        found = read_date(text, desk.moment)
    except BadValueError:
        return None
    return found if isinstance(found, datetime) else None


def _read_away(field: Field, test: Criterion, desk: Desk) -> ValueTest | None:
    """Return the test of ``last-touch:>14d`` or ``close:<2w``: a length of time without a sign, seen from today."""
    if not test.operator.orders or not re.fullmatch(r"\d{1,4} ?[^\W\d]+|p\d+[ymwd]", fold(test.text)):
        return None
    try:
        length = read_duration(test.text)
    except BadValueError:
        return None
    today = desk.moment.today
    ahead = AHEAD.search(field.name) is not None
    try:
        months = length.months if ahead else -length.months
        step = timedelta(seconds=length.seconds if ahead else -length.seconds)
        edge = period_of(add_months(today, months) + step, "day")
    except (OverflowError, ValueError):
        raise BadValueError(sentence("“{text}” is too long a time.", text=test.text)) from None
    turned = {
        Operator.BELOW: Operator.ABOVE,
        Operator.AT_MOST: Operator.AT_LEAST,
        Operator.ABOVE: Operator.BELOW,
        Operator.AT_LEAST: Operator.AT_MOST,
    }
    operator = test.operator if ahead else turned[test.operator]
    zone = desk.moment.now.tzinfo

    def passes(value: Value) -> bool:
        day = value.astimezone(zone).date() if isinstance(value, datetime) and value.tzinfo else value
        day = day.date() if isinstance(day, datetime) else day
        return isinstance(day, date) and _falls(operator, day, edge)

    return passes


def _test_period(_field: Field, test: Criterion, desk: Desk) -> ValueTest:
    """Return the test of a period: ``:`` means that both share a day, ``=`` that they are the same."""
    wanted = read_period(test.text, desk.moment)
    if test.operator is Operator.HAS:
        return lambda value: isinstance(value, Period) and value.start < wanted.end and wanted.start < value.end
    if test.operator.orders:
        return lambda value: isinstance(value, Period) and _falls(test.operator, value.start, wanted)
    return lambda value: isinstance(value, Period) and (value.start, value.end) == (wanted.start, wanted.end)


def _test_duration(_field: Field, test: Criterion, _desk: Desk) -> ValueTest:
    wanted = read_duration(test.text).days
    passes = compare(test.operator)
    return lambda value: isinstance(value, Duration) and passes(_sign(value.days, wanted))


def _test_user(_field: Field, test: Criterion, desk: Desk) -> ValueTest:
    """Return the test of a person's handle, which is compared whole: ``ana`` is not ``susana``."""
    wanted = fold(test.text.removeprefix("@"))
    if wanted in _ME and desk.who:
        wanted = fold(desk.who)
    passes = compare(test.operator)
    return lambda value: passes(_sign(fold(str(value)), wanted))


def _test_phone(_field: Field, test: Criterion, _desk: Desk) -> ValueTest:
    digits = re.sub(r"[^0-9]", "", test.text)
    if test.operator is Operator.HAS and digits:
        return lambda value: digits in str(value)
    return _test_text(test.operator, test.text)


_READERS: Mapping[str, Callable[[Field, Criterion, Desk], ValueTest]] = {
    "bool": _test_truth,
    "money": _test_money,
    "quantity": _test_quantity,
    "user": _test_user,
    "phone": _test_phone,
    "duration": _test_duration,
    **dict.fromkeys(("int", "dec", "pct"), _test_number),
    **dict.fromkeys(("date", "datetime", "when"), _test_date),
    **dict.fromkeys(("period", "month", "quarter", "week", "year"), _test_period),
}
