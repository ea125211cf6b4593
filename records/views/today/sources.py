"""What makes tasks, opportunities, proposals, contracts and projects due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from ....schema.record import Record
from ....schema.tree import Path
from ...query.facts import ASKS_FOR_ANSWER, Facts
from ...working_time import move_working_days
from .due import Dated, Reason

RUNS = frozenset({"active", "in_amendment"})
"""States of a contract in which it is in force."""

ASK_AGAIN = (3, 7, 12)
"""Working days after sending a proposal on which one asks, where nothing was heard since."""

BEFORE_IT_ENDS = timedelta(days=3)
"""How long before its validity ends a proposal is spoken of again."""


def open_tasks(facts: Facts) -> Iterator[Dated]:
    """Yield open tasks by their day, and delegated or waiting ones by the day one looks after them."""
    for task in facts.snapshot.of_type("task"):
        status = task.text("status")
        if status == "waiting":
            field = "delegated.check_on" if facts.value(task, "delegated.check_on") else "due"
            yield from _at(facts, task, Reason.WAITING, field, on=_delegator(task))
        elif status == "open":
            yield from _at(facts, task, Reason.TASK, "due")
            by = _delegator(task)
            if by and by != task.text("assignee"):
                yield from _at(facts, task, Reason.WAITING, "delegated.check_on", on=by)


def opportunities(facts: Facts) -> Iterator[Dated]:
    """Yield open opportunities by their next step, else by their close, and lost ones to be looked at again."""
    for deal in facts.snapshot.of_type("opportunity"):
        if facts.is_open(deal):
            step = deal.text("next_step")
            field, reason = ("next_step_due", Reason.NEXT_STEP) if deal.text("next_step_due") else _CLOSE
            yield from _at(facts, deal, reason, field, what=step if reason is Reason.NEXT_STEP else "")
        elif deal.text("revisit_on") and (state := facts.state(deal)) and state.kind == "lost":
            yield from _at(facts, deal, Reason.REVISIT, "revisit_on")


_CLOSE = ("expected_close", Reason.CLOSE)


def proposals(facts: Facts) -> Iterator[Dated]:
    """Yield proposals that lie with the client: when to ask, and when their validity ends."""
    for proposal in facts.snapshot.of_type("proposal"):
        if proposal.text("status") in ASKS_FOR_ANSWER:
            yield from _at(facts, proposal, Reason.VALIDITY, "valid_until")
            day = _ask_on(facts, proposal)
            if day is not None:
                yield Dated(proposal, Reason.ANSWER, day)


def contracts(facts: Facts) -> Iterator[Dated]:
    """Yield contracts in force that nothing follows, by their last day of notice and then by their end."""
    for contract in facts.snapshot.of_type("contract"):
        end = facts.day(contract, "end") if contract.text("status") in RUNS else None
        if end is None or contract.text("renewed_by"):
            continue
        notice = facts.value(contract, "notice_days")
        notice_day = end - timedelta(days=notice if isinstance(notice, int) else 0)
        if end <= facts.today or notice_day == end:
            yield Dated(contract, Reason.ENDS, end)
        else:
            yield Dated(contract, Reason.RENEWAL, notice_day)


def deliverables(facts: Facts) -> Iterator[Dated]:
    """Yield what projects still have to deliver."""
    for project in facts.snapshot.of_type("project"):
        entries = project.tree.get("deliverables")
        if not isinstance(entries, list) or not facts.is_open(project):
            continue
        for index, entry in enumerate(entries):
            if not isinstance(entry, dict) or any(entry.get(each) for each in ("done_on", "accepted_on", "waived_on")):
                continue
            field: Path = ("deliverables", index, "due")
            day = day_at(facts, project, field)
            what, owner = entry.get("what"), entry.get("owner")
            if day is not None:
                yield Dated(
                    project,
                    Reason.DELIVERABLE,
                    day,
                    field=field,
                    what=what if isinstance(what, str) else "",
                    on=owner if isinstance(owner, str) else "",
                )


def day_at(facts: Facts, record: Record, path: Path) -> date | None:
    """Return the day at a place inside a list of a record."""
    return facts.day_of(facts.snapshot.type_of(record).value(record, path))


def moment_at(facts: Facts, record: Record, field: str) -> datetime | None:
    """Return the moment of a field that names an hour, in the book's zone; None for a day without one."""
    value = facts.value(record, field)
    if not isinstance(value, datetime):
        return None
    zone = facts.snapshot.config.zone
    return value.astimezone(zone) if value.tzinfo else value.replace(tzinfo=zone)


def _at(facts: Facts, record: Record, reason: Reason, field: str, *, what: str = "", on: str = "") -> Iterator[Dated]:
    """Yield a record by the day in one of its fields."""
    moment = moment_at(facts, record, field)
    day = moment.date() if moment else facts.day(record, field)
    if day is not None:
        path: Path = tuple(field.split("."))
        yield Dated(record, reason, day, moment, path, what, on)


def _delegator(task: Record) -> str:
    """Return who gave a task away; empty where nobody did."""
    delegated = task.tree.get("delegated")
    by = delegated.get("by") if isinstance(delegated, dict) else None
    return by if isinstance(by, str) else ""


def _ask_on(facts: Facts, proposal: Record) -> date | None:
    """Return the first day of asking since which nothing was heard of a proposal; None where each was kept."""
    sent = facts.day(proposal, "sent_at")
    if sent is None:
        return None
    days = [move_working_days(sent, count) for count in ASK_AGAIN]
    until = facts.day(proposal, "valid_until")
    if until is not None:
        days = [*(each for each in days if each < until - BEFORE_IT_ENDS), until - BEFORE_IT_ENDS]
    deal = proposal.text("opportunity")
    about = facts.snapshot.resolve(deal, proposal, ("opportunity",)) if deal else None
    client = facts.snapshot.client_of(proposal)
    touches = (facts.last_touch(each) for each in (proposal, about, client) if each is not None)
    heard = max((each for each in touches if each), default=sent)
    return next((each for each in days if each > heard), None)
