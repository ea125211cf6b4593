"""Derived facts: fields nobody writes, computed from the records and the day.

They are asked for like any other field (``days-silent>30``), shown in lists and opened by numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from ...schema.dataclass import dataclass
from ...schema.field import Choice, Field, Shape
from ...schema.kinds import KINDS
from ...schema.record import Record
from ...schema.values import Money, Value
from ..rows.names import is_row_type
from .facts import Facts


@dataclass(frozen=True, slots=True)
class Derived:
    """One fact that is computed."""

    field: Field
    """Its name, kind and labels; as if it were stored."""
    types: frozenset[str]
    """The record types it is for; empty means every type."""
    of: Callable[[Facts, Record], Value | None]
    """The fact of one record; None where there is none."""

    def is_for(self, record_type: str) -> bool:
        """Return whether records of a type have it."""
        return not self.types or record_type in self.types


def derived_of(record_type: str) -> Mapping[str, Derived]:
    """Return the derived facts of a type by name; rows that are no records say themselves what there is to know."""
    if is_row_type(record_type):
        return {}
    return {name: each for name, each in all_derived().items() if each.is_for(record_type)}


def _type(_facts: Facts, record: Record) -> Value | None:
    return record.type


def _name(_facts: Facts, record: Record) -> Value | None:
    return record.name


def _path(_facts: Facts, record: Record) -> Value | None:
    return record.path


def _client(_facts: Facts, record: Record) -> Value | None:
    return record.client


def _problems(facts: Facts, record: Record) -> Value | None:
    return facts.problem_counts.get(record.path, 0)


def _outcome(facts: Facts, record: Record) -> Value | None:
    state = facts.state(record)
    return state.kind if state else None


def _open(facts: Facts, record: Record) -> Value | None:
    return facts.is_open(record)


def _closed(facts: Facts, record: Record) -> Value | None:
    is_open = facts.is_open(record)
    return None if is_open is None else not is_open


def _due(facts: Facts, record: Record) -> Value | None:
    return facts.due(record)


def _overdue(facts: Facts, record: Record) -> Value | None:
    due = facts.due(record)
    return due is not None and due < facts.today


def _urgency(facts: Facts, record: Record) -> Value | None:
    return facts.urgencies.get(record.id)


def _due_in(facts: Facts, record: Record) -> Value | None:
    return _days_until(facts, facts.due(record))


def _age(facts: Facts, record: Record) -> Value | None:
    """Return the days since it was created; of a closed deal, until it was closed."""
    began = facts.day(record, "created")
    if began is None:
        return None
    ended = facts.day(record, "closed_on") if facts.is_open(record) is False else None
    return ((ended or facts.today) - began).days


def _days_in_stage(facts: Facts, record: Record) -> Value | None:
    moved = facts.last_move(record) if facts.state(record) else None
    return (facts.today - moved).days if moved else None


def _last_touch(facts: Facts, record: Record) -> Value | None:
    return facts.last_touch(record)


def _days_silent(facts: Facts, record: Record) -> Value | None:
    """Return the days since the last contact; since the first or the creation where there was none."""
    began = facts.last_touch(record) or facts.day(record, "first_contact_at") or facts.day(record, "created")
    return (facts.today - began).days if began else None


def _next_step_due(facts: Facts, record: Record) -> Value | None:
    found = facts.next_due(record)
    return found[0] if found else None


def _next_step(facts: Facts, record: Record) -> Value | None:
    found = facts.next_due(record)
    return (found[1].text("next_step") or found[1].title) if found else None


def _probability(facts: Facts, record: Record) -> Value | None:
    override = facts.value(record, "probability_override.pct")
    if isinstance(override, Decimal):
        return override
    state = facts.state(record)
    return None if state is None or state.probability is None else Decimal(state.probability)


def _weighted(facts: Facts, record: Record) -> Value | None:
    amount, chance = facts.money(record, "amount"), _probability(facts, record)
    if amount is None or not isinstance(chance, Decimal):
        return None
    return Money(amount.currency, (amount.amount * chance / 100).quantize(Decimal("0.01")))


def _days_to_close(facts: Facts, record: Record) -> Value | None:
    return _days_until(facts, facts.day(record, "expected_close")) if facts.is_open(record) else None


def _pushes(_facts: Facts, record: Record) -> Value | None:
    moves = record.tree.get("close_date_moves")
    return len(moves) if isinstance(moves, list) else 0


def _days_to_end(facts: Facts, record: Record) -> Value | None:
    return _days_until(facts, facts.day(record, "end"))


def _notice_date(facts: Facts, record: Record) -> Value | None:
    """Return the last day on which a contract can be given notice."""
    end, notice = facts.day(record, "end"), facts.value(record, "notice_days")
    return end - timedelta(days=notice) if end and isinstance(notice, int) else None


def _renewal_window(facts: Facts, record: Record) -> Value | None:
    """Return within how many days a running contract ends; those past their end count as the nearest."""
    end = facts.day(record, "end")
    if end is None or record.text("status") not in RUNNING:
        return None
    days = (end - facts.today).days
    return next((word for most, word in _WINDOWS if days <= most), "later")


def _day(facts: Facts, record: Record) -> Value | None:
    """Return the day a record is about: when it is due while it is open, else when it happened."""
    from ..views.moments import moment_of

    return facts.due(record) or facts.day_of(moment_of(facts.snapshot, record, facts.snapshot.config.zone))


def _touch_due(facts: Facts, record: Record) -> Value | None:
    from ..cadence import touch_due

    return touch_due(facts, record) if record.text("lifecycle") in COURTED else None


def _silent(facts: Facts, record: Record) -> Value | None:
    day = _touch_due(facts, record)
    return isinstance(day, date) and day < facts.today


def _load(name: str) -> Callable[[Facts, Record], Value | None]:
    """Return the fact that tells one count of a client's or a user's load."""

    def of(facts: Facts, record: Record) -> Value | None:
        load = facts.loads.get(record.id)
        count = getattr(load, name) if load else 0
        return count if isinstance(count, int) else None

    return of


def _open_amount(facts: Facts, record: Record) -> Value | None:
    load = facts.loads.get(record.id)
    return Money(facts.snapshot.config.currency, load.amount) if load and load.amount else None


def _tier(facts: Facts, record: Record) -> Value | None:
    from .tier import find_tier

    return find_tier(facts, record)


def _health(facts: Facts, record: Record) -> Value | None:
    """Return the score of an account from 0 to 100; None where too little is known of it, or a rate of exchange."""
    from ..kpis.health import Band, health_of
    from ..kpis.unanswerable import Unanswerable

    try:
        found = health_of(facts.numbers, record)
    except Unanswerable:
        return None
    return None if found.band is Band.GREY else found.shown


def _days_until(facts: Facts, day: date | None) -> int | None:
    return (day - facts.today).days if day else None


RUNNING = frozenset({"active", "in_amendment"})
"""States of a contract that runs."""
COURTED = frozenset({"qualified", "customer"})
"""States of a client whom silence would cost something."""
_WINDOWS = ((30, "30"), (60, "60"), (90, "90"), (180, "180"))
_CHOICES: Mapping[str, tuple[Choice, ...]] = {
    "renewal_window": (
        *(Choice(word, {"en": f"Within {word} days", "es": f"En {word} días"}) for _most, word in _WINDOWS),
        Choice("later", {"en": "Later", "es": "Más adelante"}),
    )
}
"""The words of the facts that have a few."""

_WITH_STATE = frozenset(
    {"opportunity", "proposal", "contract", "case", "task", "project", "review", "feedback", "plan"}
)
_WITH_DUE = frozenset({"opportunity", "proposal", "contract", "project", "case", "review", "transaction", "task"})
_ON_TODAY = frozenset(
    {"task", "opportunity", "interaction", "review", "case", "client", "proposal", "contract", "project"}
)
_SALE = frozenset({"opportunity"})
_CLIENT = frozenset({"client"})
_TOUCHED = frozenset({"client", "contact", "opportunity", "case", "project", "contract"})
_CONTRACT = frozenset({"contract"})
_LOADED = frozenset({"client", "user"})
_USER = frozenset({"user"})

_Row = tuple[str, str, str, str, frozenset[str], Callable[[Facts, Record], Value | None]]
_TABLE: tuple[_Row, ...] = (
    # name, kind, English, Spanish, types, function
    ("type", "text", "Type", "Tipo", frozenset(), _type),
    ("name", "text", "File name", "Nombre de archivo", frozenset(), _name),
    ("path", "text", "Path", "Ruta", frozenset(), _path),
    ("client", "ref", "Client", "Cliente", frozenset(), _client),
    ("problems", "int", "Problems", "Problemas", frozenset(), _problems),
    ("age", "int", "Age in days", "Antigüedad en días", frozenset(), _age),
    ("outcome", "text", "Outcome", "Desenlace", _WITH_STATE, _outcome),
    ("open", "bool", "Open", "Abierta", _WITH_STATE | {"transaction"}, _open),
    ("closed", "bool", "Closed", "Cerrada", _WITH_STATE | {"transaction"}, _closed),
    ("days_in_stage", "int", "Days in stage", "Días en la etapa", _WITH_STATE | _CLIENT, _days_in_stage),
    ("overdue", "bool", "Overdue", "Vencida", _WITH_DUE, _overdue),
    ("due", "date", "Due", "Vence", _WITH_DUE, _due),
    ("urgency", "int", "Urgency", "Urgencia", _ON_TODAY, _urgency),
    ("due_in", "int", "Due in days", "Vence en días", _WITH_DUE, _due_in),
    ("last_touch", "date", "Last touch", "Último contacto", _TOUCHED, _last_touch),
    ("days_silent", "int", "Days silent", "Días en silencio", _TOUCHED, _days_silent),
    ("next_step", "text", "Next step", "Próximo paso", _CLIENT, _next_step),
    ("next_step_due", "date", "Next step due", "Fecha del próximo paso", _CLIENT, _next_step_due),
    ("tier", "text", "Tier", "Nivel", _CLIENT, _tier),
    ("health", "int", "Health", "Salud", _CLIENT, _health),
    ("probability", "pct", "Probability", "Probabilidad", _SALE, _probability),
    ("weighted", "money", "Weighted amount", "Importe ponderado", _SALE, _weighted),
    ("days_to_close", "int", "Days to close", "Días hasta el cierre", _SALE, _days_to_close),
    ("pushes", "int", "Times postponed", "Aplazamientos", _SALE, _pushes),
    ("days_to_end", "int", "Days to end", "Días hasta el fin", _CONTRACT, _days_to_end),
    ("day", "date", "Day", "Día", frozenset(), _day),
    ("touch_due", "date", "Contact due", "Contacto debido", _CLIENT, _touch_due),
    ("silent", "bool", "Silent", "En silencio", _CLIENT, _silent),
    ("open_tasks", "int", "Open tasks", "Tareas pendientes", _LOADED, _load("tasks")),
    ("overdue_tasks", "int", "Overdue tasks", "Tareas vencidas", _LOADED, _load("overdue")),
    ("open_deals", "int", "Open opportunities", "Oportunidades abiertas", _LOADED, _load("deals")),
    ("open_amount", "money", "Open amount", "Importe abierto", _LOADED, _open_amount),
    ("open_cases", "int", "Open cases", "Casos abiertos", _LOADED, _load("cases")),
    ("clients", "int", "Clients", "Clientes", _USER, _load("clients")),
    ("renewal_window", "text", "Ends", "Termina", _CONTRACT, _renewal_window),
    ("notice_date", "date", "Last day of notice", "Último día de preaviso", _CONTRACT, _notice_date),
)


@cache
def all_derived() -> Mapping[str, Derived]:
    """Return every derived fact by name."""
    return {
        name: Derived(
            Field(
                name=name,
                shape=Shape.SCALAR,
                kind=KINDS[kind],
                label={"en": english, "es": spanish},
                to=("client",) if kind == "ref" else (),
                choices=_CHOICES.get(name, ()),
                written_by_program=True,
            ),
            types,
            of,
        )
        for name, kind, english, spanish, types, of in _TABLE
    }
