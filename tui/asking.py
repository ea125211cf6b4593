"""What is asked of the numbers on a screen: a period that can be stepped through, and a scope that is typed."""

from __future__ import annotations

from datetime import date

from ..records.kpis.engine import Question
from ..records.kpis.spans import Span, month_of, previous_span, quarter_of, year_of
from ..schema.dataclass import dataclass, replace

LENGTHS = ("quarter", "month", "year")


@dataclass(frozen=True, slots=True)
class Asking:
    """A period relative to today, and whose records."""

    length: str = "quarter"
    """One of ``LENGTHS``."""
    steps: int = 0
    """How many periods before the present one; below zero after it."""
    scope: str = ""
    """A query; empty for everything."""

    def earlier(self) -> Asking:
        """Return the same for the period before."""
        return replace(self, steps=self.steps + 1)

    def later(self) -> Asking:
        """Return the same for the period after."""
        return replace(self, steps=self.steps - 1)

    def longer(self) -> Asking:
        """Return the same for the next length, in the present."""
        return replace(self, length=LENGTHS[(LENGTHS.index(self.length) + 1) % len(LENGTHS)], steps=0)

    def span(self, today: date, fiscal_start: int) -> Span:
        """Return the period."""
        span = _span_of(self.length, today, fiscal_start)
        for _ in range(self.steps):
            span = previous_span(span, fiscal_start)
        for _ in range(-self.steps):
            span = _span_of(self.length, span.end, fiscal_start)
        return span

    def question(self, today: date, fiscal_start: int, me: str, by: str = "") -> Question:
        """Return what is asked: of a period that is over as it stood at its end, else as it stands today."""
        span = self.span(today, fiscal_start)
        return Question(span, min(today, span.last) if self.steps > 0 else today, self.scope, by, me)


PRESENT = Asking()
"""The present quarter of everything."""


def _span_of(length: str, day: date, fiscal_start: int) -> Span:
    if length == "month":
        return month_of(day)
    return year_of(day, fiscal_start) if length == "year" else quarter_of(day, fiscal_start)
