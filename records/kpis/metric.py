"""A KPI that a book defines for itself: what its record in ``kpis/`` says, as far as it is text."""

from __future__ import annotations

from collections.abc import Mapping

from ...schema.dataclass import dataclass
from ...schema.field import Labels
from ...schema.language import LANGUAGES
from ...schema.record import Record
from ...schema.tree import Tree
from .value import Better, Unit

METRIC = "metric"
"""The record type of such KPIs."""
COUNT, SUM, MEAN, MEDIAN, RATE, WEIGHTED = "count", "sum", "mean", "median", "rate", "weighted"
UNITS: Mapping[str, Unit] = {
    "days": Unit.DAYS,
    "hours": Unit.HOURS,
    "minutes": Unit.MINUTES,
    "months": Unit.MONTHS,
    "points": Unit.POINTS,
    "percent": Unit.PERCENT,
}
"""What a file may say a plain number counts."""
UNIT_OF_KIND: Mapping[str, Unit] = {
    "money": Unit.MONEY,
    "pct": Unit.PERCENT,
    "duration": Unit.DAYS,
    "int": Unit.POINTS,
    "dec": Unit.POINTS,
}
"""The kinds of field that can be added up, with what their values count where the file says nothing."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One KPI of the book, as written."""

    code: str
    """The name of its file: what commands call it."""
    names: Labels
    """What people call it."""
    measure: str
    """``count``, ``sum``, ``mean``, ``median``, ``rate`` or ``weighted``."""
    records: str
    """The record type it is computed from."""
    query: str
    """Which of its records count."""
    among: str
    """Of a rate: what those are a share of."""
    field: str
    """The number that is added up; of a rate empty where records are counted."""
    weight: str
    """The number each value counts by in a weighted mean."""
    dated_by: str
    """The date that puts a record into the period; empty where what there is on the day counts."""
    unit: str
    """A word of ``UNITS``, or empty."""
    better: Better
    """Which way it should go."""
    definition: str
    """What it tells, in the words of whoever wrote it."""
    path: str
    """Its file."""

    @property
    def adds_up(self) -> bool:
        """Whether it is computed from a number of each record."""
        return self.measure != COUNT and bool(self.field)


def metric_of(record: Record) -> Metric:
    """Return what a record says; a part of the wrong shape counts as missing."""
    titles = record.tree.get("titles")
    better = record.text("better")
    return Metric(
        code=record.name,
        names={code: _text(titles, code) or record.title for code in LANGUAGES},
        measure=record.text("measure"),
        records=record.text("records"),
        query=record.text("query"),
        among=record.text("among"),
        field=record.text("field").strip(),
        weight=record.text("weight").strip(),
        dated_by=record.text("dated_by").strip(),
        unit=record.text("unit"),
        better=Better(better) if better in set(Better) else Better.UP,
        definition=record.text("definition"),
        path=record.path,
    )


def _text(tree: Tree, name: str) -> str:
    found = tree.get(name) if isinstance(tree, dict) else None
    return found if isinstance(found, str) else ""
