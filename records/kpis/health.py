"""K36: the health of an account, every point explained: measures with their weights, what is missing, caps, an override."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ...schema.dataclass import dataclass
from ...schema.field import Labels
from ...schema.record import Record
from ...schema.sentences import Sentence, sentence
from .health_measures import MEASURES, Held, Reading
from .kpi import Family, Kpi, Side
from .slice import Slice
from .stats import HUNDRED, ZERO, mean, rounded, total
from .texts import read_number
from .touching import DEALS
from .value import Better, Exclusion, Figure, Line, Part, Unit, no_figure

DEFAULT_WEIGHTS: Mapping[str, int] = {
    "engagement": 20,
    "satisfaction": 25,
    "kpis": 20,
    "growth": 15,
    "service": 10,
    "payment": 10,
}
"""Measure → weight, where ``cartera.yaml`` says nothing under ``health: {weights: …}``."""
LEAST_COVERAGE = Decimal(60)
"""Percent of the weights that must have data: below it the score has no colour."""
CAP = Decimal(49)
"""What a score cannot pass while a severity-1 case is open or a detractor was not called back."""


class Band(StrEnum):
    """The colour of a score."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"


BAND_LABELS: Mapping[Band, Labels] = {
    Band.GREEN: {"en": "Healthy", "es": "Sana"},
    Band.AMBER: {"en": "Watch", "es": "Vigilar"},
    Band.RED: {"en": "At risk", "es": "En riesgo"},
    Band.GREY: {"en": "Too little known", "es": "Faltan datos"},
}
"""What people call the colours."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of an account."""

    name: str
    """``engagement``."""
    label: Labels
    """What people call it."""
    weight: Decimal
    """How much it counts."""
    reading: Reading
    """Its score and why; without a score it does not count."""


@dataclass(frozen=True, slots=True)
class Health:
    """How an account is."""

    client: Record
    """The account."""
    score: Decimal | None
    """0 to 100, unrounded; None where nothing is known."""
    coverage: Decimal
    """How many percent of the weights have data."""
    measures: tuple[Measure, ...]
    """What it is made of."""
    caps: tuple[Sentence, ...]
    """Why it cannot be more than it is."""
    override: Sentence | None
    """Who set it by hand, why and until when; None where nobody did."""

    @property
    def shown(self) -> int | None:
        """The score as people read it, a whole number."""
        return None if self.score is None else int(rounded(self.score, 0))

    @property
    def band(self) -> Band:
        """Its colour."""
        if self.shown is None or (self.coverage < LEAST_COVERAGE and self.override is None):
            return Band.GREY
        if self.shown >= 75:
            return Band.GREEN
        return Band.AMBER if self.shown >= 50 else Band.RED


def health_of(seen: Slice, client: Record) -> Health:
    """Return the health of an account on the day of a slice."""
    held = Held(seen, client)
    weights = _weights(seen)
    measures = tuple(
        Measure(name, each.label, weights[name], each.read(held))
        for name, each in MEASURES.items()
        if weights[name] > 0
    )
    known = [each for each in measures if each.reading.score is not None]
    whole, weight = total(each.weight for each in measures), total(each.weight for each in known)
    score = total(each.weight * (each.reading.score or ZERO) for each in known) / weight if weight else None
    caps = tuple(held.caps())
    if caps and score is not None:
        score = min(score, CAP)
    coverage = HUNDRED * weight / whole if whole else ZERO
    chosen, words = _override(seen, client)
    return Health(client, score if chosen is None else chosen, coverage, measures, caps, words)


def _weights(seen: Slice) -> Mapping[str, Decimal]:
    """Return how much each measure counts; what ``cartera.yaml`` names replaces all of the usual weights."""
    settings = (seen.config.settings or {}).get("health")
    written = settings.get("weights") if isinstance(settings, dict) else None
    if not isinstance(written, dict):
        return {name: Decimal(weight) for name, weight in DEFAULT_WEIGHTS.items()}
    return {name: max(read_number(written.get(name)) or ZERO, ZERO) for name in DEFAULT_WEIGHTS}


def _override(seen: Slice, client: Record) -> tuple[Decimal | None, Sentence | None]:
    """Return the score somebody set by hand and the words for it, as long as it holds."""
    written = client.tree.get("health_override")
    if not isinstance(written, dict):
        return None, None
    score, until = read_number(written.get("score")), seen.ground.reader.day(written.get("until"))
    if score is None or until is None or until < seen.as_of:
        return None, None
    words = sentence(
        "Set to {score} by {by} until {until}: {reason}",
        score=written.get("score"),
        by=written.get("by") or "?",
        until=until,
        reason=written.get("reason") or "?",
    )
    return min(max(score, ZERO), HUNDRED), words


def account_health(seen: Slice) -> Figure:
    """Return the mean health of the customers in scope; of a single one, its own with every measure."""
    day = min(seen.as_of, seen.span.last)
    found = [health_of(_on(seen, day), each) for each in _customers(seen, day)]
    scored = [each for each in found if each.score is not None and each.band is not Band.GREY]
    bands = {band: sum(each.band is band for each in found) for band in Band}
    beside: dict[str, Decimal | None] = {band.value: Decimal(count) for band, count in bands.items()}
    beside["coverage"] = mean([each.coverage for each in found])
    lines = tuple(_lines(found[0])) if len(found) == 1 else ()
    if len(found) == 1 and found[0].score is not None:
        scored = found
    grey = tuple(
        Exclusion(each.client.id, sentence("too little is known of it")) for each in found if each not in scored
    )
    if not scored:
        reason = sentence("Too little is known of the customers.") if found else sentence("There is no customer.")
        return no_figure(reason, beside, exclusions=grey, lines=lines)
    ordered = sorted(scored, key=lambda each: (each.score or ZERO, each.client.id))
    single = found[0] if len(found) == 1 else None
    notes = (*single.caps, *((single.override,) if single.override else ())) if single else ()
    return Figure(
        mean([each.score or ZERO for each in scored]),
        n=len(scored),
        parts=tuple(Part(each.client.id, each.score) for each in ordered),
        exclusions=grey,
        beside=beside,
        lines=lines,
        notes=notes,
    )


def _on(seen: Slice, day: date) -> Slice:
    return seen.over(seen.span, day)


def _customers(seen: Slice, day: date) -> Sequence[Record]:
    customers = seen.ground.customers.on(day)
    clients = seen.scope.records("client")
    return [each for each in clients if each.client in customers]


def _lines(health: Health) -> Sequence[Line]:
    return [
        Line(each.name, each.label, each.reading.score, Unit.SCORE, each.reading.n, "measure", each.reading.why)
        for each in health.measures
    ]


KPIS = (
    Kpi(
        code="K36",
        names={"en": "Account health", "es": "Salud de la cuenta"},
        unit=Unit.SCORE,
        better=Better.UP,
        family=Family.CLIENTS,
        definition={
            "en": "Σ weight × score ÷ Σ weight of the measures with data, 0 to 100: engagement 20, satisfaction 25, agreed KPIs 20, "
            "growth 15, service 10, payment 10 (cartera.yaml may say others under health: weights). A missing measure does "
            "not count; below 60 % of the weights there is no colour. From 75 green, from 50 amber, below red. An open case of "
            "severity 1, or a detractor nobody has called back, caps it at 49. A score set by hand holds until its day. Of "
            "several customers it is the mean of those of whom enough is known.",
            "es": "Σ peso × puntuación ÷ Σ peso de las medidas con datos, de 0 a 100: relación 20, satisfacción 25, KPI acordados "
            "20, crecimiento 15, servicio 10, pago 10 (cartera.yaml puede decir otros en health: weights). Una medida que "
            "falta no cuenta; por debajo del 60 % de los pesos no hay color. Desde 75 verde, desde 50 ámbar, por debajo rojo. "
            "Un caso abierto de gravedad 1, o un detractor sin respuesta, la limita a 49. Una puntuación puesta a mano vale "
            "hasta su fecha. De varios clientes es la media de los que se conocen lo bastante.",
        },
        source="https://support.gainsight.com/Gainsight_NXT/05Scorecards/02Admin_Guides/"
        "Calculation_of_Group_Scores_and_Overall_Scores",
        reads=frozenset({DEALS, "interaction", "feedback", "kpi", "case", "transaction", "contract", "client"}),
        of=account_health,
        beside=(
            *(Side(band.value, Unit.COUNT, label) for band, label in BAND_LABELS.items()),
            Side("coverage", Unit.PERCENT, {"en": "Coverage", "es": "Cobertura"}),
        ),
        part_unit=Unit.SCORE,
    ),
)
