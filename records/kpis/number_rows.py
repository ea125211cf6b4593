"""The numbers of a period as rows: what can be asked of them, beside opening them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ...schema.language import Language
from ...schema.tree import Tree
from ..config import BookConfig
from ..rows.names import NUMBER
from ..rows.rows import Rows, Told, tell_rows
from .headlines import Headline
from .value import Comparison


def rows_of_numbers(found: Iterable[Headline], config: BookConfig, language: Language) -> Rows[Headline]:
    """Return headline numbers as rows, in their order."""
    told = (Told(each.kpi.code, each, _tree(each, language), _names(each)) for each in found)
    return tell_rows(NUMBER, told, config)


def _tree(headline: Headline, language: Language) -> dict[str, Tree]:
    value, target = headline.value, headline.target
    reached = value.value / target * 100 if value.value is not None and target else None
    return {
        "title": language.choose(value.names),
        "code": value.code,
        "family": headline.kpi.family.value,
        "value": _number(value.value),
        "n": str(value.figure.n),
        "trend": _way(headline.trend),
        "target": _number(target),
        "reached": _number(reached),
        "before": _compared(value.previous),
        "year": _compared(value.last_year),
        "disputed": str(headline.disputed),
    }


def _names(headline: Headline) -> str:
    """Return what the number is called in every language, so that a free word finds it."""
    return "\n".join(headline.value.names.values())


def _way(trend: Iterable[Decimal | None]) -> str | None:
    """Return which way a number went since the last period that had one."""
    known = [each for each in trend if each is not None]
    if len(known) < 2:
        return None
    before, last = known[-2:]
    return "up" if last > before else "down" if last < before else "flat"


def _compared(other: Comparison | None) -> str | None:
    return _number(other.figure.value) if other is not None else None


def _number(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
