"""K7: how many of the leads of a period became customers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ...schema.record import Record
from ...schema.sentences import sentence
from .customers import Customer
from .kpi import Family, Kpi, Side
from .rate import rate
from .slice import Slice
from .stats import median, percent
from .touching import CLOSED_DEALS, DEAL_BEGINNINGS
from .value import Better, Exclusion, Figure, Part, Unit

BEGINNINGS = frozenset({"lead", "qualified", "disqualified"})
MISTAKES = frozenset({"duplicate", "error"})


class Lead(NamedTuple):
    """What became of a lead by the day a slice is seen from."""

    client: Record
    """Its record."""
    began: date
    """When it came in."""
    is_qualified: bool
    """Whether it was found worth a conversation."""
    has_deal: bool
    """Whether there is an opportunity of it."""
    bought: date | None
    """When it became a customer."""
    is_mistake: bool
    """Whether it was entered twice or by mistake."""


def lead_conversion(seen: Slice) -> Figure:
    """Return the share of the leads that came in in the period and are or were customers by the day."""
    everything = list(_leads(seen))
    cohort = [each for each in everything if seen.covers(each.began) and not each.is_mistake]
    converted = [each for each in cohort if each.bought]
    in_period = [each for each in everything if seen.covers(each.bought) and not each.is_mistake]
    waits = [Decimal((each.bought - each.began).days) for each in everything if each.bought]
    usual = median(waits)
    is_young = usual is not None and (seen.as_of - seen.span.last).days < usual
    size = len(cohort)
    return rate(
        len(converted),
        size,
        sentence("No lead came in in the period."),
        parts=tuple(Part(each.client.id, Decimal(each.bought is not None)) for each in cohort),
        exclusions=tuple(
            Exclusion(each.client.id, sentence("entered twice or by mistake"))
            for each in everything
            if each.is_mistake and seen.covers(each.began)
        ),
        beside={
            "leads": Decimal(size),
            "qualified": percent(sum(each.is_qualified for each in cohort), size),
            "opportunity": percent(sum(each.has_deal for each in cohort), size),
            "period_basis": percent(len(in_period), size),
            "median_days": usual,
        },
        notes=(sentence("Not mature: leads usually take longer than there was time."),) if is_young and size else (),
    )


def _leads(seen: Slice) -> Iterator[Lead]:
    """Yield the clients of the scope that came in as leads."""
    ground, as_of = seen.ground, seen.as_of
    customers, first_deal = ground.customers.by_slug, ground.first_deal
    asked: Iterable[Customer] = customers.values()
    if not seen.scope.is_whole:
        asked = (found for each in seen.scope.records("client") if (found := customers.get(each.client or "")))
    for each in asked:
        moves = each.moves
        if moves and (len(moves) > 1 or moves[0][0] > as_of):
            moves = tuple(move for move in moves if move[0] <= as_of)
        first_word = moves[0][1] if moves else each.client.text("lifecycle")
        if first_word not in BEGINNINGS:
            continue
        began = moves[0][0] if moves else ground.day(each.client, "created")
        if began is None or began > as_of:
            continue
        bought = each.bonds[0].start if each.bonds else None
        if bought is not None and not began <= bought <= as_of:
            bought = None
        words = {word for _, word, _ in moves} or {first_word}
        yield Lead(
            each.client,
            began,
            is_qualified=bought is not None or "qualified" in words or "customer" in words,
            has_deal=each.slug in first_deal and first_deal[each.slug] <= as_of,
            bought=bought,
            is_mistake=bool(moves) and moves[-1][1] == "disqualified" and moves[-1][2] in MISTAKES,
        )


KPIS = (
    Kpi(
        code="K7",
        names={"en": "Lead conversion", "es": "Tasa de conversión de prospectos"},
        unit=Unit.PERCENT,
        better=Better.UP,
        family=Family.CLIENTS,
        definition={
            "en": "Of the leads that came in in the period, the share that became customers by the day it is seen "
            "from. Leads entered twice or by mistake do not count, other disqualified ones do. Beside it: the share "
            "qualified, the share with an opportunity, and customers won in the period from any lead ÷ leads of the "
            "period, which can pass 100 %.",
            "es": "De los leads llegados en el periodo, la parte que se convirtió en cliente hasta el día desde el que "
            "se mira. Los duplicados o erróneos no cuentan, los demás descartados sí. Al lado: la parte cualificada, "
            "la parte con oportunidad, y clientes ganados en el periodo de cualquier lead ÷ leads del periodo, que "
            "puede pasar del 100 %.",
        },
        source="https://www.rekener.com/resources/metrics/how-to-calculate-cohort-based-lead-conversion-rate",
        reads=frozenset({DEAL_BEGINNINGS, CLOSED_DEALS, "contract", "transaction", "client"}),
        of=lead_conversion,
        beside=(
            Side("leads", Unit.COUNT, {"en": "Leads", "es": "Leads"}),
            Side("qualified", Unit.PERCENT, {"en": "Qualified", "es": "Cualificados"}),
            Side("opportunity", Unit.PERCENT, {"en": "With an opportunity", "es": "Con oportunidad"}),
            Side("period_basis", Unit.PERCENT, {"en": "By day of purchase", "es": "Por día de compra"}),
            Side("median_days", Unit.DAYS, {"en": "Median days to purchase", "es": "Mediana de días hasta comprar"}),
        ),
        is_headline=True,
    ),
)
