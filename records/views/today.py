"""Today: what is due, overdue or coming, whatever record makes it due, ranked by one transparent score."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from ...schema.record import Record
from ..snapshot import Snapshot
from .moments import as_day

HORIZON = timedelta(days=7)
"""How far ahead counts as coming."""


UNPLANNED = frozenset({"note", "digital"})
"""Interactions that happen without an appointment."""


_DAY_FIELDS = {"task": "due", "opportunity": "next_step_due", "case": "next_update_due"}
"""Record type → the field a person writes to say when it is due."""


class Reason(StrEnum):
    """Why a record is on the list."""

    TASK = "task"
    """An open task is due."""
    NEXT_STEP = "next_step"
    """An open opportunity's next step is due."""
    CLOSE = "close"
    """An open opportunity is expected to close."""
    MEETING = "meeting"
    """A meeting is planned."""
    RENEWAL = "renewal"
    """An active contract reaches its notice date."""
    UPDATE = "update"
    """A client waits for an update on a case."""
    WAITING = "waiting"
    """A delegated or awaited thing should be looked at."""


@dataclass(frozen=True, slots=True)
class Due:
    """One line of the list."""

    record: Record
    """What is due."""
    reason: Reason
    """Why."""
    day: date
    """When."""
    score: int
    """The rank, the greatest first: see ``score_of``."""

    def days_late(self, today: date) -> int:
        """Return how many days it is late; negative while it is still to come."""
        return (today - self.day).days


Dated = tuple[Record, Reason, date]
"""A record, why it is due, and when."""


def due_list(snapshot: Snapshot, now: datetime, me: str | None) -> list[Due]:
    """Return what is due up to a week ahead, for ``me`` or for everybody, the most pressing first."""
    today = now.astimezone(snapshot.config.zone).date()
    found = [
        Due(record, reason, day, score_of(snapshot, record, reason, day, today))
        for record, reason, day in _dated(snapshot, today)
        if day <= today + HORIZON and _concerns(snapshot, record, me)
    ]
    return sorted(found, key=lambda each: (-each.score, each.day, each.record.id))


def day_field(snapshot: Snapshot, record: Record) -> str:
    """Return the field that says when a record is due; empty where nothing about it is due any more.

    It is the field whose day ``due_list`` counts; where that is computed from others, the one a person writes.
    """
    if record.type == "interaction":
        return "at" if _is_planned(record) else ""
    if record.text("status") == "waiting" and _day(snapshot, record, "delegated.check_on"):
        return "delegated.check_on"
    return _DAY_FIELDS.get(record.type, "") if _is_open(snapshot, record) else ""


def score_of(snapshot: Snapshot, record: Record, reason: Reason, day: date, today: date) -> int:
    """Return the rank of a due thing.

    100 when it is due today, 5 more for each day it is late (up to 100), 10 less for each day it is still to come;
    20 for a task of importance 1 and -20 for importance 3; 30 for what was promised to a client; 15 for each step of
    a case's severity above 4; 10 for an opportunity expected to close within two weeks.
    """
    late = (today - day).days
    score = 100 + (min(late * 5, 100) if late >= 0 else late * 10)
    score += {"1": 20, "3": -20}.get(record.text("importance"), 0)
    if record.text("promised_to_client") == "true":
        score += 30
    if record.type == "case" and record.text("severity").isdecimal():
        score += 15 * (4 - min(int(record.text("severity")), 4))
    close = (
        as_day(snapshot.value(record, "expected_close"), snapshot.config.zone) if reason is Reason.NEXT_STEP else None
    )
    if close and close <= today + timedelta(days=14):
        score += 10
    return score


def _dated(snapshot: Snapshot, today: date) -> Iterator[Dated]:
    """Yield every record with the reason and the day it is due, done ones left out."""
    yield from _dated_tasks(snapshot)
    yield from _dated_deals(snapshot)
    yield from _dated_meetings(snapshot, today)
    yield from _dated_contracts(snapshot)
    yield from _dated_cases(snapshot)


def _dated_tasks(snapshot: Snapshot) -> Iterator[Dated]:
    for task in snapshot.of_type("task"):
        waiting = task.text("status") == "waiting"
        if waiting and (day := _day(snapshot, task, "delegated.check_on") or _day(snapshot, task, "due")):
            yield task, Reason.WAITING, day
        elif task.text("status") == "open" and (day := _day(snapshot, task, "due")):
            yield task, Reason.TASK, day


def _dated_deals(snapshot: Snapshot) -> Iterator[Dated]:
    for deal in snapshot.of_type("opportunity"):
        if _is_open(snapshot, deal):
            if day := _day(snapshot, deal, "next_step_due"):
                yield deal, Reason.NEXT_STEP, day
            elif day := _day(snapshot, deal, "expected_close"):
                yield deal, Reason.CLOSE, day


def _dated_meetings(snapshot: Snapshot, today: date) -> Iterator[Dated]:
    for meeting in snapshot.of_type("interaction"):
        if _is_planned(meeting):
            day = _day(snapshot, meeting, "at")
            if day and day >= today:
                yield meeting, Reason.MEETING, day


def _dated_contracts(snapshot: Snapshot) -> Iterator[Dated]:
    for contract in snapshot.of_type("contract"):
        end = _day(snapshot, contract, "end")
        if end and contract.text("status") == "active":
            notice = snapshot.value(contract, "notice_days")
            yield contract, Reason.RENEWAL, end - timedelta(days=notice if isinstance(notice, int) else 0)


def _dated_cases(snapshot: Snapshot) -> Iterator[Dated]:
    for case in snapshot.of_type("case"):
        if _is_open(snapshot, case) and (day := _day(snapshot, case, "next_update_due")):
            yield case, Reason.UPDATE, day


def _day(snapshot: Snapshot, record: Record, field: str) -> date | None:
    return as_day(snapshot.value(record, field), snapshot.config.zone)


def _is_planned(meeting: Record) -> bool:
    return meeting.text("kind") not in UNPLANNED and not meeting.text("outcome")


def _is_open(snapshot: Snapshot, record: Record) -> bool:
    state = snapshot.type_of(record).state_of(record)
    return state is not None and state.kind == "open"


def _concerns(snapshot: Snapshot, record: Record, me: str | None) -> bool:
    """Return whether a record is on ``me``: as assignee or owner, else as owner or deputy of its client."""
    if me is None:
        return True
    on = record.text("assignee") or record.text("owner")
    if on:
        return on == me
    users = record.tree.get("users")
    if isinstance(users, list) and users:
        return me in users
    client = snapshot.client_of(record)
    return client is None or me in {client.text("owner"), client.text("deputy")}
