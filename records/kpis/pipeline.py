"""K17, K21, K22: what is open, whether it is enough, and how fast it turns into money."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from ...schema.field import Labels
from ...schema.sentences import sentence
from .cycle import mean_cycle
from .days import Seen
from .deals import Cell
from .kpi import Family, Kpi, Side
from .open_deals import ALL, UNDATED, CellSum, OpenSum
from .revenue import bookings
from .slice import Slice
from .spans import trailing_year
from .stats import quotient
from .targets import target_of
from .touching import OPEN_DEALS
from .value import Better, Exclusion, Figure, Later, Line, Part, Unit, no_figure
from .winning import deal_size, won_by_count, won_by_value
from .worth import exact_sum


def open_pipeline(seen: Slice) -> Figure:
    """Return the amounts of what is open on the day, by stage, and how much of it is due in the period."""
    everything, due = seen.open.sum_of(ALL), seen.open.sum_of(seen.due)
    late, undated = seen.open.sum_of(seen.overdue), seen.open.sum_of(UNDATED)
    without_amount = everything.deals - everything.priced
    tally = cache(lambda: seen.tally(seen.open))
    return Figure(
        everything.total,
        n=everything.deals,
        parts=Later(lambda: (*tally().parts, *(Part(each.id) for each in tally().exclusions))),
        exclusions=Later(lambda: tally().exclusions) if without_amount else (),
        beside={
            "deals": everything.share,
            "without_amount": Decimal(without_amount),
            "due_deals": due.share,
            "due_value": due.total,
            "overdue_deals": late.share,
            "overdue_value": late.total,
            "undated_deals": undated.share,
        },
        lines=by_stage(everything),
    )


def is_overdue(seen: Slice, each: Seen) -> bool:
    """Return whether an open deal should have closed before the day."""
    expected = each.standing.expected_close
    return expected is not None and expected < seen.as_of


def by_stage(deals: OpenSum) -> tuple[Line, ...]:
    """Return the amounts by stage, in the order of the pipelines; last what stands in no known stage."""
    labels: dict[str, Labels] = {}
    for states in sorted({id(cell.states): cell.states for cell in deals.cells}.values(), key=list):
        labels.update({word: state.label for word, state in states.items() if word not in labels})
    found: dict[str, list[CellSum]] = {}
    for cell, each in deals.cells.items():
        found.setdefault(cell.stage if cell.stage in labels else "", []).append(each)
    unknown: Labels = {"en": "Stage not noted", "es": "Etapa sin anotar"}
    return tuple(
        Line(
            word,
            labels.get(word, unknown),
            exact_sum(each.total for each in found[word]),
            Unit.MONEY,
            sum(each.deals for each in found[word]),
        )
        for word in (*labels, "")
        if word in found
    )


def coverage(seen: Slice) -> Figure:
    """Return what is open and due in the period, over what is missing of the target."""
    target = target_of(seen, "K1")
    due = seen.open.sum_of(seen.due)
    yearly = won_by_value(seen.over(trailing_year(seen.as_of)))
    required = quotient(Decimal(100), yearly) if yearly else None
    beside = {"due": due.total, "required": required}
    if target is None or not target.value:
        return no_figure(sentence("There is no target for {period} and these records.", period=seen.span.named), beside)
    missing = target.value - bookings(seen)
    if missing <= 0:
        return no_figure(sentence("The target is reached: nothing is left to cover."), beside)
    tally = cache(lambda: seen.tally(seen.open.within(seen.due)))
    return Figure(
        due.total / missing,
        n=due.deals,
        numerator=due.total,
        denominator=missing,
        parts=Later(lambda: tally().parts),
        exclusions=Later(lambda: (*tally().exclusions, *_overdue(seen))),
        beside={**beside, "missing": missing, "weighted": due.weighted / missing},
    )


def _overdue(seen: Slice) -> Iterator[Exclusion]:
    for each in seen.open.within(seen.expected):
        if is_overdue(seen, each):
            yield Exclusion(each.id, sentence("overdue: give it a new date"))


def probability_of(each: Seen) -> Decimal | None:
    """Return the probability of a deal as a part of 1: a person's word, else its stage's."""
    return None if each.standing.probability is None else each.standing.probability / 100


def is_qualified(cell: Cell) -> bool:
    """Return whether deals are past the stages that no forecast counts."""
    state = cell.states.get(cell.stage)
    return state is not None and state.forecast != "omitted"


def velocity(seen: Slice) -> Figure:
    """Return what the pipeline earns a day: qualified open deals × win rate × deal size ÷ cycle."""
    cells = [each for cell, each in seen.open.sum_of(ALL).cells.items() if is_qualified(cell)]
    qualified = sum((each.share for each in cells), Decimal(0))
    year = seen.over(trailing_year(seen.as_of))
    share, size, cycle = won_by_count(year), deal_size(year), mean_cycle(year)
    beside = {"qualified": qualified, "win_rate": share, "deal_size": size.value, "cycle": cycle}
    if share is None:
        return no_figure(sentence("No deal was closed in the period."), beside)
    if size.value is None:
        return no_figure(size.reason or sentence("No deal was won in the period."), beside)
    if not cycle:
        return no_figure(sentence("The cycle of the deals won in twelve months is 0 days or unknown."), beside)
    worth = qualified * share / 100 * size.value
    return Figure(
        worth / cycle,
        n=sum(each.deals for each in cells),
        numerator=worth,
        denominator=cycle,
        parts=Later(lambda: (Part(each.id) for each in seen.open if is_qualified(each.standing.cell))),
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
