"""The rules that compute: sums of lines, phases and shares, tiers, scales and readings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from .findings import Finding
from .problems import Severity
from .record import Record
from .record_type import RecordType
from .sentences import sentence
from .values import Money, Value

CENT = Decimal("0.01")
SCALE = re.compile(r"([0-9]{1,2})-([0-9]{1,3})").fullmatch
HUNDRED = Decimal(100)

Entry = Mapping[str, Value]


def entries_of(record: Record, record_type: RecordType, name: str) -> list[Entry]:
    """Return the typed entries of a list field, none where it is missing."""
    value = record_type.value(record, name)
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, tuple) else []


def net_of(line: Entry) -> Money | None:
    """Return quantity times price less discount, None where a part is missing or a scale of prices decides."""
    price = line.get("unit_price")
    quantity = line.get("qty", Decimal(1))
    discount = line.get("discount_pct", Decimal(0))
    if not isinstance(price, Money) or not isinstance(quantity, Decimal) or not isinstance(discount, Decimal):
        return None
    if line.get("tier_mode") in {"volume", "graduated"}:
        return None
    return Money(price.currency, price.amount * quantity * (1 - discount / HUNDRED))


def sum_of(amounts: list[Money | None]) -> Money | None:
    """Return the sum, None where one is missing, there are none, or they are of several currencies."""
    known = [each for each in amounts if each is not None]
    if len(known) != len(amounts) or len({each.currency for each in known}) != 1:
        return None
    return Money(known[0].currency, sum((each.amount for each in known), Decimal(0)))


def _differ(total: Value | None, parts: Money | None, count: int) -> bool:
    """Return whether a total is not the sum of ``count`` rounded parts; another currency is not judged here."""
    if not isinstance(total, Money) or parts is None or total.currency != parts.currency:
        return False
    return abs(total.amount - parts.amount) > CENT * count


def _mismatch(path: tuple[str | int, ...], total: Value, parts: Money) -> Finding:
    shown = Money(parts.currency, parts.amount.quantize(CENT))
    message = sentence("It says {total}, but its parts add up to {parts}.", total=total, parts=shown)
    return Finding(path, "sum-mismatch", message, Severity.WARNING)


def _judge_lines(field: str) -> Callable[[Record, RecordType], Iterator[Finding]]:
    """Return the rule that the lines add up to ``field``."""

    def judge(record: Record, record_type: RecordType) -> Iterator[Finding]:
        lines = entries_of(record, record_type, "lines")
        total = record_type.value(record, field)
        parts = sum_of([net_of(line) for line in lines])
        if total is not None and parts is not None and _differ(total, parts, len(lines)):
            yield _mismatch((field,), total, parts)

    return judge


def _judge_splits(record: Record, record_type: RecordType) -> Iterator[Finding]:
    shares = [each.get("pct") for each in entries_of(record, record_type, "splits")]
    numbers = [each for each in shares if isinstance(each, Decimal)]
    whole = sum(numbers, Decimal(0))
    if numbers and len(numbers) == len(shares) and whole != HUNDRED:
        message = sentence("The shares add up to {whole} % instead of 100 %.", whole=f"{whole:f}")
        yield Finding(("splits",), "sum-mismatch", message, Severity.WARNING)


def _judge_phases(record: Record, record_type: RecordType) -> Iterator[Finding]:
    lines = [each for each in entries_of(record, record_type, "lines") if each.get("optional") is not True]
    phases = entries_of(record, record_type, "phases")
    amounts = [each.get("amount") for each in phases]
    total = sum_of([each if isinstance(each, Money) else None for each in amounts])
    parts = sum_of([net_of(line) for line in lines])
    if total is not None and parts is not None and _differ(total, parts, len(lines) + len(phases)):
        message = sentence(
            "The phases add up to {phases}, the lines to {lines}.",
            phases=Money(total.currency, total.amount.quantize(CENT)),
            lines=Money(parts.currency, parts.amount.quantize(CENT)),
        )
        yield Finding(("phases",), "sum-mismatch", message, Severity.WARNING)


def _judge_tiers(record: Record, record_type: RecordType) -> Iterator[Finding]:
    nets = {each.get("key"): net_of(each) for each in entries_of(record, record_type, "lines")}
    for place, tier in enumerate(entries_of(record, record_type, "tiers")):
        keys, total = tier.get("includes"), tier.get("total")
        if not isinstance(keys, tuple) or not all(key in nets for key in keys):
            continue
        parts = sum_of([nets[key] for key in keys])
        if total is not None and parts is not None and _differ(total, parts, len(keys)):
            yield _mismatch(("tiers", place, "total"), total, parts)


def _judge_readings(record: Record, record_type: RecordType) -> Iterator[Finding]:
    """I10: one reading a period, unless it is marked as a correction."""
    seen: set[str] = set()
    for place, each in enumerate(entries_of(record, record_type, "readings")):
        period = str(each.get("period", ""))
        if period and period in seen and each.get("correction") is not True:
            yield Finding(
                ("readings", place, "period"),
                "duplicate-reading",
                sentence("There are two readings of {period}.", period=period),
                Severity.WARNING,
                sentence("Mark the later one with correction: true, or delete one."),
            )
        seen.add(period)


def _judge_scale(record: Record, record_type: RecordType) -> Iterator[Finding]:
    score, scale = record_type.value(record, "score"), record.text("scale")
    bounds = SCALE(scale)
    if isinstance(score, Decimal) and bounds and not Decimal(bounds[1]) <= score <= Decimal(bounds[2]):
        message = sentence("{score} lies outside the scale {scale}.", score=str(score), scale=scale)
        yield Finding(("score",), "bad-value", message)


def _judge_price_tiers(record: Record, record_type: RecordType) -> Iterator[Finding]:
    starts = [each.get("from") for each in entries_of(record, record_type, "price_tiers")]
    numbers = [each for each in starts if isinstance(each, Decimal)]
    for place, (low, high) in enumerate(pairwise(numbers), 1):
        if high <= low:
            message = sentence("Prices must be in ascending order of quantity.")
            yield Finding(("price_tiers", place, "from"), "wrong-order", message, Severity.WARNING)


SUM_RULES: Mapping[str, Callable[[Record, RecordType], Iterator[Finding]]] = {
    "line-sum": _judge_lines("amount"),
    "net-sum": _judge_lines("net"),
    "splits": _judge_splits,
    "phase-sum": _judge_phases,
    "tier-sum": _judge_tiers,
    "one-reading-per-period": _judge_readings,
    "score-in-scale": _judge_scale,
    "ascending-tiers": _judge_price_tiers,
}
"""The rules a type may name in ``rules``."""
