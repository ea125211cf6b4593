"""The day of a person: what is done of it, how its meetings are prepared, and which clients are in danger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

from ...schema.dataclass import dataclass
from ...schema.record import Record
from ...schema.sentences import Sentence, plural, sentence
from ..query.facts import NO_TOUCH, Facts
from ..snapshot import Snapshot
from .moments import as_day
from .today.due import Due, Reason
from .today.listing import concerns

SEVERE = frozenset({"1", "2"})
"""Severities of a case that endanger a client."""

UNHAPPY = timedelta(days=90)
"""How long a bad answer to a survey counts while nobody has answered it."""

DETRACTOR = 6
"""The best score out of ten of somebody who advises against us."""

_FINISHED = frozenset({"done", "won", "lost"})


@dataclass(frozen=True, slots=True)
class Preparation:
    """How well a meeting is prepared."""

    missing: tuple[Sentence, ...]
    """What it still lacks, in words; empty where it is prepared."""

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class Danger:
    """A client who may be lost, and why."""

    client: Record
    """Who."""
    reasons: tuple[Sentence, ...]
    """Why, the gravest first."""


def preparation_of(meeting: Record) -> Preparation:
    """Return what a meeting or review to come still lacks: who, about what, and what is to be said."""
    if meeting.type == "review":
        lacks = () if meeting.text("status") == "prepared" else (sentence("its figures"),)
        return Preparation(lacks)
    missing = []
    if not meeting.tree.get("contacts"):
        missing.append(sentence("who comes"))
    if not meeting.tree.get("about"):
        missing.append(sentence("what it is about"))
    if not meeting.body.strip():
        missing.append(sentence("an agenda"))
    return Preparation(tuple(missing))


def done_on_day(snapshot: Snapshot, now: datetime, me: str | None) -> list[Record]:
    """Return what was finished or talked about today, by whoever ``me`` is: tasks, cases, deals, interactions."""
    return [
        each
        for name in ("task", "interaction", "opportunity", "case", "proposal", "contract", "review")
        for each in snapshot.of_type(name)
        if _is_done_on(snapshot, each, now) and concerns(snapshot, each, me)
    ]


def clients_in_danger(facts: Facts, due: list[Due], me: str | None) -> list[Danger]:
    """Return the clients with a severe case, a bad answer nobody took up, or long silence; the gravest first."""
    snapshot = facts.snapshot
    found: dict[str, list[Sentence]] = {}
    for slug, reason in (*_severe_cases(facts), *_bad_answers(facts), *_silences(facts, due)):
        found.setdefault(slug, []).append(reason)
    dangers = (
        Danger(client, tuple(reasons)) for slug, reasons in found.items() if (client := snapshot.client_named(slug))
    )
    return [each for each in dangers if concerns(snapshot, each.client, me)]


def _severe_cases(facts: Facts) -> Iterator[tuple[str, Sentence]]:
    cases = [each for each in facts.snapshot.of_type("case") if each.text("severity") in SEVERE and facts.is_open(each)]
    for case in sorted(cases, key=lambda each: (each.text("severity"), each.id)):
        severity, title = case.text("severity"), case.title
        yield case.client or "", sentence("case of severity {n}: {title}", n=severity, title=title)


def _bad_answers(facts: Facts) -> Iterator[tuple[str, Sentence]]:
    since = facts.today - UNHAPPY
    for answer in facts.snapshot.of_type("feedback"):
        score = facts.value(answer, "score")
        day = facts.day(answer, "answered_at") or facts.day(answer, "sent_at")
        is_bad = answer.text("kind") == "nps" and isinstance(score, Decimal) and score <= DETRACTOR
        if is_bad and day and day >= since and facts.is_open(answer):
            yield answer.client or "", sentence("gave us {score} of 10", score=score)


def _silences(facts: Facts, due: list[Due]) -> Iterator[tuple[str, Sentence]]:
    for each in due:
        if each.reason is Reason.SILENT and each.record.client:
            touched = facts.last_touch(each.record)
            days = (facts.today - touched).days if touched else each.days_late(facts.today)
            yield each.record.client, plural("silent for {n} day", "silent for {n} days", max(days, 0))


def _is_done_on(snapshot: Snapshot, record: Record, now: datetime) -> bool:
    today, zone = now.date(), snapshot.config.zone
    if record.type == "interaction":
        at = snapshot.value(record, "at") if record.text("at")[:7] >= f"{today - timedelta(days=2)}"[:7] else None
        is_touch = record.text("kind") not in NO_TOUCH
        return is_touch and isinstance(at, datetime) and as_day(at, zone) == today and at <= now
    if record.type == "task":
        return record.text("status") == "done" and as_day(snapshot.value(record, "done_on"), zone) == today
    record_type = snapshot.type_of(record)
    machine, state = record_type.machine, record_type.state_of(record)
    history = record.tree.get(machine.history) if machine and machine.history else None
    last = history[-1] if isinstance(history, list) and history else None
    at_text = last.get("at") if isinstance(last, dict) else None
    return (
        state is not None
        and state.kind in _FINISHED
        and isinstance(at_text, str)
        and at_text.startswith(today.isoformat())
    )
