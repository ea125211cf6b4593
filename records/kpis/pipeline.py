"""K17, K21, K22: what is open, whether it is enough, and how fast it turns into money."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ...schema.sentences import sentence
from .cycle import days_of
from .days import Seen
from .ground import OPEN_DEALS
from .kpi import Family, Kpi, Side
from .revenue import bookings
from .slice import Slice, count
from .spans import trailing_year
from .stats import mean, quotient
from .targets import target_of
from .value import Better, Exclusion, Figure, Line, Part, Unit, no_figure
from .winning import deal_size, value_win_rate, win_rate


def open_pipeline(seen: Slice) -> Figure:
    """Return the amounts of what is open on the day, by stage, and how much of it is due in the period."""
    tally, due = seen.tally(seen.open), seen.due_tally
    overdue = [each for each in seen.open if is_overdue(seen, each)]
    late = seen.tally(overdue)
    undated = [each for each in seen.open if each.standing.expected_close is None]
    return Figure(
        tally.total,
        n=len(seen.open),
        parts=(*tally.parts, *(Part(each.id) for each in tally.exclusions)),
        exclusions=tally.exclusions,
        beside={
            "deals": count(seen.open),
            "without_amount": Decimal(len(tally.exclusions)),
            "due_deals": count(seen.due),
            "due_value": due.total,
            "overdue_deals": count(overdue),
            "overdue_value": late.total,
            "undated_deals": count(undated),
        },
        lines=tuple(by_stage(seen, seen.open)),
    )


def is_overdue(seen: Slice, each: Seen) -> bool:
    """Return whether an open deal should have closed before the day."""
    expected = each.standing.expected_close
    return expected is not None and expected < seen.as_of


def by_stage(seen: Slice, deals: Iterable[Seen]) -> list[Line]:
    """Return the amounts by stage, in the order of the pipelines."""
    found: dict[str, list[Seen]] = {}
    order: dict[str, Line] = {}
    for each in deals:
        found.setdefault(each.standing.stage, []).append(each)
        if each.standing.stage not in order:
            order.update(
                {
                    word: Line(word, state.label, None, Unit.MONEY)
                    for word, state in each.deal.states.items()
                    if word not in order
                }
            )
    lines = [
        Line(word, line.label, seen.tally(found[word]).total, Unit.MONEY, len(found[word]))
        for word, line in order.items()
        if word in found
    ]
    unknown = [each for word, group in found.items() if word not in order for each in group]
    if unknown:
        label = {"en": "Stage not noted", "es": "Etapa sin anotar"}
        lines.append(Line("", label, seen.tally(unknown).total, Unit.MONEY, len(unknown)))
    return lines


def coverage(seen: Slice) -> Figure:
    """Return what is open and due in the period, over what is missing of the target."""
    target = target_of(seen, "K1")
    due = seen.due_tally
    weighted = seen.tally(seen.due, probability_of)
    yearly = value_win_rate(seen.over(trailing_year(seen.as_of)))
    required = quotient(Decimal(100), yearly.value) if yearly.value else None
    beside = {"due": due.total, "required": required}
    if target is None or not target.value:
        return no_figure(sentence("There is no target for {period} and these records.", period=seen.span.named), beside)
    missing = target.value - bookings(seen)
    if missing <= 0:
        return no_figure(sentence("The target is reached: nothing is left to cover."), beside)
    overdue = tuple(
        Exclusion(each.id, sentence("overdue: give it a new date"))
        for each in seen.open
        if is_overdue(seen, each) and each.standing.expected_close in seen.span
    )
    return Figure(
        due.total / missing,
        n=len(seen.due),
        numerator=due.total,
        denominator=missing,
        parts=due.parts,
        exclusions=(*due.exclusions, *overdue),
        beside={**beside, "missing": missing, "weighted": weighted.total / missing},
    )


def probability_of(each: Seen) -> Decimal | None:
    """Return the probability of a deal as a part of 1: a person's word, else its stage's."""
    return None if each.standing.probability is None else each.standing.probability / 100


def is_qualified(each: Seen) -> bool:
    """Return whether a deal is past the stages that no forecast counts."""
    state = each.deal.states.get(each.standing.stage)
    return state is not None and state.forecast != "omitted"


def velocity(seen: Slice) -> Figure:
    """Return what the pipeline earns a day: qualified open deals × win rate × deal size ÷ cycle."""
    qualified = [each for each in seen.open if is_qualified(each)]
    year = seen.over(trailing_year(seen.as_of))
    share, size = win_rate(year), deal_size(year)
    days, _ = days_of(year, year.without_renewals(year.won))
    cycle = mean([each.value for each in days if each.value is not None])
    beside = {"qualified": count(qualified), "win_rate": share.value, "deal_size": size.value, "cycle": cycle}
    for figure in (share, size):
        if figure.value is None:
            return no_figure(figure.reason or sentence("No deal was closed in the period."), beside)
    if not cycle:
        return no_figure(sentence("The cycle of the deals won in twelve months is 0 days or unknown."), beside)
    assert share.value is not None
    assert size.value is not None
    worth = count(qualified) * share.value / 100 * size.value
    return Figure(
        worth / cycle,
        n=len(qualified),
        numerator=worth,
        denominator=cycle,
        parts=tuple(Part(each.id) for each in qualified),
        beside=beside,
    )


KPIS = (
    Kpi(
        code="K17",
        names={"en": "Open pipeline", "es": "Embudo abierto"},
        unit=Unit.MONEY,
        better=Better.UP,
        family=Family.FORECAST,
        definition={
            "en": "The amounts of the opportunities open at the end of the day, at that day's rates, by stage. Deals "
            "without an amount are counted and listed. Beside it: what is expected to close in the period, and what "
            "should have closed already.",
            "es": "Los importes de las oportunidades abiertas al final del día, al cambio de ese día, por etapa. Las "
            "que no tienen importe se cuentan y se indican. Al lado: lo que se espera cerrar en el periodo y lo que "
            "ya debería haberse cerrado.",
        },
        source="",
        reads=frozenset({OPEN_DEALS}),
        of=open_pipeline,
        part_unit=Unit.MONEY,
        looks_ahead=True,
        beside=(
            Side("deals", Unit.COUNT, {"en": "Deals", "es": "Oportunidades"}),
            Side("without_amount", Unit.COUNT, {"en": "Without amount", "es": "Sin importe"}),
            Side("due_deals", Unit.COUNT, {"en": "Deals due in the period", "es": "Previstas en el periodo"}),
            Side("due_value", Unit.MONEY, {"en": "Due in the period", "es": "Previsto en el periodo"}),
            Side("overdue_deals", Unit.COUNT, {"en": "Deals overdue", "es": "Vencidas"}),
            Side("overdue_value", Unit.MONEY, {"en": "Overdue", "es": "Vencido"}),
            Side("undated_deals", Unit.COUNT, {"en": "Without expected close", "es": "Sin cierre previsto"}),
        ),
        is_headline=True,
    ),
    Kpi(
        code="K21",
        names={"en": "Pipeline coverage", "es": "Cobertura del embudo"},
        unit=Unit.RATIO,
        better=Better.UP,
        family=Family.FORECAST,
        definition={
            "en": "Open amounts expected to close in the period ÷ (target − closed). Overdue deals do not count until "
            "they have a new date. Required is 1 ÷ win rate by value of the last twelve months. When nothing is left "
            "to reach there is no ratio.",
            "es": "Importes abiertos con cierre previsto en el periodo ÷ (objetivo − cerrado). Las vencidas no cuentan "
            "hasta tener nueva fecha. Lo requerido es 1 ÷ tasa de éxito por valor de los últimos doce meses. Si no "
            "queda nada por alcanzar, no hay cociente.",
        },
        source="https://winsabove.pages.dev/glossary/pipeline-coverage-ratio",
        reads=frozenset({"opportunity", "target", "contract", "user"}),
        of=coverage,
        fraction=(Unit.MONEY, Unit.MONEY),
        part_unit=Unit.MONEY,
        looks_ahead=True,
        beside=(
            Side("due", Unit.MONEY, {"en": "Due in the period", "es": "Previsto en el periodo"}),
            Side("missing", Unit.MONEY, {"en": "Left to reach", "es": "Falta por alcanzar"}),
            Side("required", Unit.RATIO, {"en": "Required", "es": "Requerida"}),
            Side("weighted", Unit.RATIO, {"en": "Weighted", "es": "Ponderada"}),
        ),
        is_headline=True,
    ),
    Kpi(
        code="K22",
        names={"en": "Sales velocity", "es": "Velocidad de ventas"},
        unit=Unit.MONEY_A_DAY,
        better=Better.UP,
        family=Family.FORECAST,
        definition={
            "en": "Open deals past qualification × win rate × mean deal size ÷ mean cycle in days; the three from the "
            "last twelve months.",
            "es": "Oportunidades abiertas ya cualificadas × tasa de éxito × ticket medio ÷ ciclo medio en días; los "
            "tres, de los últimos doce meses.",
        },
        source="https://www.storylane.io/feeds/blog/sales-velocity",
        reads=frozenset({"opportunity", "client"}),
        of=velocity,
        fraction=(Unit.MONEY, Unit.DAYS),
        beside=(
            Side("qualified", Unit.COUNT, {"en": "Open and qualified", "es": "Abiertas y cualificadas"}),
            Side("win_rate", Unit.PERCENT, {"en": "Win rate", "es": "Tasa de éxito"}),
            Side("deal_size", Unit.MONEY, {"en": "Deal size", "es": "Ticket medio"}),
            Side("cycle", Unit.DAYS, {"en": "Mean cycle", "es": "Ciclo medio"}),
        ),
        is_headline=True,
    ),
)
