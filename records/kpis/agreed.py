"""K13: whether we keep what was agreed with clients as figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from ...schema.dataclass import dataclass
from ...schema.periods_in_words import period_of
from ...schema.record import Record
from ...schema.sentences import sentence
from ...schema.values import Period, Value
from .kpi import Family, Kpi, Side
from .rate import rate
from .slice import Slice
from .spans import Span, fiscal_span, month_of, quarter_of
from .stats import percent
from .value import Better, Exclusion, Figure, Line, Part, Unit, no_figure

ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Due:
    """One reading that was due, given or not."""

    kpi: Record
    """The figure agreed on."""
    span: Span
    """The period it is of."""
    value: Decimal | None
    """What was read; None where nothing was."""
    weight: Decimal
    """How much it counts."""
    is_met: bool
    """Whether it keeps to what was agreed."""


def fulfilment(seen: Slice) -> Figure:
    """Return the share of the readings of the period that keep to what was agreed."""
    due = list(readings_due(seen))
    reported = [each for each in due if each.value is not None]
    met = [each for each in reported if each.is_met]
    missing = tuple(
        Exclusion(each.kpi.id, sentence("no reading of {period}", period=each.span.named))
        for each in due
        if each.value is None
    )
    if not due:
        return no_figure(sentence("No reading of an agreed figure was due in the period."))
    weight, weight_met = (sum((each.weight for each in some), Decimal(0)) for some in (reported, met))
    return rate(
        len(met),
        len(reported),
        sentence("None of the readings due in the period was given."),
        parts=tuple(Part(each.kpi.id, each.value) for each in reported),
        exclusions=missing,
        beside={
            "weighted": percent(weight_met, weight),
            "coverage": percent(len(reported), len(due)),
            "strict": percent(len(met), len(due)),
            "due": Decimal(len(due)),
        },
        lines=tuple(_line(each) for each in reported if not each.is_met),
        notes=(sentence("Incomplete: some readings are missing."),) if missing and reported else (),
    )


def _line(each: Due) -> Line:
    title = f"{each.kpi.title} {each.span.text}"
    return Line(each.kpi.name, {"en": title, "es": title}, each.value, Unit.COUNT, 1, "missed")


def readings_due(seen: Slice) -> Iterator[Due]:
    """Yield the readings whose period ended in the slice's, from the day each figure was agreed on."""
    for kpi in seen.records("kpi"):
        yield from readings_of(seen, kpi)


def readings_of(seen: Slice, kpi: Record) -> Iterator[Due]:
    """Yield the readings of one figure whose period ended in the slice's."""
    agreed = seen.ground.day(kpi, "agreed_on") or seen.ground.day(kpi, "created")
    readings = _readings(seen, kpi)
    written = seen.snapshot.value(kpi, "weight")
    weight = written if isinstance(written, Decimal) else ONE
    for span in _spans(seen, kpi):
        if agreed is not None and span.last < agreed:
            continue
        value = readings.get((span.start, span.end))
        yield Due(kpi, span, value, weight, is_met=value is not None and _is_met(seen, kpi, value))


def _spans(seen: Slice, kpi: Record) -> Iterator[Span]:
    """Yield the weeks, months or quarters that ended in the period up to the day."""
    starts = seen.config.fiscal_year_start
    day = seen.span.start
    while day < seen.end:
        frequency = kpi.text("frequency")
        if frequency == "weekly":
            span = fiscal_span(period_of(day, "week"))
        else:
            span = quarter_of(day, starts) if frequency == "quarterly" else month_of(day)
        if span.end <= seen.end:
            yield span
        day = span.end


def _readings(seen: Slice, kpi: Record) -> Mapping[tuple[date, date], Decimal]:
    """Return the value read for each period; of several the last one counts."""
    found: dict[tuple[date, date], Decimal] = {}
    entries = seen.snapshot.value(kpi, "readings")
    for each in entries if isinstance(entries, tuple) else ():
        if not isinstance(each, Mapping):
            continue
        period, value = each.get("period"), each.get("value")
        if isinstance(period, Period) and isinstance(value, Decimal) and _was_known(seen, each):
            span = fiscal_span(period, seen.config.fiscal_year_start)
            found[span.start, span.end] = value
    return found


def _was_known(seen: Slice, reading: Mapping[str, Value]) -> bool:
    """Return whether a reading had been entered by the day; one without a date counts."""
    day = seen.facts.day_of(reading.get("at"))
    return day is None or day <= seen.as_of


def _is_met(seen: Slice, kpi: Record, value: Decimal) -> bool:
    limits = {name: seen.snapshot.value(kpi, name) for name in ("target", "min", "max")}
    target, low, high = (each if isinstance(each, Decimal) else None for each in limits.values())
    direction = kpi.text("direction")
    if direction == "between":
        return (low is None or value >= low) and (high is None or value <= high)
    if target is None:
        return False
    return value <= target if direction == "at_most" else value >= target


KPIS = (
    Kpi(
        code="K13",
        names={"en": "Agreed KPIs kept", "es": "Cumplimiento de KPI acordados"},
        unit=Unit.PERCENT,
        better=Better.UP,
        family=Family.SATISFACTION,
        definition={
            "en": "Readings that keep to what was agreed ÷ readings given, of the figures agreed with clients, for the "
            "weeks, months and quarters that ended in the period. Coverage is given ÷ due; strict counts a missing "
            "reading as not met; weighted uses the weights agreed.",
            "es": "Lecturas que cumplen lo acordado ÷ lecturas dadas, de los indicadores acordados con los clientes, de "
            "las semanas, meses y trimestres terminados en el periodo. La cobertura es dadas ÷ debidas; el estricto "
            "cuenta una lectura que falta como incumplida; el ponderado usa los pesos acordados.",
        },
        source="",
        reads=frozenset({"kpi", "client"}),
        of=fulfilment,
        beside=(
            Side("weighted", Unit.PERCENT, {"en": "Weighted", "es": "Ponderado"}),
            Side("coverage", Unit.PERCENT, {"en": "Coverage", "es": "Cobertura"}),
            Side("strict", Unit.PERCENT, {"en": "Strict", "es": "Estricto"}),
            Side("due", Unit.COUNT, {"en": "Readings due", "es": "Lecturas debidas"}),
        ),
        part_unit=Unit.POINTS,
    ),
)
