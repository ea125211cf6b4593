"""The score of a due thing: a plain sum, each part with its reason, so that a person can check it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ....schema.sentences import plural, sentence
from ...cadence import tier_of
from ...query.facts import Facts
from .due import PROMISES, Dated, Part, Reason, Weight

DUE = 100
"""What everything due begins with."""
FOR_A_DAY_LATE, MOST_LATE = 5, 100
FOR_A_QUIET_DAY, MOST_QUIET = 1, 40
FOR_A_DAY_AHEAD = -10
RAN_OUT, RUNS_OUT = 40, 20
BY_IMPORTANCE = {"1": 20, "3": -20}
FOR_A_PROMISE = 30
FOR_SEVERITY, LEAST_SEVERE = 15, 4
CLOSES_SOON, SOON = 10, timedelta(days=14)
BY_TIER = {"A": 15, "B": 5}
FOR_BIG_MONEY, FOR_MONEY = 15, 5
FOR_A_HABIT = -50

HABITS = frozenset({Reason.SILENT, Reason.CLOSE, Reason.REVISIT, Reason.RENEWAL, Reason.ENDS})
"""Reasons for which nobody waits by the hour: a day of them weighs less, and they never bury what was promised."""

SLOW = HABITS | {Reason.ANSWER}
"""Reasons of which a day more changes little."""

CLOCKS = frozenset({Reason.ACKNOWLEDGE, Reason.SOLVE, Reason.UPDATE})
"""Reasons whose day is a moment that can run out."""

_SHORT = timedelta(hours=2)


def parts_of(facts: Facts, dated: Dated) -> tuple[Part, ...]:
    """Return what the score of a due thing is the sum of; parts that add nothing are left out."""
    return tuple(each for source in _SOURCES for each in source(facts, dated) if each.points)


def _of_the_day(facts: Facts, dated: Dated) -> Iterator[Part]:
    late = (facts.today - dated.day).days
    yield Part(Weight.DUE, DUE, sentence("it is due") if late else sentence("it is due today"))
    if late > 0:
        each, most = (FOR_A_QUIET_DAY, MOST_QUIET) if dated.reason in SLOW else (FOR_A_DAY_LATE, MOST_LATE)
        says = plural(
            "{n} day late, {each} a day up to {most}",
            "{n} days late, {each} a day up to {most}",
            late,
            each=each,
            most=most,
        )
        yield Part(Weight.LATE, min(late * each, most), says)
    elif late < 0:
        says = plural("{n} day to go", "{n} days to go, {each} a day", -late, each=FOR_A_DAY_AHEAD)
        yield Part(Weight.AHEAD, late * -FOR_A_DAY_AHEAD, says)
    if dated.reason in HABITS:
        yield Part(Weight.HABIT, FOR_A_HABIT, sentence("nobody waits for it by the hour"))


def _of_the_clock(facts: Facts, dated: Dated) -> Iterator[Part]:
    if dated.at is None or dated.reason not in CLOCKS:
        return
    if dated.at < facts.now:
        yield Part(Weight.CLOCK, RAN_OUT, sentence("its clock has run out"))
    elif dated.at - facts.now <= _SHORT:
        yield Part(Weight.CLOCK, RUNS_OUT, sentence("its clock runs out within two hours"))


def _of_the_record(_facts: Facts, dated: Dated) -> Iterator[Part]:
    record = dated.record
    importance = record.text("importance")
    yield Part(Weight.IMPORTANCE, BY_IMPORTANCE.get(importance, 0), sentence("importance {n}", n=importance))
    if record.text("promised_to_client") == "true" or dated.reason in PROMISES:
        yield Part(Weight.PROMISED, FOR_A_PROMISE, sentence("promised to the client"))
    severity = record.text("severity")
    if record.type == "case" and severity.isascii() and severity.isdecimal():
        points = FOR_SEVERITY * (LEAST_SEVERE - min(int(severity), LEAST_SEVERE))
        yield Part(Weight.SEVERITY, points, sentence("severity {n}", n=severity))


def _of_the_money(facts: Facts, dated: Dated) -> Iterator[Part]:
    record = dated.record
    close = facts.day(record, "expected_close") if dated.reason is Reason.NEXT_STEP else None
    if close is not None and close <= facts.today + SOON:
        yield Part(Weight.CLOSING, CLOSES_SOON, sentence("expected to close within two weeks"))
    amount = facts.money(record, "amount") if record.type == "opportunity" else None
    steps = [least.amount for _, least in facts.tier_steps if amount and least.currency == amount.currency]
    if amount and len(steps) > 1 and amount.amount >= steps[1]:
        points = FOR_BIG_MONEY if amount.amount >= steps[0] else FOR_MONEY
        yield Part(Weight.AMOUNT, points, sentence("a large amount"))


def _of_the_client(facts: Facts, dated: Dated) -> Iterator[Part]:
    client = facts.snapshot.client_of(dated.record)
    tier = tier_of(facts, client) if client else ""
    yield Part(Weight.TIER, BY_TIER.get(tier, 0), sentence("a client of tier {tier}", tier=tier))


_SOURCES = (_of_the_day, _of_the_clock, _of_the_record, _of_the_money, _of_the_client)
