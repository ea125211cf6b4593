"""Typed values that Python's own types do not say: money, periods and durations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from .dataclass import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An exact amount in one currency. Ordering is by currency first, then amount: never compare across currencies."""

    currency: str
    """ISO 4217 code."""
    amount: Decimal
    """Exact; up to four decimals."""

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A half-open span of days written as one word."""

    start: date
    """The first day."""
    end: date
    """The day after the last."""
    text: str
    """As written: ``2026``, ``2026-Q3``, ``2026-07``, ``2026-W29`` or ``2026-07-14``."""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time; months and days are kept apart because a month has no fixed length."""

    text: str
    """ISO 8601, such as ``P3M``, ``P7D`` or ``PT30M``."""
    months: int
    """Years and months together."""
    seconds: int
    """Weeks, days, hours, minutes and seconds together."""

    @property
    def days(self) -> float:
        """About how many days: a month counts as 30.4375."""
        return self.months * 30.4375 + self.seconds / 86400

    def __str__(self) -> str:
        return self.text


Value = (
    str
    | int
    | bool
    | Decimal
    | date
    | datetime
    | Money
    | Period
    | Duration
    | tuple["Value", ...]
    | Mapping[str, "Value"]
)
"""Whatever a field can hold once typed. An empty field is None and not a Value."""
