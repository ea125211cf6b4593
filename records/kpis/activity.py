"""K31, K35: what was done with clients, and whether each hears from us as often as it should."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from ...schema.record import Record
from ...schema.sentences import sentence
from ..cadence import tier_of, touch_interval
from .kpi import Family, Kpi, Side
from .rate import rate
from .slice import Slice
from .stats import percent
from .targets import target_of
from .touching import CLOSED_DEALS
from .value import Better, Exclusion, Figure, Line, Part, Unit

NO_ACTIVITY = frozenset({"note"})
"""Kinds of interaction that are no activity."""
TALKS = frozenset({"call", "meeting", "visit", "demo", "training", "discovery", "presentation", "negotiation", "event"})
"""Kinds of interaction in which both sides are there."""
NOT_REACHED = "no_answer"


def activities(seen: Slice) -> Figure:
    """Return how many activities there were in the period, by kind, with what was aimed at."""
    done = [each for each in seen.records("interaction", "at") if each.text("kind") not in NO_ACTIVITY]
    kinds = Counter(each.text("kind") for each in done)
    directions = Counter(each.text("direction") for each in done)
    return Figure(
        Decimal(len(done)),
        n=len(done),
        parts=tuple(Part(each.id) for each in done),
        beside={
            "inbound": Decimal(directions["in"]),
            "outbound": Decimal(directions["out"]),
            "clients": Decimal(len({each.client for each in done if each.client})),
        },
        lines=(*_by_kind(seen, kinds), *_attained(seen, kinds)),
    )


def _by_kind(seen: Slice, kinds: Mapping[str, int]) -> Iterator[Line]:
    field = seen.snapshot.schema.types["interaction"].by_name["kind"]
    for choice in field.choices:
        if kinds.get(choice.word):
            count = kinds[choice.word]
            yield Line(choice.word, choice.label, Decimal(count), Unit.COUNT, count, "kind")


def _attained(seen: Slice, kinds: Mapping[str, int]) -> Iterator[Line]:
    """Yield how much of each target for a kind of activity is reached."""
    field = seen.snapshot.schema.types["interaction"].by_name["kind"]
    for choice in field.choices:
        target = target_of(seen, choice.word)
        if target is not None and target.value:
            count = kinds.get(choice.word, 0)
            yield Line(choice.word, choice.label, percent(count, target.value), Unit.PERCENT, count, "attainment")


def cadence(seen: Slice) -> Figure:
    """Return the share of the clients with a cadence that had a conversation within it."""
    day = seen.as_of if seen.as_of in seen.span else seen.end
    customers = seen.ground.customers.on(day)
    if seen.scope.is_whole or seen.scope.people:  # whose talks they are does not move with the day
        key = ("conversations", type(seen.scope), seen.scope.people)
        talks = seen.ground.remember(key, lambda: _conversations(seen))
    else:
        talks = _conversations(seen)
    parts: list[tuple[str, Part]] = []
    kept = 0
    exclusions: list[Exclusion] = []
    for client in seen.records("client"):
        if client.client not in customers:
            continue
        every = touch_interval(seen.facts, client)
        if every is None:
            exclusions.append(Exclusion(client.id, sentence("nothing says how often it should hear from us")))
            continue
        days = talks.get(client.client, ())
        place = bisect_right(days, min(day, seen.as_of))
        silent = (day - days[place - 1]).days if place else None
        is_kept = silent is not None and silent <= every.days
        kept += is_kept
        parts.append(
            (f"{is_kept:d}{tier_of(seen.facts, client)}", Part(client.id, None if silent is None else Decimal(silent)))
        )
    parts.sort(key=lambda each: (each[0], -(each[1].value if each[1].value is not None else Decimal(10**6))))
    held, planned = _reviews(seen)
    return rate(
        kept,
        len(parts),
        sentence("No customer has a cadence."),
        parts=tuple(part for _, part in parts),
        exclusions=tuple(exclusions),
        beside={"late": Decimal(len(parts) - kept), "reviews": percent(held, planned)},
    )


def _conversations(seen: Slice) -> Mapping[str | None, Sequence[date]]:
    """Return the days on which each client and we heard each other, in order."""
    found: defaultdict[str | None, list[date]] = defaultdict(list)
    answered = {each.text("in_reply_to").rpartition("/")[2] for each in seen.snapshot.of_type("interaction")}
    for each in seen.scope.records("interaction"):
        if is_conversation(each, answered):
            day = seen.ground.day(each, "at")
            if day is not None:
                found[each.client].append(day)
    for days in found.values():
        days.sort()
    return found


def is_conversation(interaction: Record, answered: set[str]) -> bool:
    """Return whether both sides took part: a talk that took place, a message of theirs, or one they answered."""
    if interaction.text("direction") == "internal":
        return False
    if interaction.text("kind") in TALKS:
        return interaction.text("outcome") != NOT_REACHED
    if interaction.text("kind") in {"note", "internal", "digital"}:
        return False
    return interaction.text("direction") == "in" or interaction.name in answered


def _reviews(seen: Slice) -> tuple[int, int]:
    """Return how many reviews planned for the period were held, and how many were planned."""
    planned = seen.records("review", "at")
    return sum(each.text("status") in {"held", "closed"} for each in planned), len(planned)


KPIS = (
    Kpi(
        code="K31",
        names={"en": "Activities", "es": "Actividad"},
        unit=Unit.COUNT,
        better=Better.UP,
        family=Family.ACTIVITY,
        definition={
            "en": "Interactions that took place in the period, notes left out, by kind; where there is a target for a kind "
            "(its metric is the kind), the share of it that is reached. Meetings still to come do not count.",
            "es": "Interacciones que tuvieron lugar en el periodo, sin las notas, por tipo; si hay objetivo de un tipo (su "
            "métrica es el tipo), la parte alcanzada. Las reuniones por venir no cuentan.",
        },
        source="",
        reads=frozenset({"interaction", "client", "target", "user"}),
        of=activities,
        beside=(
            Side("inbound", Unit.COUNT, {"en": "Inbound", "es": "Entrantes"}),
            Side("outbound", Unit.COUNT, {"en": "Outbound", "es": "Salientes"}),
            Side("clients", Unit.COUNT, {"en": "Clients", "es": "Clientes"}),
        ),
    ),
    Kpi(
        code="K35",
        names={"en": "Cadence kept", "es": "Cumplimiento de cadencia"},
        unit=Unit.PERCENT,
        better=Better.UP,
        family=Family.ACTIVITY,
        definition={
            "en": "Customers whose last conversation is not older than their cadence ÷ customers with a cadence: their own, "
            "else that of their tier. A call that reached somebody, a meeting or visit, a message of theirs or one they "
            "answered is a conversation; a mail without an answer is none. Those who wait longest come first.",
            "es": "Clientes cuya última conversación no es más antigua que su cadencia ÷ clientes con cadencia: la suya o, si "
            "no, la de su nivel. Una llamada que alcanzó a alguien, una reunión o visita, un mensaje suyo o uno que "
            "respondieron es una conversación; un correo sin respuesta no lo es. Primero, quienes más esperan.",
        },
        source="",
        reads=frozenset({"interaction", "client", "contract", "transaction", "review", CLOSED_DEALS}),
        of=cadence,
        beside=(
            Side("late", Unit.COUNT, {"en": "Late", "es": "Con retraso"}),
            Side("reviews", Unit.PERCENT, {"en": "Reviews held", "es": "Revisiones celebradas"}),
        ),
        part_unit=Unit.DAYS,
    ),
)
