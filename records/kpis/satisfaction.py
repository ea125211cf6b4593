"""K8, K9, K44: how satisfied clients say they are, whether they would recommend us, and how many answer."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from ...schema.dataclass import dataclass
from ...schema.record import Record
from ...schema.sentences import sentence
from .kpi import Family, Kpi, Side
from .rate import rate
from .slice import Slice
from .spans import DAY, trailing_year
from .stats import HUNDRED, mean, percent
from .texts import read_number
from .touching import CLOSED_DEALS
from .value import Better, Exclusion, Figure, Part, Unit, no_figure

SURVEYS = frozenset({"nps", "csat", "ces", "pulse"})
"""Kinds of feedback that somebody was asked for."""
USUAL_SCALE = {"nps": "0-10"}
_SCALE = re.compile(r"([0-9]{1,2})-([0-9]{1,3})").fullmatch
_MARGIN = Decimal("1.96")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a survey."""

    record: Record
    """The record."""
    day: date
    """The day it was given."""
    score: Decimal
    """As given."""
    low: Decimal
    """The lowest score of its scale."""
    high: Decimal
    """The highest score of its scale."""

    @property
    def is_satisfied(self) -> bool:
        """Whether it is one of the two best of its scale."""
        return self.score > self.high - 2


def csat(seen: Slice) -> Figure:
    """Return the share of the answers that are one of the two best."""
    answers, rejected = answers_of(seen, "csat", seen.span.start, seen.end)
    latest = _latest(answers, by_object=True)
    sent, answered = _invited(seen, frozenset({"csat"}))
    scales = {(each.low, each.high) for each in latest}
    return rate(
        sum(each.is_satisfied for each in latest),
        len(latest),
        sentence("Nobody answered in the period."),
        parts=tuple(Part(each.record.id, each.score) for each in latest),
        exclusions=rejected,
        beside={
            "mean": mean([each.score for each in latest]) if len(scales) == 1 else None,
            "response": percent(answered, sent),
            "invited": Decimal(sent),
        },
    )


def nps(seen: Slice) -> Figure:
    """Return promoters less detractors in percent, of the latest answer of each contact within twelve months."""
    year = trailing_year(seen.end - DAY)
    answers, rejected = answers_of(seen, "nps", year.start, year.end)
    latest = _latest(answers, by_object=False)
    sent, answered = _invited(seen, frozenset({"nps"}))
    size = len(latest)
    if not size:
        return no_figure(sentence("Nobody answered within twelve months."), exclusions=rejected)
    promoters = sum(each.score >= 9 for each in latest)
    detractors = sum(each.score <= 6 for each in latest)
    up, down = Decimal(promoters) / size, Decimal(detractors) / size
    by_client: defaultdict[str | None, list[Decimal]] = defaultdict(list)
    for each in latest:
        by_client[each.record.client].append(Decimal((each.score >= 9) - (each.score <= 6)))
    accounts = mean([value for each in by_client.values() if (value := mean(each)) is not None])
    margin = HUNDRED * _MARGIN * ((up + down - (up - down) ** 2) / size).sqrt()
    value = HUNDRED * (up - down)
    return Figure(
        value,
        n=size,
        numerator=Decimal(promoters - detractors),
        denominator=Decimal(size),
        parts=tuple(Part(each.record.id, each.score) for each in latest),
        exclusions=rejected,
        beside={
            "promoters": Decimal(promoters),
            "passives": Decimal(size - promoters - detractors),
            "detractors": Decimal(detractors),
            "margin": margin,
            "by_account": None if accounts is None else HUNDRED * accounts,
            "response": percent(answered, sent),
        },
        interval=(max(-HUNDRED, value - margin), min(HUNDRED, value + margin)),
    )


def response(seen: Slice) -> Figure:
    """Return the share of the invitations of the period that were answered."""
    sent, answered = _invited(seen, SURVEYS)
    year = trailing_year(seen.end - DAY)
    asked = _surveys(seen, SURVEYS)
    heard = {each.client for each in asked if (day := seen.ground.day(each, "answered_at")) is not None and day in year}
    today = seen.ground.customers.on(seen.end - DAY)
    customers = [each.client for each in seen.scope.records("client") if each.client in today]
    return rate(
        answered,
        sent,
        sentence("Nobody was asked in the period."),
        parts=tuple(
            Part(each.id, Decimal(_answered_by(seen, each)))
            for each in asked
            if seen.covers(seen.ground.day(each, "sent_at"))
        ),
        beside={
            "answered": Decimal(answered),
            "invited": Decimal(sent),
            "coverage": percent(sum(each in heard for each in customers), len(customers)),
        },
    )


def answers_of(seen: Slice, kind: str, start: date, end: date) -> tuple[list[Answer], tuple[Exclusion, ...]]:
    """Return the answers of a kind given from ``start`` to the day before ``end``, and those that fit no scale."""
    answers: list[Answer] = []
    rejected: list[Exclusion] = []
    for each in seen.scope.records("feedback"):
        if each.text("kind") != kind:
            continue
        day = seen.ground.day(each, "answered_at")
        if day is None or not start <= day < end or day > seen.as_of:
            continue
        answer = answer_of(each, day)
        if answer is not None:
            answers.append(answer)
        elif read_number(each.tree.get("score")) is None:
            rejected.append(Exclusion(each.id, sentence("answered without a score")))
        else:
            rejected.append(Exclusion(each.id, sentence("its score lies outside its scale")))
    return answers, tuple(rejected)


def answer_of(record: Record, day: date) -> Answer | None:
    """Return the answer of a record given on a day; None without a score, or with one outside its scale."""
    score = read_number(record.tree.get("score"))
    bounds = _SCALE(record.text("scale") or USUAL_SCALE.get(record.text("kind"), "1-5"))
    if score is None or bounds is None:
        return None
    low, high = Decimal(bounds[1]), Decimal(bounds[2])
    return Answer(record, day, score, low, high) if low <= score <= high and low < high else None


def _latest(answers: Iterable[Answer], *, by_object: bool) -> list[Answer]:
    """Return the last answer of each contact, ``by_object`` on each thing asked about; nameless ones all count."""
    found: dict[tuple[str, ...], Answer] = {}
    for each in sorted(answers, key=lambda one: (one.record.text("answered_at"), one.record.id)):
        contact = each.record.text("contact")
        key = (each.record.client or "", contact, *(_object_of(each.record) if by_object else ()))
        found[key if contact else (each.record.id,)] = each
    return list(found.values())


def _object_of(record: Record) -> tuple[str, ...]:
    """Return what was asked about: a record where one is named, else the survey and its wave."""
    about = record.text("about_ref")
    return (about,) if about else (record.text("about"), record.text("survey"), record.text("wave"))


def _surveys(seen: Slice, kinds: frozenset[str]) -> list[Record]:
    return [each for each in seen.scope.records("feedback") if each.text("kind") in kinds and each.text("sent_at")]


def _invited(seen: Slice, kinds: frozenset[str]) -> tuple[int, int]:
    """Return how many were asked in the period, and how many of them have answered by the day."""
    sent = [each for each in _surveys(seen, kinds) if seen.covers(seen.ground.day(each, "sent_at"))]
    return len(sent), sum(_answered_by(seen, each) for each in sent)


def _answered_by(seen: Slice, record: Record) -> bool:
    day = seen.ground.day(record, "answered_at")
    return day is not None and day <= seen.as_of


_READS = frozenset({"feedback", "client"})

KPIS = (
    Kpi(
        code="K8",
        names={"en": "Customer satisfaction (CSAT)", "es": "Satisfacción del cliente (CSAT)"},
        unit=Unit.PERCENT,
        better=Better.UP,
        family=Family.SATISFACTION,
        definition={
            "en": "Answers that are one of the two best of their scale (4 and 5 of 5, 6 and 7 of 7) ÷ answers, by the "
            "day they were given. Of several answers of a contact on the same thing the last one counts; unanswered "
            "invitations do not. The mean and the response rate stand beside.",
            "es": "Respuestas que son una de las dos mejores de su escala (4 y 5 de 5, 6 y 7 de 7) ÷ respuestas, por el "
            "día en que se dieron. De varias respuestas de un contacto sobre lo mismo cuenta la última; las "
            "invitaciones sin responder no cuentan. Al lado, la media y la tasa de respuesta.",
        },
        source="https://support.assembled.com/hc/en-us/articles/25785923095693-Assembled-Metrics-Understanding-CSAT",
        reads=_READS,
        of=csat,
        beside=(
            Side("mean", Unit.POINTS, {"en": "Mean score", "es": "Puntuación media"}),
            Side("response", Unit.PERCENT, {"en": "Response", "es": "Respuesta"}),
            Side("invited", Unit.COUNT, {"en": "Invited", "es": "Invitados"}),
        ),
        part_unit=Unit.POINTS,
        is_headline=True,
    ),
    Kpi(
        code="K9",
        names={"en": "Net promoter score (NPS)", "es": "Índice de recomendación (NPS)"},
        unit=Unit.SCORE,
        better=Better.UP,
        family=Family.SATISFACTION,
        definition={
            "en": "Percent of answers of 9 and 10 less percent of answers of 0 to 6, of the latest answer of each contact "
            "within the twelve months that end with the period; a scope like wave:2026-07 takes one survey. 7 and 8 "
            "stay in the denominator. The margin says how small a change means nothing; by account, each client "
            "counts once.",
            "es": "Porcentaje de respuestas de 9 y 10 menos porcentaje de 0 a 6, de la última respuesta de cada contacto "
            "en los doce meses que acaban con el periodo; un ámbito como wave:2026-07 toma una sola encuesta. 7 y 8 "
            "siguen en el denominador. El margen dice qué cambios no significan nada; por cuenta, cada cliente cuenta "
            "una vez.",
        },
        source="https://nps.bain.com/about/measuring-your-net-promoter-score/",
        reads=_READS,
        of=nps,
        beside=(
            Side("promoters", Unit.COUNT, {"en": "Promoters", "es": "Promotores"}),
            Side("passives", Unit.COUNT, {"en": "Passives", "es": "Pasivos"}),
            Side("detractors", Unit.COUNT, {"en": "Detractors", "es": "Detractores"}),
            Side("margin", Unit.POINTS, {"en": "Margin ±", "es": "Margen ±"}),
            Side("by_account", Unit.POINTS, {"en": "By account", "es": "Por cuenta"}),
            Side("response", Unit.PERCENT, {"en": "Response in the period", "es": "Respuesta en el periodo"}),
        ),
        part_unit=Unit.POINTS,
        is_headline=True,
    ),
    Kpi(
        code="K44",
        names={"en": "Survey response", "es": "Respuesta a encuestas"},
        unit=Unit.PERCENT,
        better=Better.UP,
        family=Family.SATISFACTION,
        definition={
            "en": "Invitations sent in the period that were answered ÷ invitations sent. Coverage beside it: customers of "
            "whom anybody answered within twelve months ÷ customers.",
            "es": "Invitaciones enviadas en el periodo que se respondieron ÷ invitaciones enviadas. Al lado, la "
            "cobertura: clientes de los que alguien respondió en doce meses ÷ clientes.",
        },
        source="",
        reads=frozenset({"feedback", "client", CLOSED_DEALS, "contract", "transaction"}),
        of=response,
        beside=(
            Side("answered", Unit.COUNT, {"en": "Answered", "es": "Respondidas"}),
            Side("invited", Unit.COUNT, {"en": "Invited", "es": "Enviadas"}),
            Side("coverage", Unit.PERCENT, {"en": "Customers heard", "es": "Clientes con respuesta"}),
        ),
    ),
)
