"""The KPIs of a book: ours, and those it defines for itself in ``kpis/``, which answer the same questions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from ...schema.field import Labels
from ...schema.language import LANGUAGES, Language
from ...schema.problems import Problem
from ...schema.sentences import Sentence, sentence
from ..query.columns import find_column
from ..query.facts import Facts
from ..snapshot import Snapshot
from ..views.flaws import Flaw
from .catalogue import all_kpis
from .kpi import Family, Kpi, Side
from .measuring import measure
from .metric import COUNT, MEAN, MEDIAN, METRIC, RATE, UNIT_OF_KIND, UNITS, Metric, metric_of
from .metric_flaws import facts_on_any_day, flaws_of
from .slice import Slice
from .touching import EVERYTHING
from .value import Better, Figure, Unit, no_figure

_OTHER: Mapping[str, Labels] = {MEAN: {"en": "Median", "es": "Mediana"}, MEDIAN: {"en": "Mean", "es": "Media"}}
"""What stands beside an average: the other one."""


def kpis_of(snapshot: Snapshot) -> Mapping[str, Kpi]:
    """Return every KPI of a book by code, the catalogue's first."""
    own = own_kpis(snapshot)
    return {**own, **all_kpis()} if own else all_kpis()


def own_kpis(snapshot: Snapshot) -> dict[str, Kpi]:
    """Return the KPIs a book defines for itself by code; one with a mistake in its file says so instead of a value."""
    shelf = snapshot.shelves[METRIC]
    found = {kpi.code: kpi for path, problem in shelf.broken() for kpi in [_unreadable(path, problem)]}
    if shelf.records:
        facts = facts_on_any_day(snapshot)
        found |= {each.name: _kpi(metric_of(each), facts) for each in shelf.listed}
    return dict(sorted(found.items()))


def _unreadable(path: str, problem: Problem) -> Kpi:
    """Return the KPI of a file that cannot be read."""
    code = path.rpartition("/")[2].rpartition(".")[0]
    reason = sentence("{path}: {mistake}", path=path, mistake=problem.message)
    return Kpi(
        code=code,
        names=dict.fromkeys(LANGUAGES, code),
        unit=Unit.COUNT,
        better=Better.NEITHER,
        family=Family.OWN,
        definition={each: reason.text(Language(each)) for each in LANGUAGES},
        source=path,
        reads=EVERYTHING,
        of=lambda _seen: no_figure(reason),
    )


def _kpi(metric: Metric, facts: Facts) -> Kpi:
    flaw = next(flaws_of(metric, facts), None)
    unit, plain = (Unit.COUNT, Unit.COUNT) if flaw else _units(metric, facts)
    other = _OTHER.get(metric.measure)
    return Kpi(
        code=metric.code,
        names=metric.names,
        unit=unit,
        better=metric.better,
        family=Family.OWN,
        definition=_definition(metric, facts),
        source=metric.path,
        reads=EVERYTHING,
        of=partial(_flawed, metric, flaw) if flaw else partial(measure, metric),
        beside=(Side("other", unit, other),) if other else (),
        fraction=(plain, plain),
        part_unit=plain if metric.adds_up else None,
    )


def _flawed(metric: Metric, flaw: Flaw, _seen: Slice) -> Figure:
    """Return no figure, with what is wrong in the file."""
    return no_figure(sentence("{path}: {mistake}", path=metric.path, mistake=flaw.message))


def _units(metric: Metric, facts: Facts) -> tuple[Unit, Unit]:
    """Return what the value of a sound KPI counts, and what each record adds."""
    source = find_column(facts.types[metric.records], metric.field, facts) if metric.field else None
    written = UNITS.get(metric.unit)
    plain = written or (UNIT_OF_KIND[source.field.kind.name] if source else Unit.COUNT)
    if metric.measure == RATE:
        return Unit.PERCENT, plain if source else Unit.COUNT
    return (written or Unit.COUNT, Unit.COUNT) if metric.measure == COUNT else (plain, plain)


def _definition(metric: Metric, facts: Facts) -> Labels:
    """Return what its author says of it, and how it is computed."""
    how = _how(metric, facts)
    return {code: " ".join(filter(None, (metric.definition, how.text(Language(code))))) for code in LANGUAGES}


def _how(metric: Metric, facts: Facts) -> Sentence:
    """Return how it is computed: the measure, the records, the queries and the date."""
    record_type = facts.types.get(metric.records)
    among = f"{metric.query or '*'} ÷ {metric.among}" if metric.measure == RATE else metric.query or "*"
    day: object = metric.dated_by or sentence("as they stand on the day")
    measured = facts.types[METRIC].by_name["measure"].choice(metric.measure)
    return sentence(
        "{measure}{field} · {records}: {query} · {day}.",
        measure=measured.label if measured else metric.measure,
        field=f" ({', '.join(filter(None, (metric.field, metric.weight)))})" if metric.field else "",
        records=record_type.plural if record_type else metric.records,
        query=among,
        day=day,
    )
