"""K24, K25: how deals pass from stage to stage, and how their closing is put off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from ...schema.field import Labels
from ...schema.machine import OPEN
from ...schema.sentences import sentence
from .days import Seen
from .kpi import Family, Kpi, Side
from .rate import rate
from .slice import Slice
from .spans import DAY
from .stats import median, percent, quotient
from .value import Better, Figure, Line, Part, Unit
from .visits import Visit, visits_of


def stage_conversion(seen: Slice) -> Figure:
    """Return the share of the stays begun in the period and ended that led on, and how long each stage takes."""
    visits = [(each, list(visits_of(each.deal, seen.as_of))) for each in seen.deals]
    left: defaultdict[str, list[Visit]] = defaultdict(list)
    parts: list[Part] = []
    totals: list[Decimal] = []
    days_in: defaultdict[str, list[Decimal]] = defaultdict(list)
    for each, stays in visits:
        ended = [one for one in stays if one.left is not None and one.entered in seen.span]
        for one in ended:
            left[one.stage].append(one)
        if not ended:
            continue
        by_stage: defaultdict[str, int] = defaultdict(int)
        for one in ended:
            by_stage[one.stage] += one.days or 0
        for stage, days in by_stage.items():
            days_in[stage].append(Decimal(days))
        whole = Decimal(sum(by_stage.values()))
        parts.append(Part(each.id, whole))
        if each.standing.outcome != OPEN:
            totals.append(whole)
    everything = [one for stays in left.values() for one in stays]
    labels = _labels(seen.deals)
    ordered = [word for word in labels if word in left]
    return rate(
        sum(one.is_forward for one in everything),
        len(everything),
        sentence("No deal entered and left a stage in the period."),
        parts=tuple(parts),
        beside={"days": median(totals)},
        lines=(
            *(
                Line(
                    word,
                    labels[word],
                    percent(sum(one.is_forward for one in left[word]), len(left[word])),
                    Unit.PERCENT,
                    len(left[word]),
                    "forward",
                )
                for word in ordered
            ),
            *(
                Line(word, labels[word], median(days_in[word]), Unit.DAYS, len(days_in[word]), "days")
                for word in ordered
            ),
        ),
    )


def _labels(deals: Iterable[Seen]) -> dict[str, Labels]:
    """Return the stages of all pipelines in use with their labels, in order."""
    found: dict[str, Labels] = {}
    pipelines = {id(each.deal.states): each.deal.states for each in deals}
    for states in pipelines.values():
        found.update({word: state.label for word, state in states.items() if word not in found})
    return found


def slippage(seen: Slice) -> Figure:
    """Return the share of the deals expected in the period at its beginning whose closing was put off beyond it."""
    before = seen.scope.on(seen.span.start - DAY).open
    expected = {each.id: each for each in before if each.standing.expected_close in seen.span}
    now = {each.id: each for each in seen.scope.on(min(seen.span.last, seen.as_of)).deals}
    moved = [each for each in expected if _is_put_off(now.get(each), seen)]
    moves = {each.id: sum(1 for shift in each.deal.shifts if seen.covers(shift.day)) for each in expected.values()}
    return rate(
        len(moved),
        len(expected),
        sentence("At its beginning no open deal was expected to close in the period."),
        parts=tuple(Part(each, Decimal(moves[each])) for each in expected),
        beside={
            "moved": Decimal(len(moved)),
            "moves": Decimal(sum(moves.values())),
            "moves_per_deal": quotient(sum(moves.values()), len(expected)),
        },
    )


def _is_put_off(each: Seen | None, seen: Slice) -> bool:
    if each is None or each.standing.outcome != OPEN:
        return False
    expected = each.standing.expected_close
    return expected is not None and expected >= seen.span.end


_READS = frozenset({"opportunity"})

KPIS = (
    Kpi(
        code="K24",
        names={"en": "Stage conversion and time in stage", "es": "Conversión y tiempo por etapa"},
        unit=Unit.PERCENT,
        better=Better.UP,
        family=Family.SALES,
        definition={
            "en": "Of the deals that entered a stage in the period and left it, the share that went on to a later one "
            "or was won; by stage, with the median days there. Several visits of a deal to a stage add up.",
            "es": "De las oportunidades que entraron en una etapa en el periodo y salieron de ella, la parte que pasó a "
            "una posterior o se ganó; por etapa, con la mediana de días en ella. Varias visitas a una etapa se suman.",
        },
        source="",
        reads=_READS,
        of=stage_conversion,
        beside=(Side("days", Unit.DAYS, {"en": "Median days in all stages", "es": "Mediana de días en todas"}),),
        part_unit=Unit.DAYS,
    ),
    Kpi(
        code="K25",
        names={"en": "Slippage", "es": "Aplazamientos"},
        unit=Unit.PERCENT,
        better=Better.DOWN,
        family=Family.FORECAST,
        definition={
            "en": "Of the deals open and expected to close in the period at its beginning, the share whose expected "
            "close was moved beyond it. Moves per deal stand beside.",
            "es": "De las oportunidades abiertas y previstas en el periodo a su inicio, la parte cuyo cierre previsto se "
            "llevó más allá. Al lado, los cambios por oportunidad.",
        },
        source="",
        reads=_READS,
        of=slippage,
        beside=(
            Side("moved", Unit.COUNT, {"en": "Put off", "es": "Aplazadas"}),
            Side("moves", Unit.COUNT, {"en": "Moves", "es": "Cambios"}),
            Side("moves_per_deal", Unit.RATIO, {"en": "Moves per deal", "es": "Cambios por oportunidad"}),
        ),
        part_unit=Unit.COUNT,
    ),
)
