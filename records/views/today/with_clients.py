"""What makes meetings, messages, cases and clients themselves due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ....schema.record import Record
from ....schema.tree import Path
from ...cadence import touch_due
from ...clocks import acknowledge_by, solve_by
from ...query.facts import Facts
from .day_field import UNPLANNED, is_planned
from .due import Dated, Reason
from .sources import day_at, moment_at

APPOINTMENTS = frozenset(
    {"meeting", "visit", "demo", "training", "discovery", "presentation", "negotiation", "event", "call"}
)
"""Interactions that are planned for an hour; what came of them is written afterwards."""

WRITTEN = frozenset({"email", "message", "letter", "social"})
"""Interactions that wait for an answer in writing."""

LOOK_BACK = timedelta(days=30)
"""How long a meeting without a word on it, or a message without an answer, is still worth asking about."""

USUAL_LENGTH = timedelta(hours=1)
"""How long a meeting lasts that does not say it."""

QUIET_FROM = timedelta(days=2)
"""How long before the agreed day a client counts as about to hear nothing."""


def interactions(facts: Facts) -> Iterator[Dated]:
    """Yield meetings to come, meetings nobody wrote of, and messages without an answer."""
    earliest = (facts.today - LOOK_BACK).isoformat()
    answered = _Answers(facts)
    for each in facts.snapshot.of_type("interaction"):
        if each.text("at") < earliest:
            continue
        moment = moment_at(facts, each, "at")
        if moment is None:
            continue
        day, is_unwritten = moment.date(), is_unlogged(facts, each)
        is_over = facts.now > (moment + _length(facts, each) if is_unwritten else moment)
        if is_planned(each) and not is_over:
            yield Dated(each, Reason.MEETING, day, moment, ("at",))
        elif is_unwritten:
            yield Dated(each, Reason.UNLOGGED, day, moment)
        elif _asks(each) and not answered.holds(each):
            yield Dated(each, Reason.REPLY, day)


def is_unlogged(facts: Facts, meeting: Record) -> bool:
    """Return whether a meeting was put into the book before its day and nobody wrote what came of it."""
    if meeting.text("kind") not in APPOINTMENTS or not is_planned(meeting):
        return False
    planned, day = facts.day(meeting, "created"), facts.day(meeting, "at")
    told = any(meeting.tree.get(name) for name in ("decisions", "actions", "understood", "doubts"))
    return planned is not None and day is not None and planned < day and not told


def reviews(facts: Facts) -> Iterator[Dated]:
    """Yield reviews to come, and those whose day is past and of which nobody said that they were held."""
    for review in facts.snapshot.of_type("review"):
        moment = moment_at(facts, review, "at") if facts.is_open(review) else None
        if moment is not None:
            reason = Reason.MEETING if moment.date() >= facts.today else Reason.UNLOGGED
            yield Dated(review, reason, moment.date(), moment, ("at",))


def cases(facts: Facts) -> Iterator[Dated]:
    """Yield open cases by each clock that runs and each day the client or the law was told."""
    for case in facts.snapshot.of_type("case"):
        if not facts.is_open(case):
            continue
        for reason, until in ((Reason.ACKNOWLEDGE, acknowledge_by(facts, case)), (Reason.SOLVE, solve_by(facts, case))):
            if until is not None:
                yield Dated(case, reason, until.date(), until)
        update = moment_at(facts, case, "next_update_due")
        if update is not None:
            yield Dated(case, Reason.UPDATE, update.date(), update, ("next_update_due",))
        for reason, field in ((Reason.NEW_DATE, "promised.new"), (Reason.LEGAL, "legal_due")):
            day = facts.day(case, field)
            if day is not None:
                yield Dated(case, reason, day, field=tuple(field.split(".")))


def clients(facts: Facts) -> Iterator[Dated]:
    """Yield customers who hear nothing for longer than agreed, and what their industry asks for."""
    for client in facts.snapshot.of_type("client"):
        if client.text("lifecycle") == "customer":
            day = touch_due(facts, client)
            if day is not None and day - QUIET_FROM <= facts.today and not _meets_soon(facts, client):
                yield Dated(client, Reason.SILENT, day)
        items = client.tree.get("compliance")
        for index, entry in enumerate(items if isinstance(items, list) else ()):
            field: Path = ("compliance", index, "due")
            day = day_at(facts, client, field)
            if isinstance(entry, dict) and day is not None and entry.get("status") in {None, "", "pending"}:
                what = entry.get("item")
                yield Dated(
                    client,
                    Reason.COMPLIANCE,
                    day,
                    field=field,
                    what=what if isinstance(what, str) else "",
                )


def _meets_soon(facts: Facts, client: Record) -> bool:
    """Return whether an appointment with a client stands within the next week."""
    first, last = facts.today.isoformat(), (facts.today + timedelta(days=8)).isoformat()
    return any(
        each.type == "interaction" and first <= each.text("at") < last and is_planned(each)
        for each in facts.snapshot.of_client(client.name)
    )


def _length(facts: Facts, meeting: Record) -> timedelta:
    minutes = facts.value(meeting, "minutes")
    return timedelta(minutes=minutes) if isinstance(minutes, int) else USUAL_LENGTH


def _asks(message: Record) -> bool:
    return message.text("direction") == "in" and message.text("kind") in WRITTEN and not message.text("outcome")


class _Answers:
    """Knows when we last turned to each client, so that a message after that waits for an answer."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._last_out: dict[str, str] = {}

    def holds(self, message: Record) -> bool:
        """Return whether we turned to the client at or after a message."""
        slug = message.client or ""
        if slug not in self._last_out:
            sent = (each.text("at") for each in self._facts.snapshot.of_client(slug) if _is_ours(each))
            self._last_out[slug] = max(sent, default="")
        return self._last_out[slug] >= message.text("at")


def _is_ours(record: Record) -> bool:
    if record.type != "interaction" or record.text("direction") == "internal" or record.text("kind") in UNPLANNED:
        return False
    return record.text("direction") == "out" or record.text("kind") in APPOINTMENTS
