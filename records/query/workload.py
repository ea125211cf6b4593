"""Workload: what is open with each client and on each colleague, counted once for all rows of a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from ...schema.dataclass import dataclass
from ...schema.record import Record
from ...schema.values import Money
from ..snapshot import Snapshot


@dataclass(slots=True)
class Load:
    """What is open with one client, or on one person."""

    clients: int = 0
    """Clients a person owns that are neither former nor disqualified."""
    tasks: int = 0
    """Open tasks."""
    overdue: int = 0
    """Open tasks that were due before today."""
    deals: int = 0
    """Open opportunities."""
    cases: int = 0
    """Open cases."""
    amount: Decimal = Decimal(0)
    """The open opportunities' amounts in the book's currency; others are not counted in it."""


def loads(
    snapshot: Snapshot, is_open: Callable[[Record], bool | None], due: Callable[[Record], date | None], today: date
) -> Mapping[str, Load]:
    """Return the load by the id of the client or the user."""
    found: defaultdict[str, Load] = defaultdict(Load)
    for client in snapshot.of_type("client"):
        state = snapshot.type_of(client).state_of(client)
        if client.text("owner") and state is not None and state.kind in {"open", "won"}:
            found[_user(client.text("owner"))].clients += 1
    for name in ("task", "opportunity", "case"):
        for record in snapshot.of_type(name):
            if is_open(record):
                late = name == "task" and (day := due(record)) is not None and day < today
                for who in _concerned(record):
                    _count(found[who], name, late=late, amount=_amount(snapshot, record))
    return found


def _concerned(record: Record) -> Iterator[str]:
    """Yield the ids of the client in whose folder a record lies and of the person it is on."""
    if record.client:
        yield f"clients/{record.client}/client"
    person = record.text("assignee") or record.text("owner")
    if person:
        yield _user(person)


def _user(handle: str) -> str:
    return f"people/{handle}/user"


def _count(load: Load, name: str, *, late: bool, amount: Decimal) -> None:
    if name == "task":
        load.tasks += 1
        load.overdue += late
    elif name == "opportunity":
        load.deals += 1
        load.amount += amount
    else:
        load.cases += 1


def _amount(snapshot: Snapshot, record: Record) -> Decimal:
    value = snapshot.value(record, "amount") if record.type == "opportunity" else None
    return value.amount if isinstance(value, Money) and value.currency == snapshot.config.currency else Decimal(0)
