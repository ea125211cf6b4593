"""Which field of a record a person writes to say when it is due."""

from __future__ import annotations

from collections.abc import Mapping

from ....schema.record import Record
from ...snapshot import Snapshot

UNPLANNED = frozenset({"note", "digital"})
"""Interactions that happen without an appointment."""

_DAY_FIELDS: Mapping[str, str] = {
    "task": "due",
    "opportunity": "next_step_due",
    "case": "next_update_due",
    "review": "at",
    "project": "end",
}


def day_field(snapshot: Snapshot, record: Record) -> str:
    """Return the field that says when a record is due; empty where nothing about it is due any more.

    It is the field whose day ``due_list`` counts; where that is computed from others, the one a person writes.
    """
    if record.type == "interaction":
        return "at" if is_planned(record) else ""
    if record.text("status") == "waiting" and snapshot.value(record, "delegated.check_on"):
        return "delegated.check_on"
    if record.type == "proposal":
        return "valid_until" if record.text("status") in {"sent", "viewed"} else ""
    state = snapshot.type_of(record).state_of(record)
    return _DAY_FIELDS.get(record.type, "") if state is not None and state.kind == "open" else ""


def is_planned(meeting: Record) -> bool:
    """Return whether an interaction is one to come, as far as it says itself."""
    return meeting.text("kind") not in UNPLANNED and not meeting.text("outcome")
