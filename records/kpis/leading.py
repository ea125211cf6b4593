"""K43, K45, K49: how warm leads are, who recommends us, and what campaigns bring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

from ...schema.dataclass import dataclass
from ...schema.folding import fold_word
from ...schema.record import Record
from ...schema.sentences import sentence
from .clients import new_clients
from .kpi import Family, Kpi, Side
from .rate import rate
from .slice import Slice
from .stats import ZERO, mean, percent, quotient
from .texts import read_money, read_number
from .touching import CLOSED_DEALS
from .value import Better, Figure, Part, Unit, no_figure

POINTS: Mapping[str, int] = {"whitepaper": 10, "demo_request": 40}
"""Tag of a digital interaction → points, where ``cartera.yaml`` says nothing under ``lead_score: {points: …}``."""
CONTENTS, CONTENTS_DAYS, CONTENTS_POINTS = 3, 14, Decimal(15)
"""So many contents within so many days bring so many points more."""
WINDOW = timedelta(days=90)
QUIET, DECAY = timedelta(days=30), Decimal(20)
"""After so long without an event so many points are lost."""
HOT = Decimal(60)


@dataclass(frozen=True, slots=True)
class LeadScore:
    """How warm a lead is."""

    client: Record
    """The lead."""
    earned: Decimal
    """The points of what it did."""
    lost: Decimal
    """What its silence took off."""

    @property
    def score(self) -> Decimal:
        """What is left, never below 0."""
        return max(self.earned - self.lost, ZERO)


def lead_scores(seen: Slice) -> Figure:
    """Return the mean score of the leads, and how many are hot."""
    day = min(seen.as_of, seen.span.last)
    scores = [
        score_of(seen, each, day) for each in seen.records("client") if each.text("lifecycle") in {"lead", "qualified"}
    ]
    if not scores:
        return no_figure(sentence("There is no lead."))
    return Figure(
        mean([each.score for each in scores]),
        n=len(scores),
        parts=tuple(Part(each.client.id, each.score) for each in sorted(scores, key=lambda one: -one.score)),
        beside={
            "hot": Decimal(sum(each.score >= HOT for each in scores)),
            "before_decay": mean([each.earned for each in scores]),
        },
    )


def score_of(seen: Slice, client: Record, day: date) -> LeadScore:
    """Return the score of a lead on a day: the points of what it did within the window, less what silence took off."""
    events = sorted(_events(seen, client, day))
    points = _points(seen)
    earned = sum((points.get(tag, ZERO) for _, tag in events), ZERO)
    days = [at for at, tag in events if tag != "demo_request"]
    if any((later - first).days <= CONTENTS_DAYS for first, later in zip(days, days[CONTENTS - 1 :], strict=False)):
        earned += CONTENTS_POINTS
    is_quiet = bool(events) and day - events[-1][0] >= QUIET
    return LeadScore(client, earned, DECAY if is_quiet else ZERO)


def _events(seen: Slice, client: Record, day: date) -> Iterator[tuple[date, str]]:
    for each in seen.snapshot.of_client(client.client or ""):
        if each.type == "interaction" and each.text("kind") == "digital":
            at, content = seen.ground.day(each, "at"), each.tree.get("content")
            tag = content.get("tag") if isinstance(content, dict) else None
            if at is not None and day - WINDOW <= at <= day:
                yield at, tag if isinstance(tag, str) else ""


def _points(seen: Slice) -> Mapping[str, Decimal]:
    settings = (seen.config.settings or {}).get("lead_score")
    written = settings.get("points") if isinstance(settings, dict) else None
    if not isinstance(written, dict):
        return {tag: Decimal(points) for tag, points in POINTS.items()}
    return {tag: points for tag, text in written.items() if (points := read_number(text)) is not None}


def referrals(seen: Slice) -> Figure:
    """Return the share of the new clients that came by a recommendation."""
    new = [each.id for each in new_clients(seen).parts]
    found = [each for record_id in new if (each := seen.snapshot.records.get(record_id))]
    referred = [each for each in found if each.text("source") == "referral" or each.text("referred_by")]
    created = [each for each in seen.records("client", "created") if each.text("referred_by")]
    return rate(
        len(referred),
        len(found),
        sentence("There is no new client in the period."),
        parts=tuple(Part(each.id) for each in referred),
        beside={"given": Decimal(len(created))},
    )


METRICS: Mapping[str, str] = {
    "impressions": "impressions", "impresiones": "impressions", "clicks": "clicks", "clics": "clicks",
    "conversions": "conversions", "conversiones": "conversions", "leads": "leads", "revenue": "revenue",
    "ingresos": "revenue",
}  # fmt: skip
"""What a result of a campaign is called → what it counts."""


def campaigns(seen: Slice) -> Figure:
    """Return the revenue of the campaigns of the period over their cost, with what a click and a customer cost."""
    found = [each for each in seen.scope.records("project") if each.text("kind") == "campaign" and _runs(seen, each)]
    sums: dict[str, Decimal] = {}
    for each in found:
        for name, value in (*_results(seen, each), *_cost(seen, each)):
            sums[name] = sums.get(name, ZERO) + value
    cost, revenue = sums.get("cost", ZERO), sums.get("revenue", ZERO)
    beside = {
        "ctr": percent(sums.get("clicks", ZERO), sums.get("impressions", ZERO)),
        "cvr": percent(sums.get("conversions", ZERO), sums.get("clicks", ZERO)),
        "cpc": quotient(cost, sums.get("clicks", ZERO)),
        "cpa": quotient(cost, sums.get("conversions", ZERO)),
        "cpl": quotient(cost, sums.get("leads", ZERO)),
        "cost": cost,
        "revenue": revenue,
    }
    if not cost:
        reason = (
            sentence("No campaign of the period says what it cost.")
            if found
            else sentence("No campaign ran in the period.")
        )
        return no_figure(reason, beside)
    return Figure(
        revenue / cost,
        n=len(found),
        numerator=revenue,
        denominator=cost,
        parts=tuple(Part(each.id) for each in found),
        beside=beside,
    )


def _runs(seen: Slice, project: Record) -> bool:
    start, end = seen.ground.day(project, "start"), seen.ground.day(project, "end")
    return start is not None and start < seen.end and (end is None or end >= seen.span.start)


def _results(seen: Slice, project: Record) -> Iterator[tuple[str, Decimal]]:
    results = project.tree.get("results")
    for each in results if isinstance(results, list) else ():
        if isinstance(each, dict) and (name := METRICS.get(fold_word(str(each.get("metric"))))):
            money = read_money(each.get("actual"))
            value = seen.in_currency(money, seen.as_of) if money else read_number(each.get("actual"))
            if value is not None:
                yield name, value


def _cost(seen: Slice, project: Record) -> Iterator[tuple[str, Decimal]]:
    cost = read_money(project.tree.get("cost"))
    if cost is not None:
        yield "cost", seen.in_currency(cost, seen.as_of)


KPIS = (
    Kpi(
        code="K43",
        names={"en": "Lead score", "es": "Puntuación del lead"},
        unit=Unit.SCORE,
        better=Better.UP,
        family=Family.CLIENTS,
        definition={
            "en": "Points of what a lead did within 90 days (a white paper 10, a demo asked for 40, three contents within 14 days 15 "
            "more; cartera.yaml may say others under lead_score: points), less 20 after 30 days without anything. Hot from 60. "
            "Of several leads it is the mean.",
            "es": "Puntos de lo que hizo un lead en 90 días (un informe 10, pedir una demo 40, tres contenidos en 14 días 15 más; "
            "cartera.yaml puede decir otros en lead_score: points), menos 20 tras 30 días sin nada. Caliente desde 60. De varios "
            "leads es la media.",
        },
        source="",
        reads=frozenset({"interaction", "client"}),
        of=lead_scores,
        beside=(
            Side("hot", Unit.COUNT, {"en": "Hot", "es": "Calientes"}),
            Side("before_decay", Unit.SCORE, {"en": "Before decay", "es": "Antes de decaer"}),
        ),
        part_unit=Unit.SCORE,
    ),
    Kpi(
        code="K45",
        names={"en": "Referrals", "es": "Referencias"},
        unit=Unit.PERCENT,
        better=Better.UP,
        family=Family.CLIENTS,
        definition={
            "en": "New clients that came by a recommendation (source referral, or referred_by) ÷ new clients; clients recommended to "
            "us in the period stand beside.",
            "es": "Nuevos clientes llegados por recomendación (origen referral, o referred_by) ÷ nuevos clientes; al lado, los "
            "clientes que nos recomendaron en el periodo.",
        },
        source="",
        reads=frozenset({CLOSED_DEALS, "client", "contract", "transaction"}),
        of=referrals,
        beside=(Side("given", Unit.COUNT, {"en": "Recommended to us", "es": "Recomendados"}),),
    ),
    Kpi(
        code="K49",
        names={"en": "Campaign return (ROAS)", "es": "Retorno de campañas (ROAS)"},
        unit=Unit.RATIO,
        better=Better.UP,
        family=Family.DELIVERY,
        definition={
            "en": "Revenue ÷ cost of the campaigns that ran in the period, from their results. Beside it: clicks ÷ impressions, "
            "conversions ÷ clicks, and what a click, a conversion and a lead cost.",
            "es": "Ingresos ÷ coste de las campañas que estuvieron activas en el periodo, según sus resultados. Al lado: clics ÷ "
            "impresiones, conversiones ÷ clics, y lo que cuesta un clic, una conversión y un lead.",
        },
        source="",
        reads=frozenset({"project", "client"}),
        of=campaigns,
        beside=(
            Side("ctr", Unit.PERCENT, {"en": "Click rate (CTR)", "es": "Tasa de clics (CTR)"}),
            Side("cvr", Unit.PERCENT, {"en": "Conversion", "es": "Conversión"}),
            Side("cpc", Unit.MONEY, {"en": "A click (CPC)", "es": "Por clic (CPC)"}),
            Side("cpa", Unit.MONEY, {"en": "A conversion (CPA)", "es": "Por conversión (CPA)"}),
            Side("cpl", Unit.MONEY, {"en": "A lead (CPL)", "es": "Por lead (CPL)"}),
            Side("cost", Unit.MONEY, {"en": "Cost", "es": "Coste"}),
            Side("revenue", Unit.MONEY, {"en": "Revenue", "es": "Ingresos"}),
        ),
        fraction=(Unit.MONEY, Unit.MONEY),
    ),
)
