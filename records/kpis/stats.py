"""Arithmetic of numbers: quotients that may have no answer, medians, intervals, rounding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal(0)
ONE = Decimal(1)
HUNDRED = Decimal(100)
_Z = Decimal("1.959963984540054")
"""The two-sided 95 % point of the normal distribution."""


def percent(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """Return ``part`` of ``whole`` in percent; None where there is no whole."""
    return HUNDRED * part / whole if whole else None


def quotient(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """Return ``part`` divided by ``whole``; None where there is no whole."""
    return Decimal(part) / whole if whole else None


def total(values: Iterable[Decimal]) -> Decimal:
    """Return the sum; zero of nothing."""
    return sum(values, ZERO)


def mean(values: Sequence[Decimal]) -> Decimal | None:
    """Return the arithmetic mean; None of nothing."""
    return total(values) / len(values) if values else None


def median(values: Sequence[Decimal]) -> Decimal | None:
    """Return the middle value, the mean of the two middle ones where their number is even; None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def wilson(hits: Decimal | int, n: Decimal | int) -> tuple[Decimal, Decimal] | None:
    """Return the 95 % interval of a share in percent (Wilson's score interval); None of nothing."""
    if not n:
        return None
    share, count, square = Decimal(hits) / n, Decimal(n), _Z * _Z
    middle = share + square / (2 * count)
    spread = _Z * (share * (1 - share) / count + square / (4 * count * count)).sqrt()
    whole = 1 + square / count
    return max(ZERO, HUNDRED * (middle - spread) / whole), min(HUNDRED, HUNDRED * (middle + spread) / whole)


def rounded(value: Decimal, places: int) -> Decimal:
    """Return a value rounded half away from zero: for display only."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
