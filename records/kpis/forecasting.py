"""K18, K19, K20: what the period will come to, by stage, by own history, and by what people commit to."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cache

from ...schema.sentences import Sentence, plural
from .days import Seen
from .history import OwnShares
from .kpi import Family, Kpi, Side
from .open_deals import ALL, Window
from .pipeline import probability_of
from .revenue import bookings
from .slice import Slice
from .stats import percent
from .targets import target_of
from .value import Better, Figure, Later, Line, Unit

CATEGORIES = ("commit", "best_case", "pipeline")
"""The forecast categories that count, the surest first."""
CLOSED = {"en": "Closed", "es": "Cerrado"}


def expected_in(seen: Slice) -> list[Seen]:
    """Return the open deals expected to close in the period, those among them whose day is over too."""
    return list(seen.open.within(seen.expected))


def weighted_forecast(seen: Slice) -> Figure:
    """Return what is closed and what is open in the period times its probability."""
    closed = bookings(seen)
    open_ones = seen.open.sum_of(seen.expected)
    late = seen.open.sum_of(Window(seen.span.start, max(min(seen.span.end, seen.as_of), seen.span.start)))
    target = target_of(seen, "K1")
    value = closed + open_ones.weighted
    tally = cache(lambda: seen.tally(expected_in(seen), probability_of))
    return Figure(
        value,
        n=len(seen.won) + open_ones.weighed,
        parts=Later(lambda: (*seen.won_tally.parts, *tally().parts)),
        exclusions=Later(lambda: tally().exclusions),
        beside={
            "closed": closed,
            "open": open_ones.weighted,
            "all_open": seen.open.sum_of(ALL).weighted,
            **against(target.value if target else None, value),
            "overdue": late.weighted,
        },
    )


def against(target: Decimal | None, value: Decimal) -> dict[str, Decimal | None]:
    """Return a target with the share of it that is reached and what is missing."""
    if not target:
        return {}
    return {"target": target, "of_target": percent(value, target), "gap": target - value}


def historical_forecast(seen: Slice) -> Figure:
    """Return what is closed and what is open in the period times the share of such deals that we have won."""
    shares = OwnShares.of(seen)
    closed = bookings(seen)
    open_ones = seen.tally(expected_in(seen), shares.probability_of)
    target = target_of(seen, "K1")
    value = closed + open_ones.total
    return Figure(
        value,
        n=len(seen.won) + open_ones.count,
        parts=Later(lambda: (*seen.won_tally.parts, *open_ones.parts)),
        exclusions=open_ones.exclusions,
        beside={"closed": closed, "open": open_ones.total, **against(target.value if target else None, value)},
        lines=tuple(_stage_lines(shares, expected_in(seen))),
        notes=_fallback_note(shares, expected_in(seen)),
    )


def _stage_lines(shares: OwnShares, deals: Iterable[Seen]) -> Iterable[Line]:
    """Yield the probability that is used for each stage."""
    told = set()
    for each in deals:
        state = each.deal.states.get(each.standing.stage)
        share = shares.share_of(each)
        if state and share and state.word not in told:
            told.add(state.word)
            yield Line(state.word, state.label, share.probability * 100, Unit.PERCENT, share.closed)


def _fallback_note(shares: OwnShares, deals: Iterable[Seen]) -> tuple[Sentence, ...]:
    used = [share for each in deals if (share := shares.share_of(each))]
    few = sum(1 for share in used if not share.is_own)
    if not few:
        return ()
    return (
        plural(
            "{n} deal is weighed by its stage: too few went before.",
            "{n} deals are weighed by their stage: too few went before.",
            few,
        ),
    )


def category_forecast(seen: Slice) -> Figure:
    """Return what is closed and committed; then with the best case, then with all of the pipeline."""
    closed = bookings(seen)
    open_ones = seen.open.sum_of(seen.expected)
    running = closed
    beside: dict[str, Decimal | None] = {"closed": closed}
    for word in CATEGORIES:
        running += open_ones.in_category(word).total
        beside[word] = running
    target = target_of(seen, "K1")
    committed = beside["commit"] or Decimal(0)
    tally = cache(lambda: seen.tally(each for each in expected_in(seen) if each.standing.category in CATEGORIES))
    sure = cache(lambda: seen.tally(each for each in expected_in(seen) if each.standing.category == "commit"))
    return Figure(
        committed,
        n=len(seen.won) + open_ones.in_category("commit").deals,
        parts=Later(lambda: (*seen.won_tally.parts, *sure().parts)),
        exclusions=Later(lambda: tally().exclusions),
        beside={**beside, **against(target.value if target else None, committed)},
    )


_READS = frozenset({"opportunity", "contract", "transaction", "target", "user"})
_TARGET = (
    Side("target", Unit.MONEY, {"en": "Target", "es": "Objetivo"}),
    Side("of_target", Unit.PERCENT, {"en": "Of the target", "es": "Del objetivo"}),
    Side("gap", Unit.MONEY, {"en": "Gap", "es": "Falta"}),
)

KPIS = (
    Kpi(
        code="K18",
        names={"en": "Weighted forecast", "es": "Previsión ponderada"},
        unit=Unit.MONEY,
        better=Better.UP,
        family=Family.FORECAST,
        definition={
            "en": "Closed in the period + amount × probability of the open deals expected to close in it. The "
            "probability is a person's word, else the stage's. A deal whose day is over still counts here and is "
            "told apart as overdue.",
            "es": "Cerrado en el periodo + importe × probabilidad de las abiertas con cierre previsto en él. La "
            "probabilidad es la que diga una persona o, si no, la de la etapa. Una cuya fecha ya pasó cuenta aquí y se "
            "indica como vencida.",
        },
        source="https://developer.salesforce.com/docs/atlas.en-us.264.0.object_reference.meta/object_reference/"
        "sforce_api_objects_opportunityhistory.htm",
        reads=_READS,
        of=weighted_forecast,
        beside=(
            Side("closed", Unit.MONEY, CLOSED),
            Side("open", Unit.MONEY, {"en": "Open in the period, weighted", "es": "Abierto en el periodo, ponderado"}),
            Side("all_open", Unit.MONEY, {"en": "All open, weighted", "es": "Todo lo abierto, ponderado"}),
            Side("overdue", Unit.MONEY, {"en": "Of it overdue", "es": "De ello, vencido"}),
            *_TARGET,
        ),
        part_unit=Unit.MONEY,
        looks_ahead=True,
        is_headline=True,
    ),
    Kpi(
        code="K19",
        names={"en": "Forecast from own history", "es": "Previsión histórica"},
        unit=Unit.MONEY,
        better=Better.UP,
        family=Family.FORECAST,
        definition={
            "en": "As the weighted forecast, with own shares in place of the stage's probability: of the deals that "
            "entered the stage in the last twelve months and are closed, the share won. With fewer than 10 of them "
            "the stage's own value stays; of one kind of deal alone where that kind has 10; a later stage is never "
            "below an earlier one.",
            "es": "Como la previsión ponderada, con los porcentajes propios en lugar de la probabilidad de la etapa: de "
            "las oportunidades que entraron en la etapa en los últimos doce meses y están cerradas, la parte ganada. "
            "Con menos de 10 se queda el valor de la etapa; solo de un tipo si ese tipo tiene 10; una etapa posterior "
            "nunca queda por debajo de una anterior.",
        },
        source="https://github.com/cognis-digital/dealflow/discussions/4",
        reads=_READS,
        of=historical_forecast,
        beside=(
            Side("closed", Unit.MONEY, CLOSED),
            Side("open", Unit.MONEY, {"en": "Open in the period, weighted", "es": "Abierto en el periodo, ponderado"}),
            *_TARGET,
        ),
        part_unit=Unit.MONEY,
        looks_ahead=True,
    ),
    Kpi(
        code="K20",
        names={"en": "Forecast by category", "es": "Previsión por categoría"},
        unit=Unit.MONEY,
        better=Better.UP,
        family=Family.FORECAST,
        definition={
            "en": "Closed in the period + the open deals expected to close in it that are committed; beside it, added "
            "up: with the best case, with all of the pipeline. Omitted deals count in none.",
            "es": "Cerrado en el periodo + las abiertas con cierre previsto en él que están comprometidas; al lado, "
            "sumando: con el mejor caso, con todo el embudo. Las omitidas no cuentan en ninguna.",
        },
        source="",
        reads=_READS,
        of=category_forecast,
        beside=(
            Side("closed", Unit.MONEY, CLOSED),
            Side("commit", Unit.MONEY, {"en": "+ committed", "es": "+ comprometido"}),
            Side("best_case", Unit.MONEY, {"en": "+ best case", "es": "+ mejor caso"}),
            Side("pipeline", Unit.MONEY, {"en": "+ pipeline", "es": "+ embudo"}),
            *_TARGET,
        ),
        part_unit=Unit.MONEY,
        looks_ahead=True,
        is_headline=True,
    ),
)
