"""The same slice of an earlier time: whole periods against whole ones, a running one against as many working days."""

from __future__ import annotations

from .slice import Slice
from .spans import Span, previous_span, span_of_last_year
from .workdays import elapsed_workdays, same_point


def before(seen: Slice) -> Slice:
    """Return the slice of the period before."""
    return at_same_point(seen, previous_span(seen.span, seen.config.fiscal_year_start))


def last_year(seen: Slice) -> Slice:
    """Return the slice of the same period a year ago."""
    return at_same_point(seen, span_of_last_year(seen.span, seen.config.fiscal_year_start))


def at_same_point(seen: Slice, span: Span) -> Slice:
    """Return the slice of an earlier period, seen from its end; while ours runs, after as many working days."""
    if seen.as_of >= seen.span.last:
        return seen.over(span, span.last)
    return seen.over(span, same_point(span, elapsed_workdays(seen.span, seen.as_of)))
