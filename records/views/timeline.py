"""The timeline: everything that happened with a client, newest first, whatever record holds it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ...schema.dataclass import dataclass
from ...schema.record import Record
from ..snapshot import Snapshot
from .moments import moment_of

SLOW_FACTS = frozenset({"client", "contact", "kpi", "budget"})
"""Types that describe rather than happen, and so are on other tabs."""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a timeline."""

    at: datetime
    """When, in the book's zone."""
    record: Record
    """What holds it."""


def timeline(snapshot: Snapshot, records: Sequence[Record]) -> list[Event]:
    """Return the events among ``records``, newest first; what has no date is left out."""
    zone = snapshot.config.zone
    events = [
        Event(moment, record)
        for record in records
        if record.type not in SLOW_FACTS and (moment := moment_of(snapshot, record, zone)) is not None
    ]
    return sorted(events, key=lambda each: (each.at, each.record.id), reverse=True)


def client_timeline(snapshot: Snapshot, slug: str) -> list[Event]:
    """Return the timeline of one client."""
    return timeline(snapshot, snapshot.of_client(slug))


def last_touch(snapshot: Snapshot, slug: str, now: datetime) -> datetime | None:
    """Return when somebody last dealt with a client: the newest interaction that is not planned for later."""
    zone = snapshot.config.zone
    moments = (
        moment_of(snapshot, record, zone)
        for record in snapshot.of_client(slug)
        if record.type == "interaction" and record.text("direction") != "internal"
    )
    return max((each for each in moments if each and each <= now), default=None)
