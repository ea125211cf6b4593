"""One deed that stands in two records: what comes next with a deal, and the task made of it when it was logged.

It is told once, and put off once.
"""

from __future__ import annotations

from datetime import date

from ..schema.folding import fold
from ..schema.record import Record
from .snapshot import Snapshot
from .views.moments import as_day

DUE = {"task": "due", "opportunity": "next_step_due"}
"""The field in which the day of such a deed stands, by type."""

Deed = tuple[str | None, date, str]
"""With whom, when, and what is to be done, folded."""


def deed(client: str | None, day: date, what: str) -> Deed:
    """Return what makes two records say the same."""
    return client, day, fold(what)


def deed_of(snapshot: Snapshot, record: Record) -> Deed | None:
    """Return the deed that an open task or deal says is next; None where it has no day."""
    field = DUE.get(record.type)
    state = snapshot.type_of(record).state_of(record) if field else None
    day = as_day(snapshot.value(record, field), snapshot.config.zone) if field else None
    if day is None or state is None or state.kind != "open":
        return None
    return deed(record.client, day, record.text("next_step") or record.title)


def twin_of(snapshot: Snapshot, record: Record) -> Record | None:
    """Return the other record that says the same deed, of a task the deal and of a deal the task."""
    wanted = deed_of(snapshot, record)
    if wanted is None or not record.client:
        return None
    others = (each for each in snapshot.of_client(record.client) if each.type in DUE and each.type != record.type)
    return next((each for each in others if deed_of(snapshot, each) == wanted), None)
