"""K23: how near the forecasts people submitted came to what was sold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...schema.dataclass import dataclass
from ...schema.record import Record
from ...schema.sentences import sentence
from ...schema.values import Money
from .days import Credit, credited
from .kpi import Family, Kpi, Side
from .revenue import bookings
from .scope import PartScope
from .slice import Slice
from .spans import Span
from .stats import HUNDRED, ZERO
from .targets import members_of, period_of_record
from .touching import CLOSED_DEALS
from .value import Better, Exclusion, Figure, Line, Part, Unit, no_figure


@dataclass(frozen=True, slots=True)
class Outcome:
    """A forecast and what came of it."""

    forecast: Record
    """The first one of its person or team in its period."""
    span: Span
    """Its period."""
    call: Decimal
    """What was committed to."""
    actual: Decimal
    """What was sold."""


def forecast_accuracy(seen: Slice) -> Figure:
    """Return 1 − |forecast − actual| ÷ actual, over all periods together."""
    running: list[Exclusion] = []
    outcomes = list(_outcomes(seen, running))
    actual = sum((each.actual for each in outcomes), ZERO)
    if not outcomes:
        return no_figure(sentence("No forecast was submitted for a period that is over."), exclusions=tuple(running))
    if actual <= 0:
        return no_figure(sentence("Nothing was sold in the periods that were forecast."), exclusions=tuple(running))
    missed = sum((abs(each.call - each.actual) for each in outcomes), ZERO)
    bias = sum((each.call - each.actual for each in outcomes), ZERO)
    return Figure(
        max(ZERO, HUNDRED - HUNDRED * missed / actual),
        n=len(outcomes),
        numerator=missed,
        denominator=actual,
        parts=tuple(Part(each.forecast.id, each.call) for each in outcomes),
        exclusions=tuple(running),
        beside={
            "bias": HUNDRED * bias / actual,
            "forecast": sum((each.call for each in outcomes), ZERO),
            "actual": actual,
        },
        lines=tuple(_line(each) for each in outcomes),
    )


def _line(outcome: Outcome) -> Line:
    name = f"{outcome.span.text} {outcome.forecast.text('who')}"
    accuracy = None
    if outcome.actual > 0:
        accuracy = max(ZERO, HUNDRED - HUNDRED * abs(outcome.call - outcome.actual) / outcome.actual)
    return Line(name, {"en": name, "es": name}, accuracy, Unit.PERCENT, 1)


def _outcomes(seen: Slice, running: list[Exclusion]) -> Iterator[Outcome]:
    """Yield the first forecast of each person or team and period within the slice, with what was sold."""
    firsts: dict[tuple[Span, str], Record] = {}
    ordered = sorted(_forecasts(seen), key=lambda each: (each.text("as_of"), each.id))
    for each in ordered:
        span = period_of_record(seen.ground, each)
        made = seen.ground.day(each, "as_of")
        if span is None or made is None or made > seen.as_of or not _lies_in(span, seen.span):
            continue
        if span.last > seen.as_of:
            running.append(Exclusion(each.id, sentence("its period is not over")))
        else:
            firsts.setdefault((span, each.text("who")), each)
    with_team = {span for span, who in firsts if who not in seen.ground.people}
    for (span, who), each in firsts.items():
        if span in with_team and who in seen.ground.people and not seen.scope.people:
            continue  # the team's forecast holds its people's already
        call = seen.snapshot.value(each, "call")
        if isinstance(call, Money):
            amount = seen.in_currency(call, span.last)
            yield Outcome(each, span, amount, _actual(seen, who, span))


def first_to_last(seen: Slice) -> list[Record]:
    """Return the forecasts submitted for exactly the period up to the day, the first one first."""
    found = []
    for each in seen.snapshot.of_type("forecast"):
        span, made = period_of_record(seen.ground, each), seen.ground.day(each, "as_of")
        if span and made and made <= seen.as_of and (span.start, span.end) == (seen.span.start, seen.span.end):
            found.append((made, each.id, each))
    return [each for _, _, each in sorted(found, key=lambda one: one[:2])]


def _lies_in(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _forecasts(seen: Slice) -> Sequence[Record]:
    """Return the forecasts that may speak for a slice: of its people or team; of the whole all of them."""
    forecasts = seen.snapshot.of_type("forecast")
    people = seen.scope.people
    dimension, name = seen.scope.group
    if people:
        return [each for each in forecasts if each.text("who") in people]
    if dimension == "manager":
        return [each for each in forecasts if each.text("who") == name]
    return forecasts if seen.scope.is_whole else ()


def _actual(seen: Slice, who: str, span: Span) -> Decimal:
    """Return what a person, or the members of a team, sold in a period; of an unknown team what all did."""
    members = {who} if who in seen.ground.people else members_of(seen.ground, who)
    if not members:
        return bookings(seen.over(span))
    theirs: list[Credit] = []
    for each in seen.scope.whole.deals:
        share = sum((part for user, part in each.deal.credits if user in members), ZERO)
        if share:
            theirs.append(credited(each.deal, share))
    scope = PartScope(seen.scope.whole, theirs, None, ("owner", who))
    return bookings(Slice(scope, span, seen.as_of))


KPIS = (
    Kpi(
        code="K23",
        names={"en": "Forecast accuracy", "es": "Precisión de la previsión"},
        unit=Unit.PERCENT,
        better=Better.UP,
        family=Family.FORECAST,
        definition={
            "en": "1 − |forecast − actual| ÷ actual, never below 0, where the forecast is what was committed to in the "
            "first one submitted for the period and actual is sales revenue. Several periods together are Σ|F − A| ÷ "
            "ΣA, never the mean of percentages. Bias says which way: more than 0 is too hopeful.",
            "es": "1 − |previsión − real| ÷ real, nunca bajo 0, donde la previsión es el compromiso de la primera "
            "enviada para el periodo y lo real son los ingresos por ventas. Varios periodos juntos son Σ|P − R| ÷ ΣR, "
            "nunca la media de porcentajes. El sesgo dice hacia dónde: más de 0 es demasiado optimista.",
        },
        source="",
        reads=frozenset({CLOSED_DEALS, "contract", "transaction", "forecast", "user", "target"}),
        of=forecast_accuracy,
        beside=(
            Side("bias", Unit.PERCENT, {"en": "Bias", "es": "Sesgo"}),
            Side("forecast", Unit.MONEY, {"en": "Forecast", "es": "Previsto"}),
            Side("actual", Unit.MONEY, {"en": "Actual", "es": "Real"}),
        ),
        fraction=(Unit.MONEY, Unit.MONEY),
        part_unit=Unit.MONEY,
    ),
)
