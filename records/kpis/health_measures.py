"""The measures of an account's health: what each is read from, and how it becomes a score from 0 to 100."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from ...schema.dataclass import dataclass
from ...schema.field import Labels
from ...schema.machine import OPEN
from ...schema.record import Record
from ...schema.sentences import Sentence, plural, sentence
from ..cadence import touch_interval
from .activity import is_conversation
from .agreed import readings_of
from .deals import WON
from .satisfaction import Answer, answer_of
from .slice import Slice
from .spans import Span, previous_span, trailing_year
from .stats import HUNDRED, ZERO, mean, total
from .texts import read_money

HALF = Decimal(50)
SEVERITY_POINTS: Mapping[str, int] = {"1": 60, "2": 30, "3": 15, "4": 5}
"""Severity → what an open case takes off the service."""
RANGE = Decimal(25)
"""Growth of so many percent is the best, a loss of as many the worst."""
DETRACTOR = 6


@dataclass(frozen=True, slots=True)
class Reading:
    """What a measure says of an account."""

    score: Decimal | None
    """0 to 100; None where there are no data."""
    why: Sentence
    """How it came about."""
    n: int = 0
    """How many records are behind it."""


class Held:
    """What is known of one account on the day of a slice."""

    def __init__(self, seen: Slice, client: Record) -> None:
        self.seen = seen
        self.client = client
        self.day = seen.as_of
        self.year = trailing_year(seen.as_of)

    @cached_property
    def records(self) -> Sequence[Record]:
        """Everything in its folder."""
        return self.seen.snapshot.of_client(self.client.client or "")

    def of_type(self, name: str) -> list[Record]:
        """Return what it holds of a type."""
        return [each for each in self.records if each.type == name]

    def day_of(self, record: Record, field: str) -> date | None:
        """Return the day of a field."""
        return self.seen.ground.day(record, field)

    @cached_property
    def open_cases(self) -> Sequence[Record]:
        """The cases that were open on the day."""
        return [each for each in self.of_type("case") if self._is_open(each)]

    def _is_open(self, case: Record) -> bool:
        received, resolved = self.day_of(case, "received_at"), self.day_of(case, "resolved_at")
        if received is not None and received > self.day:
            return False
        if resolved is not None:
            return resolved > self.day
        state = self.seen.snapshot.type_of(case).state_of(case)
        return state is not None and state.kind == OPEN

    def answers(self, kind: str) -> list[Answer]:
        """Return the answers of a kind within a year, the earliest first."""
        found = []
        for each in self.of_type("feedback"):
            day = self.day_of(each, "answered_at")
            if each.text("kind") == kind and day is not None and day in self.year:
                answer = answer_of(each, day)
                if answer is not None:
                    found.append(answer)
        return sorted(found, key=lambda one: (one.day, one.record.id))

    def caps(self) -> Iterator[Sentence]:
        """Yield why the score cannot be high whatever the measures say."""
        if any(each.text("severity") == "1" for each in self.open_cases):
            yield sentence("A case of severity 1 is open.")
        for each in self.answers("nps"):
            closed = self.day_of(each.record, "closed_loop_on")
            if each.score <= DETRACTOR and (closed is None or closed > self.day):
                yield sentence("A detractor has not been called back.")
                return


def engagement(held: Held) -> Reading:
    """Return 100 while the last conversation is within the cadence, less the longer it is past, 0 at three times it."""
    every = touch_interval(held.seen.facts, held.client)
    talks = held.of_type("interaction")
    answered = {each.text("in_reply_to").rpartition("/")[2] for each in talks}
    days = [
        day
        for each in talks
        if is_conversation(each, answered) and (day := held.day_of(each, "at")) and day <= held.day
    ]
    if every is None or not days:
        return Reading(None, sentence("No conversation is noted, or no cadence is agreed."))
    silent, allowed = (held.day - max(days)).days, Decimal(str(every.days))
    score = HUNDRED - HALF * max(Decimal(silent) / allowed - 1, ZERO) if allowed else ZERO
    why = sentence(
        "{silent} days since the last conversation; {allowed} are agreed.", silent=silent, allowed=round(allowed)
    )
    return Reading(max(score, ZERO), why, len(days))


def satisfaction(held: Held) -> Reading:
    """Return what the latest answers say: 100 of a promoter, 75 of a passive, a part of 50 of a detractor; CSAT by its scale."""
    scores, told = [], []
    for kind in ("nps", "csat"):
        answers = held.answers(kind)
        if answers:
            last = answers[-1]
            scores.append(_nps_points(last.score) if kind == "nps" else _scale_points(last))
            told.append(f"{kind.upper()} {last.score}")
    if not scores:
        return Reading(None, sentence("Nobody answered a survey within a year."))
    return Reading(mean(scores), sentence("Latest answers: {answers}.", answers=", ".join(told)), len(scores))


def _nps_points(score: Decimal) -> Decimal:
    if score >= 9:
        return HUNDRED
    return Decimal(75) if score > DETRACTOR else HALF * score / DETRACTOR


def _scale_points(answer: Answer) -> Decimal:
    return HUNDRED * (answer.score - answer.low) / (answer.high - answer.low)


def agreed_figures(held: Held) -> Reading:
    """Return how many percent of the readings of the last three months keep to what was agreed."""
    start = held.year.end - timedelta(days=92)
    recent = held.seen.over(Span(start, held.year.end, f"{start}..{held.year.end}"), held.day)
    readings = [each for kpi in held.of_type("kpi") for each in readings_of(recent, kpi) if each.value is not None]
    if not readings:
        return Reading(None, sentence("No agreed figure was read within three months."))
    met = sum(each.is_met for each in readings)
    why = sentence("{met} of {count} readings keep to what was agreed.", met=met, count=len(readings))
    return Reading(HUNDRED * met / len(readings), why, len(readings))


def growth(held: Held) -> Reading:
    """Return 50 where revenue stands still, 100 where it grew by a quarter within a year, 0 where it fell by as much."""
    now, n = revenue_of(held, held.year)
    then, _ = revenue_of(held, previous_span(held.year))
    if not then:
        return Reading(None, sentence("There was no revenue in the year before."))
    change = HUNDRED * (now - then) / then
    score = min(max(HALF + HALF * change / RANGE, ZERO), HUNDRED)
    return Reading(score, sentence("Revenue changed by {change} % within a year.", change=f"{change:.1f}"), n)


def revenue_of(held: Held, span: Span) -> tuple[Decimal, int]:
    """Return what was invoiced in a span, else sold, and by how many records. Raises ``Unanswerable`` without a rate."""
    bills = []
    for each in held.of_type("transaction"):
        sign = {"invoice": 1, "credit_note": -1}.get(each.text("kind"))
        day, net = held.day_of(each, "date"), read_money(each.tree.get("net"))
        if sign and net and day is not None and day in span:
            bills.append(sign * held.seen.in_currency(net, day))
    if bills:
        return total(bills), len(bills)
    sales = [
        held.seen.in_currency(each.amount, each.now.closed_on)
        for each in held.seen.ground.deals_of.get(held.client.client or "", ())
        if each.now.outcome == WON and each.amount and each.now.closed_on is not None and each.now.closed_on in span
    ]
    return total(sales), len(sales)


def service(held: Held) -> Reading:
    """Return 100 less what the open cases take off, by severity."""
    taken = sum(SEVERITY_POINTS.get(each.text("severity"), 15) for each in held.open_cases)
    why = plural("{n} open case.", "{n} open cases.", len(held.open_cases))
    return Reading(max(HUNDRED - taken, ZERO), why, len(held.open_cases))


def payment(held: Held) -> Reading:
    """Return how many percent of the bills due within a year were paid in time."""
    due = on_time = 0
    for each in held.of_type("transaction"):
        day, paid = held.day_of(each, "due_on"), held.day_of(each, "paid_on")
        if each.text("kind") == "invoice" and day is not None and day in held.year and day < held.day:
            due += 1
            on_time += paid is not None and paid <= day
    if not due:
        return Reading(None, sentence("No bill was due within a year."))
    return Reading(
        HUNDRED * on_time / due, sentence("{paid} of {count} bills were paid in time.", paid=on_time, count=due), due
    )


@dataclass(frozen=True, slots=True)
class Kind:
    """One sort of measure."""

    label: Labels
    """What people call it."""
    read: Callable[[Held], Reading]
    """What it says of an account."""


MEASURES: Mapping[str, Kind] = {
    "engagement": Kind({"en": "Engagement", "es": "Relación"}, engagement),
    "satisfaction": Kind({"en": "Satisfaction", "es": "Satisfacción"}, satisfaction),
    "kpis": Kind({"en": "Agreed KPIs", "es": "KPI acordados"}, agreed_figures),
    "growth": Kind({"en": "Growth", "es": "Crecimiento"}, growth),
    "service": Kind({"en": "Service", "es": "Servicio"}, service),
    "payment": Kind({"en": "Payment", "es": "Pago"}, payment),
}
"""Every measure by its word in ``cartera.yaml``."""
