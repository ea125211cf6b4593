"""Deals as numbers need them: an opportunity read once into typed facts, and how it stood on any day.

A deal is seen at the end of a day: what closed on it is closed. Before a deal began it does not exist. Its stage comes
from its history; its expected close from the moves that were noted; its amount and owner are today's, because a record
keeps no history of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from decimal import Decimal, InvalidOperation
from math import ceil, floor
from operator import itemgetter
from typing import NamedTuple

from ...schema.kinds import MONEY, BadValueError
from ...schema.machine import OPEN, Machine, State
from ...schema.record import Record
from ...schema.tree import Tree
from ...schema.values import Money

ONE = Decimal(1)
HUNDRED = Decimal(100)
_TEN_PLACES = Decimal("1e-10")
WON, LOST, VOID = "won", "lost", "void"
RENEWAL = "renewal"
TEST_TAG = "test"
"""A client or record with this tag was made to try something out and counts nowhere."""

Shares = tuple[tuple[str, Decimal], ...]
"""Names with the part of the whole that is theirs; together at most 1."""


class Step(NamedTuple):
    """One move of a deal."""

    day: date
    """The day of the move, in the book's zone."""
    stage: str
    """The stage it entered."""


class Shift(NamedTuple):
    """One change of the day a deal was expected to close."""

    day: date
    """When it was changed."""
    before: date | None
    """What was expected until then."""
    after: date | None
    """What was expected from then on."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a deal stood at the end of a day."""

    stage: str
    """The word of its stage; empty where no record says it."""
    outcome: str
    """``open``, ``won`` or ``lost``."""
    closed_on: date | None
    """The day it closed; None while it was open."""
    expected_close: date | None
    """When it was expected to close."""
    category: str
    """Its forecast category."""
    probability: Decimal | None
    """In percent; None where neither a person nor its stage says one."""


@dataclass(frozen=True, slots=True)
class Deal:
    """An opportunity, typed."""

    record: Record
    """The record."""
    id: str
    """Its id."""
    client: str | None
    """The slug of its client."""
    owner: str
    """Who has it; empty where nobody does."""
    reason: str
    """Why it was won or lost."""
    is_test: bool
    """Whether it was made to try something out."""
    kind: str
    """``new``, ``upsell``, ``cross_sell``, ``renewal`` or ``other``."""
    states: Mapping[str, State]
    """The stages of its pipeline."""
    amount: Money | None
    """Its whole amount."""
    began: date | None
    """The day from which it exists: of its creation or first move; None where neither is noted."""
    created: date | None
    """The day it was created."""
    first_contact: date | None
    """The first contact noted on it."""
    closed_on: date | None
    """The day it closed, as written."""
    steps: tuple[Step, ...]
    """Its moves in the order of time."""
    is_shuffled: bool
    """Whether the moves stand out of the order of time in its file."""
    shifts: tuple[Shift, ...]
    """How its expected close moved."""
    now: Standing
    """How it stands after all that is noted."""
    settled: date
    """From this day on it stands as it does now."""
    credits: Shares
    """Who is credited with which part of it; its owner with all where nothing else is said."""
    products: Shares
    """Which part of it each product is."""

    def counts_as(self, other: Deal) -> bool:
        """Return whether no number can tell the two apart: only what nobody counts was edited."""
        return replace(self, record=other.record) == other

    def standing(self, day: date) -> Standing | None:
        """Return how it stood at the end of a day; None where it did not exist yet."""
        if day >= self.settled:
            return self.now
        if self.began is not None and day < self.began:
            return None
        stage, outcome, closed_on = self._stage_on(day)
        state = self.states.get(stage)
        now = self.now
        is_same = stage == now.stage
        return Standing(
            stage,
            outcome,
            closed_on,
            self._expected_on(day),
            now.category if is_same else (state.forecast if state else ""),
            now.probability if is_same else (_probability(state) if state else None),
        )

    def _stage_on(self, day: date) -> tuple[str, str, date | None]:
        """Return stage, outcome and day of closing as they were at the end of a day.

        The day a closed deal gives itself counts before that of its last move; a loss taken back later was one then.
        """
        now = self.now
        if now.outcome != OPEN and now.closed_on is not None and now.closed_on <= day:
            return now.stage, now.outcome, now.closed_on
        if not self.steps:
            return (now.stage if now.outcome == OPEN else ""), OPEN, None
        stage, outcome, closed_on = "", OPEN, None
        for step in self.steps:
            if step.day > day:
                break
            kind = _outcome(self.states.get(step.stage))
            if kind == OPEN:
                stage, outcome, closed_on = step.stage, OPEN, None
            elif now.outcome == OPEN or step.stage != now.stage:
                stage, outcome, closed_on = step.stage, kind, step.day
        return stage, outcome, closed_on

    def _expected_on(self, day: date) -> date | None:
        for shift in self.shifts:
            if shift.day > day:
                return shift.before
        return self.now.expected_close


class DealReader:
    """Reads opportunities of one book into deals."""

    def __init__(self, machine: Machine, zone: tzinfo) -> None:
        self._machine = machine
        self._zone = zone
        self._days: dict[str, date | None] = {}
        self._earliest, self._latest = _usual_hours(zone)

    def read(self, record: Record) -> Deal:
        """Return the deal of a record; what is not of its kind counts as missing, and a Problem says so."""
        tree = record.tree
        states = self._machine.flow(record.text(self._machine.selector)).states
        steps, is_shuffled = self._steps(tree.get(self._machine.history))
        created, closed_on = self.day(tree.get("created")), self.day(tree.get("closed_on"))
        shifts = tuple(self._shifts(tree.get("close_date_moves")))
        state = states.get(record.text(self._machine.field))
        outcome = _outcome(state)
        if outcome != OPEN and closed_on is None and steps:
            closed_on = next((each.day for each in reversed(steps) if state and each.stage == state.word), None)
        events = [*(each.day for each in steps), *(each.day for each in shifts)]
        begun = min((each for each in (created, *(one.day for one in steps[:1])) if each), default=None)
        now = Standing(
            record.text(self._machine.field),
            outcome,
            closed_on if outcome != OPEN else None,
            self.day(tree.get("expected_close")),
            record.text("forecast") or (state.forecast if state else ""),
            _override(tree.get("probability_override"), state),
        )
        ended = [closed_on] if closed_on and outcome != OPEN else []
        return Deal(
            record=record,
            id=record.id,
            client=record.client,
            owner=record.text("owner"),
            reason=record.text("reason"),
            is_test="tags" in tree and is_test(record),
            kind=record.text("kind"),
            states=states,
            amount=read_money(tree.get("amount")),
            began=begun,
            created=created,
            first_contact=self.day(tree.get("first_contact_at")),
            closed_on=closed_on,
            steps=steps,
            is_shuffled=is_shuffled,
            shifts=shifts,
            now=now,
            settled=max((*events, *ended, *([begun] if begun else [])), default=date.min),
            credits=_credits(tree.get("splits"), record.text("owner")),
            products=_products(tree.get("lines")),
        )

    def day(self, text: Tree) -> date | None:
        """Return the day of a date or moment, in the book's zone."""
        if not isinstance(text, str):
            return None
        try:
            return self._days[text]
        except KeyError:
            day = self._days[text] = self._read_day(text)
            return day

    def _read_day(self, text: str) -> date | None:
        try:
            if len(text) == 10:
                return date.fromisoformat(text)
            if len(text) == 25 and self._earliest <= int(text[11:13]) - int(text[19:22]) < self._latest:
                return date.fromisoformat(text[:10])  # as long as its own clock is far from midnight here
            moment = datetime.fromisoformat(text)
        except ValueError:
            return None
        return moment.astimezone(self._zone).date() if moment.tzinfo else moment.date()

    def _steps(self, tree: Tree) -> tuple[tuple[Step, ...], bool]:
        steps = [
            Step(day, word)
            for each in (tree if isinstance(tree, list) else ())
            if isinstance(each, dict) and isinstance(word := each.get("to"), str) and (day := self.day(each.get("at")))
        ]
        ordered = sorted(steps, key=itemgetter(0))
        return tuple(ordered), ordered != steps

    def _shifts(self, tree: Tree) -> Iterator[Shift]:
        for each in tree if isinstance(tree, list) else ():
            if isinstance(each, dict) and (day := self.day(each.get("at"))):
                yield Shift(day, self.day(each.get("from")), self.day(each.get("to")))


def _usual_hours(zone: tzinfo) -> tuple[int, int]:
    """Return the first hour of UTC from which the day is that of ``zone`` all year round, and the one before which."""
    seasons = [datetime(year, month, 1, tzinfo=zone).utcoffset() for year in (1990, 2010, 2030) for month in (1, 7)]
    hours = [each.total_seconds() / 3600 for each in seasons if each is not None]
    return 1 - floor(min(hours)), 23 - ceil(max(hours))


def is_test(record: Record) -> bool:
    """Return whether a record was made to try something out: it has the tag ``test``."""
    tags = record.tree.get("tags")
    return tags == TEST_TAG or (isinstance(tags, list) and TEST_TAG in tags)


def read_money(text: Tree) -> Money | None:
    """Return an amount as it stands in a file; None where there is none or it is none."""
    if not isinstance(text, str):
        return None
    try:
        value = MONEY.parse(text)
    except BadValueError:
        return None
    return value if isinstance(value, Money) else None


def read_number(text: Tree) -> Decimal | None:
    """Return a number as it stands in a file; None where there is none or it is none."""
    if not isinstance(text, str) or not text:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _outcome(state: State | None) -> str:
    """Return how a deal ended; one with an unknown stage counts as open, and a Problem says so."""
    return state.kind if state else OPEN


def _probability(state: State | None) -> Decimal | None:
    return Decimal(state.probability) if state and state.probability is not None else None


def _override(tree: Tree, state: State | None) -> Decimal | None:
    chosen = read_number(tree.get("pct")) if isinstance(tree, dict) else None
    return chosen if chosen is not None else _probability(state)


def _credits(tree: Tree, owner: str) -> Shares:
    shares: list[tuple[str, Decimal]] = []
    for each in tree if isinstance(tree, list) else ():
        if isinstance(each, dict) and isinstance(user := each.get("user"), str):
            pct = read_number(each.get("pct"))
            if pct:
                shares.append((user, pct / HUNDRED))
    if shares:
        return tuple(shares)
    return ((owner, ONE),) if owner else ()


def _products(tree: Tree) -> Shares:
    """Return which part of a deal each product is, by the net of its lines; evenly where they have no prices."""
    nets: dict[str, Decimal | None] = {}
    for each in tree if isinstance(tree, list) else ():
        if isinstance(each, dict) and isinstance(link := each.get("product"), str):
            name = link.rpartition("/")[2]
            net, so_far = _net(each), nets.get(name, Decimal(0))
            nets[name] = None if net is None or so_far is None else so_far + net
    if len(nets) < 2:
        return tuple((name, ONE) for name in nets)
    known = [each for each in nets.values() if each is not None]
    whole = sum(known, Decimal(0))
    if len(known) < len(nets) or whole <= 0:
        return _adding_up({name: ONE / len(nets) for name in nets})
    return _adding_up({name: net / whole for name, net in nets.items() if net is not None})


def _adding_up(shares: Mapping[str, Decimal]) -> Shares:
    """Return shares of ten decimals that are exactly one together: a partition must sum to the whole."""
    *others, last = shares
    cut = [(name, shares[name].quantize(_TEN_PLACES)) for name in others]
    return (*cut, (last, ONE - sum((part for _, part in cut), Decimal(0))))


def _net(line: Mapping[str, Tree]) -> Decimal | None:
    price = read_money(line.get("unit_price"))
    if price is None:
        return None
    quantity = read_number(line.get("qty"))
    discount = read_number(line.get("discount_pct")) or Decimal(0)
    return price.amount * (ONE if quantity is None else quantity) * (1 - discount / HUNDRED)
