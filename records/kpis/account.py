"""The numbers of one account: its health, tier, revenue by quarter, satisfaction, what was agreed, budgets, activity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from ...schema.dataclass import dataclass
from ...schema.record import Record
from ...schema.sentences import Sentence
from ..query.tier import TierScore, chosen_tier, find_tier, tier_score
from .agreed import Due, readings_of
from .delivery import Spending, spendings
from .health import Health, health_of
from .health_measures import Held, revenue_of
from .satisfaction import Answer, answer_of
from .slice import Slice
from .spans import DAY, Span, previous_span, quarter_of
from .unanswerable import Unanswerable

QUARTERS = 8
"""Quarters of revenue, the present one last."""
WEEKS = 26
"""Weeks of activity, the present one last."""
READ_BACK = timedelta(days=366)
"""How far back the readings of agreed figures go."""
SURVEYS = ("nps", "csat")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Quarter:
    """The revenue of one quarter."""

    span: Span
    """Which."""
    amount: Decimal
    """What was invoiced, else sold, in the book's currency."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """One figure agreed with the client."""

    kpi: Record
    """The record."""
    readings: tuple[Due, ...]
    """What was read within a year, the oldest first."""


@dataclass(frozen=True, slots=True)
class Account:
    """The numbers of one client on a day. What lacks a rate of exchange is a sentence that says so."""

    client: Record
    """The client."""
    day: date
    """The day."""
    currency: str
    """The book's: of every amount."""
    health: Health | Sentence
    """How the account is, every point explained."""
    tier: str
    """Its tier; empty where nothing tells."""
    is_tier_chosen: bool
    """Whether a person decided the tier."""
    tier_score: TierScore | None
    """Why it has its tier, where the book has a formula."""
    quarters: tuple[Quarter, ...] | Sentence
    """Its revenue, the oldest quarter first."""
    answers: Mapping[str, tuple[Answer, ...]]
    """Its answers to surveys of a kind, the oldest first."""
    agreed: tuple[Agreed, ...]
    """What was agreed as figures."""
    budgets: tuple[Spending, ...] | Sentence
    """The budgets that run on the day."""
    first_week: date
    """The Monday that the activity begins with."""
    activity: Mapping[date, int]
    """Interactions by day, since that Monday."""


def account_of(seen: Slice, client: Record) -> Account:
    """Return the numbers of a client on the day of a slice of everything."""
    held, facts, formula = Held(seen, client), seen.facts, seen.config.tiering
    monday = seen.as_of - timedelta(days=seen.as_of.weekday(), weeks=WEEKS - 1)
    return Account(
        client=client,
        day=seen.as_of,
        currency=seen.config.currency,
        health=_or_reason(lambda: health_of(seen, client)),
        tier=find_tier(facts, client) or "",
        is_tier_chosen=chosen_tier(facts, client) is not None,
        tier_score=tier_score(facts, client, formula) if formula else None,
        quarters=_or_reason(lambda: tuple(_quarters(held))),
        answers={kind: found for kind in SURVEYS if (found := _answers(held, kind))},
        agreed=tuple(_agreed(held)),
        budgets=_or_reason(lambda: tuple(_running(held))),
        first_week=monday,
        activity=_activity(held, monday),
    )


def _or_reason(work: Callable[[], _T]) -> _T | Sentence:
    try:
        return work()
    except Unanswerable as mistake:
        return mistake.sentence


def _quarters(held: Held) -> list[Quarter]:
    starts = held.seen.config.fiscal_year_start
    span = quarter_of(held.day, starts)
    spans = [span]
    while len(spans) < QUARTERS:
        spans.append(previous_span(spans[-1], starts))
    return [Quarter(each, revenue_of(held, each)[0]) for each in reversed(spans)]


def _answers(held: Held, kind: str) -> tuple[Answer, ...]:
    days = ((held.day_of(each, "answered_at"), each) for each in held.of_type("feedback") if each.text("kind") == kind)
    read = (answer_of(each, day) for day, each in days if day is not None and day <= held.day)
    return tuple(sorted((each for each in read if each), key=lambda each: (each.day, each.record.id)))


def _agreed(held: Held) -> list[Agreed]:
    start, end = held.day - READ_BACK, held.day + DAY
    year = held.seen.over(Span(start, end, f"{start}..{end}"))
    return [
        Agreed(each, tuple(due for due in readings_of(year, each) if due.value is not None))
        for each in held.of_type("kpi")
    ]


def _running(held: Held) -> list[Spending]:
    today = Span(held.day, held.day + DAY, f"{held.day}..{held.day + DAY}")
    return list(spendings(held.seen.over(today), held.of_type("budget")))


def _activity(held: Held, since: date) -> Mapping[date, int]:
    days = (held.day_of(each, "at") for each in held.of_type("interaction") if each.text("kind") != "note")
    return Counter(day for day in days if day is not None and since <= day <= held.day)
