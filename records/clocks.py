"""Clocks of cases: by when the client must have a first answer and a first solution, in working time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from ..schema.kinds import KINDS, BadValueError
from ..schema.record import Record
from ..schema.values import Duration
from .query.facts import Facts
from .working_time import week_of

DEFAULT_CLOCKS: Mapping[str, Mapping[str, str]] = {
    "ack": {"1": "PT1H", "2": "PT4H", "3": "P1D", "4": "P1D"},
    "solution": {"1": "PT4H", "2": "P1D", "3": "P3D", "4": "P5D"},
}
"""Clock → severity → working time, where ``cartera.yaml`` says nothing under ``clocks``."""

UNSOLVED = frozenset({"received", "acknowledged", "investigating", "reopened"})
"""States in which the client has no solution before them yet."""


def acknowledge_by(facts: Facts, case: Record) -> datetime | None:
    """Return until when a case must be acknowledged; None once it is."""
    if case.text("status") != "received" or case.text("ack_at"):
        return None
    return _runs_until(facts, case, "ack")


def solve_by(facts: Facts, case: Record) -> datetime | None:
    """Return until when a first solution is due; None once one is offered."""
    return _runs_until(facts, case, "solution") if case.text("status") in UNSOLVED else None


def _runs_until(facts: Facts, case: Record, clock: str) -> datetime | None:
    received = facts.value(case, "received_at")
    length = clock_length(facts, clock, case.text("severity"))
    if not isinstance(received, datetime) or length is None:
        return None
    zone = facts.snapshot.config.zone
    start = received if received.tzinfo else received.replace(tzinfo=zone)
    owner = facts.snapshot.resolve(case.text("owner"), case, ("user",)) if case.text("owner") else None
    return week_of(owner, zone).after(start, length)


def clock_length(facts: Facts, clock: str, severity: str) -> Duration | None:
    """Return how long a clock runs for a severity; None where nothing says it."""
    written = (facts.snapshot.config.settings or {}).get("clocks")
    chosen = written.get(clock) if isinstance(written, dict) else None
    text = chosen.get(severity) if isinstance(chosen, dict) else None
    try:
        found = KINDS["duration"].parse(
            text if isinstance(text, str) else DEFAULT_CLOCKS.get(clock, {}).get(severity, "")
        )
    except BadValueError:
        return None
    return found if isinstance(found, Duration) else None
