"""When a record happened: the one date by which a timeline or a "newest first" orders any type."""

from __future__ import annotations

from datetime import date, datetime, time, tzinfo

from ...schema.record import Record
from ..snapshot import Snapshot

MOMENT_FIELDS = {
    "interaction": "at",
    "case": "received_at",
    "feedback": "sent_at",
    "review": "at",
    "transaction": "date",
    "task": "due",
    "proposal": "sent_at",
    "contract": "start",
    "project": "start",
    "journal": "date",
    "intel": "date",
    "forecast": "as_of",
}
"""The field that says when, by type; every type falls back on its last move and then on ``created``."""


def moment_of(snapshot: Snapshot, record: Record, zone: tzinfo) -> datetime | None:
    """Return when a record happened; None when it does not say."""
    machine = snapshot.type_of(record).machine
    fields = [MOMENT_FIELDS.get(record.type, "")]
    for field in filter(None, fields):
        moment = as_moment(snapshot.value(record, field), zone)
        if moment:
            return moment
    if machine and machine.history:
        history = record.tree.get(machine.history)
        if isinstance(history, list) and history:
            moment = as_moment(snapshot.value(record, f"{machine.history}.{len(history) - 1}.at"), zone)
            if moment:
                return moment
    return as_moment(snapshot.value(record, "created"), zone)


def as_moment(value: object, zone: tzinfo) -> datetime | None:
    """Return a day's beginning or a moment, aware; None for anything else."""
    if isinstance(value, datetime):
        return value.astimezone(zone) if value.tzinfo else value.replace(tzinfo=zone)
    if isinstance(value, date):
        return datetime.combine(value, time.min, zone)
    return None


def as_day(value: object, zone: tzinfo) -> date | None:
    """Return the day of a date or moment in ``zone``; None for anything else."""
    moment = as_moment(value, zone)
    return moment.date() if moment else None
