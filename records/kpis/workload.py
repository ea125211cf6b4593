"""K46, K47: how full the week is, and whether personal goals and focus hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal

from ...schema.machine import OPEN
from ...schema.record import Record
from ...schema.sentences import sentence
from ...schema.tree import Tree
from .kpi import Family, Kpi, Side
from .slice import Slice
from .stats import HUNDRED, ZERO, mean, percent, total
from .targets import period_of_record
from .texts import read_number
from .value import Better, Exclusion, Figure, Line, Part, Unit, no_figure

USABLE = Decimal(80)
"""Percent of the hours that can be planned, where ``cartera.yaml`` says nothing under ``usable_pct``."""


def workload(seen: Slice) -> Figure:
    """Return the hours planned with clients and for tasks over the hours that can be planned."""
    written = read_number((seen.config.settings or {}).get("usable_pct"))
    usable = (USABLE if written is None else written) / HUNDRED
    weeks = Decimal((seen.span.end - seen.span.start).days) / 7
    blocks, tasks = _blocks(seen), _tasks(seen)
    lines, exclusions = [], []
    room = planned = ZERO
    for handle, person in _people(seen).items():
        hours = blocks.get(handle, ZERO) + tasks.get(handle, ZERO)
        capacity = read_number(person.tree.get("capacity"))
        if not capacity:
            if hours:
                exclusions.append(Exclusion(person.id, sentence("says nothing of its capacity")))
            continue
        own = capacity * usable * weeks
        room += own
        planned += hours
        lines.append(Line(handle, {"en": person.title, "es": person.title}, percent(hours, own), Unit.PERCENT, 1))
    if not room:
        return no_figure(sentence("Nobody says how many hours a week they have."), exclusions=tuple(exclusions))
    return Figure(
        HUNDRED * planned / room,
        n=len(lines),
        numerator=planned,
        denominator=room,
        parts=tuple(Part(_people(seen)[each.name].id, each.value) for each in lines),
        exclusions=tuple(exclusions),
        beside={
            "usable": room,
            "blocks": total(blocks.get(each.name, ZERO) for each in lines),
            "tasks": total(tasks.get(each.name, ZERO) for each in lines),
        },
        lines=tuple(lines),
    )


def _people(seen: Slice) -> Mapping[str, Record]:
    """Return the members of the team in scope; everybody where it is not told by people."""
    people = seen.scope.people
    return {handle: each for handle, each in seen.ground.people.items() if not people or handle in people}


def _blocks(seen: Slice) -> Mapping[str, Decimal]:
    """Return the hours each person has set aside for clients in the period."""
    found: dict[str, Decimal] = {}
    for each in seen.snapshot.of_type("journal"):
        day, blocks, who = seen.ground.day(each, "date"), each.tree.get("blocks"), each.text("who")
        if day is None or day not in seen.span:
            continue
        for block in blocks if isinstance(blocks, list) else ():
            if isinstance(block, dict) and block.get("kind") == "client":
                found[who] = found.get(who, ZERO) + _hours(block.get("from"), block.get("to"))
    return found


def _hours(begins: Tree, ends: Tree) -> Decimal:
    try:
        first, last = (time.fromisoformat(each) for each in (begins, ends) if isinstance(each, str))
    except ValueError:
        return ZERO
    length = datetime.combine(date.min, last) - datetime.combine(date.min, first)
    return max(Decimal(round(length.total_seconds())) / 3600, ZERO)


def _tasks(seen: Slice) -> Mapping[str, Decimal]:
    """Return the hours each person still has to spend on the open tasks due in the period."""
    found: dict[str, Decimal] = {}
    for each in seen.snapshot.of_type("task"):
        due, state = seen.ground.day(each, "due"), seen.snapshot.type_of(each).state_of(each)
        if due is None or due not in seen.span or state is None or state.kind != OPEN:
            continue
        left = (read_number(each.tree.get("estimate")) or ZERO) - (read_number(each.tree.get("spent")) or ZERO)
        who = each.text("assignee")
        found[who] = found.get(who, ZERO) + max(left, ZERO) / 60
    return found


def goals(seen: Slice) -> Figure:
    """Return how much of their personal goals one person reached; whose it is must be said, because they are private."""
    people = seen.scope.people
    if len(people) != 1:
        return no_figure(sentence("Personal goals are shown for one person: add --scope owner:me."))
    (who,) = people
    reached = list(_goals(seen, who))
    planned, done = _focus(seen, who)
    beside = {"met": Decimal(sum(value >= HUNDRED for _, value in reached)), "focus": percent(done, planned)}
    if not reached:
        return no_figure(sentence("There is no personal goal for {period}.", period=seen.span.named), beside)
    return Figure(
        mean([min(value, HUNDRED) for _, value in reached]),
        n=len(reached),
        parts=tuple(Part(record.id, value) for record, value in reached),
        beside=beside,
        lines=tuple(
            Line(record.name, {"en": record.title, "es": record.title}, value, Unit.PERCENT, 1)
            for record, value in reached
        ),
    )


def _goals(seen: Slice, who: str) -> Iterator[tuple[Record, Decimal]]:
    """Yield the goals of a person for exactly the period with how many percent of each were reached."""
    for each in seen.snapshot.of_type("target"):
        span, wanted = period_of_record(seen.ground, each), read_number(each.tree.get("value"))
        if each.text("who") != who or each.text("scope") not in {"personal", "user"} or not wanted or span is None:
            continue
        if (span.start, span.end) == (seen.span.start, seen.span.end):
            actual = read_number(each.tree.get("manual_actual"))
            if actual is None:
                actual = _done(seen, who, each.text("metric"))
            yield each, HUNDRED * actual / wanted


def _done(seen: Slice, who: str, kind: str) -> Decimal:
    """Return how many activities of a kind a person took part in in the period."""
    done = 0
    for each in seen.records("interaction", "at"):
        users = each.tree.get("users")
        done += each.text("kind") == kind and (not users or (isinstance(users, list) and who in users))
    return Decimal(done)


def _focus(seen: Slice, who: str) -> tuple[int, int]:
    """Return how many intervals of focus a person began in the period, and how many they kept."""
    planned = done = 0
    for each in seen.snapshot.of_type("journal"):
        day, focus = seen.ground.day(each, "date"), each.tree.get("focus")
        if each.text("who") == who and seen.covers(day):
            for entry in focus if isinstance(focus, list) else ():
                planned += 1
                done += isinstance(entry, dict) and entry.get("interrupted") != "true"
    return planned, done


KPIS = (
    Kpi(
        code="K46",
        names={"en": "Workload", "es": "Carga de trabajo"},
        unit=Unit.PERCENT,
        better=Better.NEITHER,
        family=Family.PEOPLE,
        definition={
            "en": "(Hours set aside for clients + what is left of the estimates of the tasks due in the period) ÷ (capacity × 80 %, or "
            "usable_pct of cartera.yaml), by person. More than 100 % will not fit.",
            "es": "(Horas reservadas para clientes + lo que queda de las estimaciones de las tareas con vencimiento en el periodo) ÷ "
            "(capacidad × 80 %, o usable_pct de cartera.yaml), por persona. Más del 100 % no cabe.",
        },
        source="",
        reads=frozenset({"journal", "task", "user"}),
        of=workload,
        beside=(
            Side("usable", Unit.HOURS, {"en": "Hours that can be planned", "es": "Horas planificables"}),
            Side("blocks", Unit.HOURS, {"en": "With clients", "es": "Con clientes"}),
            Side("tasks", Unit.HOURS, {"en": "Tasks", "es": "Tareas"}),
        ),
        fraction=(Unit.HOURS, Unit.HOURS),
        part_unit=Unit.PERCENT,
        looks_ahead=True,
    ),
    Kpi(
        code="K47",
        names={"en": "Goals and focus", "es": "Metas y foco"},
        unit=Unit.PERCENT,
        better=Better.UP,
        family=Family.PEOPLE,
        definition={
            "en": "How much of each personal goal of exactly the period was reached, at most all of it, and the mean of that; intervals "
            "of focus kept ÷ begun stand beside. Private: shown for one person only.",
            "es": "Cuánto se alcanzó de cada meta personal de exactamente el periodo, como mucho toda, y su media; al lado, los "
            "intervalos de concentración cumplidos ÷ iniciados. Privado: solo se muestra de una persona.",
        },
        source="",
        reads=frozenset({"journal", "target", "interaction", "user"}),
        of=goals,
        beside=(
            Side("met", Unit.COUNT, {"en": "Goals met", "es": "Metas cumplidas"}),
            Side("focus", Unit.PERCENT, {"en": "Focus kept", "es": "Foco cumplido"}),
        ),
        part_unit=Unit.PERCENT,
    ),
)
