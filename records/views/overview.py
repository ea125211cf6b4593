"""The overview of a client: what the first lines of its page say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from ...schema.dataclass import dataclass
from ...schema.record import Record
from ...schema.values import Money
from ..same_deed import deed_of
from ..snapshot import Snapshot
from .pipeline import add_up
from .timeline import Event, client_timeline, last_touch

FIRST = ("contact", "task", "opportunity", "proposal", "contract", "project", "case", "feedback")
"""Types that people look for first on the page of a client; those of the schema follow in its order."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What matters of a client at a glance."""

    client: Record
    """The client."""
    counts: tuple[tuple[str, int], ...]
    """How many records of each type it holds, types with none left out, what people look for most first."""
    open_deals: tuple[Record, ...]
    """Opportunities still open, by expected close."""
    open_money: tuple[Money, ...]
    """Their amounts, added up by currency."""
    won_money: tuple[Money, ...]
    """What was won, added up by currency."""
    next_due: tuple[tuple[date, Record], ...]
    """Open tasks and next steps with their day, the nearest first; a step that is a task too stands once."""
    open_cases: tuple[Record, ...]
    """Cases not closed, the most severe first."""
    last_touch: datetime | None
    """When somebody last dealt with it."""
    recent: tuple[Event, ...]
    """The newest events; what is still to come is not among them."""


def overview(snapshot: Snapshot, client: Record, now: datetime, recent: int = 8) -> Overview:
    """Return the overview of a client."""
    held = snapshot.of_client(client.client or "")
    deals = [each for each in held if each.type == "opportunity"]
    open_deals = [each for each in deals if _is_open(snapshot, each)]
    won = [each for each in deals if _kind(snapshot, each) == "won"]
    cases = [each for each in held if each.type == "case" and _is_open(snapshot, each)]
    return Overview(
        client=client,
        counts=_counts(snapshot, held),
        open_deals=tuple(sorted(open_deals, key=lambda each: each.text("expected_close") or "9999")),
        open_money=add_up(_amounts(snapshot, open_deals)),
        won_money=add_up(_amounts(snapshot, won)),
        next_due=tuple(_next_due(snapshot, held)),
        open_cases=tuple(sorted(cases, key=lambda each: each.text("severity") or "9")),
        last_touch=last_touch(snapshot, client.client or "", now),
        recent=tuple([each for each in client_timeline(snapshot, client.client or "") if each.at <= now][:recent]),
    )


def _counts(snapshot: Snapshot, held: Sequence[Record]) -> tuple[tuple[str, int], ...]:
    """Return how many there are of each type; interactions last, for the timeline shows them too."""
    names = dict.fromkeys((*FIRST, *(each for each in snapshot.schema.types if each != "interaction"), "interaction"))
    return tuple((name, count) for name in names if (count := sum(each.type == name for each in held)))


def _next_due(snapshot: Snapshot, held: Sequence[Record]) -> list[tuple[date, Record]]:
    deeds = [(record, deed) for record in held if (deed := deed_of(snapshot, record))]
    tasks = {deed for record, deed in deeds if record.type == "task"}
    found = [(deed[1], record) for record, deed in deeds if record.type == "task" or deed not in tasks]
    return sorted(found, key=lambda each: (each[0], each[1].id))


def _amounts(snapshot: Snapshot, deals: Sequence[Record]) -> list[Money]:
    return [value for each in deals if isinstance(value := snapshot.value(each, "amount"), Money)]


def _kind(snapshot: Snapshot, record: Record) -> str:
    state = snapshot.type_of(record).state_of(record)
    return state.kind if state else ""


def _is_open(snapshot: Snapshot, record: Record) -> bool:
    return _kind(snapshot, record) == "open"
