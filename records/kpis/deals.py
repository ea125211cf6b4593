"""Deals as numbers need them: an opportunity read once into typed facts, and how it stood on any day.

A deal is seen at the end of a day: what closed on it is closed. Before a deal began it does not exist. Its stage comes
from its history; its expected close from the moves that were noted; its amount and owner are today's, because a record
keeps no history of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from ...schema.dataclass import dataclass
from ...schema.machine import OPEN, State
from ...schema.record import Record
from ...schema.values import Money
from .shares import Shares, credits_of, products_of

if TYPE_CHECKING:
    from .deal_reader import DealReader

_DAY = itemgetter(0)
WON, LOST, VOID = "won", "lost", "void"
RENEWAL = "renewal"
TEST_TAG = "test"
"""A client or record with this tag was made to try something out and counts nowhere."""


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


COUNTED = frozenset(
    {
        "pipeline", "stage", "stage_history", "amount", "expected_close", "close_date_moves", "forecast",
        "probability_override", "kind", "owner", "splits", "reason", "closed_on", "created", "first_contact_at", "lines",
        "tags",
    }
)  # fmt: skip
"""The fields of an opportunity that numbers of deals read."""


@dataclass(frozen=True, eq=False, slots=True)
class Cell:
    """What deals are told apart by when their money is added up; deals that do not differ in it share one."""

    states: Mapping[str, State]
    """The stages of their pipeline."""
    stage: str
    """The word of their stage; empty where no record says it."""
    outcome: str
    """``open``, ``won``, ``lost`` or ``void``."""
    category: str
    """Their forecast category."""
    probability: Decimal | None
    """In percent; None where neither a person nor the stage says one."""
    is_open: bool
    """Whether something is still to be done."""


class Standing(NamedTuple):
    """How a deal stood at the end of a day."""

    cell: Cell
    """Its stage and what goes with it."""
    closed_on: date | None
    """The day it closed; None while it was open."""
    expected_close: date | None
    """When it was expected to close."""

    @property
    def stage(self) -> str:
        """The word of its stage; empty where no record says it."""
        return self.cell.stage

    @property
    def outcome(self) -> str:
        """``open``, ``won`` or ``lost``."""
        return self.cell.outcome

    @property
    def category(self) -> str:
        """Its forecast category."""
        return self.cell.category

    @property
    def probability(self) -> Decimal | None:
        """In percent; None where neither a person nor its stage says one."""
        return self.cell.probability


class Course(NamedTuple):
    """How a deal stands, and between which days it moved."""

    now: Standing
    """How it stands after all that is noted."""
    began: date | None
    """The day from which it exists."""
    settled: date
    """From this day on it stands as it does now."""


class Deal:
    """An opportunity, typed, and never changed. What few numbers ask for is read when one does."""

    def __init__(
        self, record: Record, record_id: str, reader: DealReader, course: Course, amount: Money | None
    ) -> None:
        self.record = record
        """The record."""
        self.id = record_id
        """Its id."""
        self.client = record.client
        """The slug of its client."""
        self.kind = record.text("kind")
        """``new``, ``upsell``, ``cross_sell``, ``renewal`` or ``other``."""
        self.amount = amount
        """Its whole amount."""
        self.states = course.now.cell.states
        """The stages of its pipeline."""
        self.began = course.began
        """The day from which it exists: of its creation or first move; None where neither is noted."""
        self.now = course.now
        """How it stands after all that is noted."""
        self.settled = course.settled
        """From this day on it stands as it does now."""
        self._reader = reader
        self._ordered: Sequence[tuple[date, str]] | None = None

    # What is read when somebody asks

    @property
    def owner(self) -> str:
        """Who has it; empty where nobody does."""
        return self.record.text("owner")

    @property
    def reason(self) -> str:
        """Why it was won or lost."""
        return self.record.text("reason")

    @property
    def created(self) -> date | None:
        """The day it was created."""
        return self._reader.day(self.record.tree.get("created"))

    @property
    def closed_on(self) -> date | None:
        """The day it closed, as written, or of the move that closed it."""
        return self.now.closed_on or self._reader.day(self.record.tree.get("closed_on"))

    @property
    def first_contact(self) -> date | None:
        """The first contact noted on it."""
        return self._reader.day(self.record.tree.get("first_contact_at"))

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Its moves in the order of time."""
        return tuple(Step(*each) for each in self._moves())

    def _moves(self) -> Sequence[tuple[date, str]]:
        """Return day and stage of its moves in the order of time, read once."""
        if self._ordered is None:
            moves = self._reader.moves_of(self.record)
            if len(moves) > 1:
                moves.sort(key=_DAY)
            self._ordered = moves
        return self._ordered

    @cached_property
    def shifts(self) -> tuple[Shift, ...]:
        """How its expected close moved."""
        return tuple(self._reader.shifts_of(self.record))

    @cached_property
    def credits(self) -> Shares:
        """Who is credited with which part of it; its owner with all where nothing else is said."""
        return credits_of(self.record.tree.get("splits"), self.owner)

    @cached_property
    def products(self) -> Shares:
        """Which part of it each product is."""
        return products_of(self.record.tree.get("lines"))

    # What follows from it

    def differs_in(self, other: Deal) -> frozenset[str]:
        """Return the fields in which the two differ, all that no number of deals reads under the empty word."""
        one, two = self.record.tree, other.record.tree
        found = {each if each in COUNTED else "" for each in {*one, *two} if one.get(each) != two.get(each)}
        return frozenset(found | ({"client"} if self.client != other.client else set()))

    def standing(self, day: date) -> Standing | None:
        """Return how it stood at the end of a day; None where it did not exist yet."""
        if day >= self.settled:
            return self.now
        if self.began is not None and day < self.began:
            return None
        stage, outcome, closed_on = self._stage_on(day)
        now = self.now.cell
        if stage == now.stage and outcome == now.outcome:
            cell = now
        else:
            override = self.record.tree if stage == now.stage else {}
            cell = self._reader.cell(self.states, stage, override, outcome)
        return Standing(cell, closed_on, self._expected_on(day))

    def _stage_on(self, day: date) -> tuple[str, str, date | None]:
        """Return stage, outcome and day of closing as they were at the end of a day.

        The day a closed deal gives itself counts before that of its last move; a loss taken back later was one then.
        """
        now = self.now
        if now.outcome != OPEN and now.closed_on is not None and now.closed_on <= day:
            return now.stage, now.outcome, now.closed_on
        moves, states = self._moves(), self.states
        if not moves:
            return (now.stage if now.outcome == OPEN else ""), OPEN, None
        stage, outcome, closed_on = "", OPEN, None
        for moved, word in moves:
            if moved > day:
                break
            state = states.get(word)
            if state is None or state.kind == OPEN:
                stage, outcome, closed_on = word, OPEN, None
            elif now.outcome == OPEN or word != now.stage:
                stage, outcome, closed_on = word, state.kind, moved
        return stage, outcome, closed_on

    def _expected_on(self, day: date) -> date | None:
        for shift in self.shifts:
            if shift.day > day:
                return shift.before
        return self.now.expected_close


def is_test(record: Record) -> bool:
    """Return whether a record was made to try something out: it has the tag ``test``."""
    tags = record.tree.get("tags")
    return tags == TEST_TAG or (isinstance(tags, list) and TEST_TAG in tags)


def outcome_of(state: State | None) -> str:
    """Return how a deal ended; one with an unknown stage counts as open, and a Problem says so."""
    return state.kind if state else OPEN


def usual_probability(state: State | None) -> Decimal | None:
    """Return what a stage says of its deals, in percent; None where it says nothing."""
    return Decimal(state.probability) if state and state.probability is not None else None
