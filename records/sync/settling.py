"""Settling what waits in the inbox, one thing or many, as one plan: one commit, one undo."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from ...schema.dataclass import dataclass
from ...schema.errors import CarteraError, NeedsPerson
from ...schema.sentences import plural, sentence
from ..book import Book
from ..plan import Plan, join
from .copies import FileCopy, plan_copy
from .inbox import Choice, RecordConflict
from .mistakes import NobodysSide
from .resolving import ChoiceImpossible, choose_side, plan_resolutions

Waiting = RecordConflict | FileCopy
"""What waits for a person: a field two people wrote differently, or a file of which there are two versions."""


class Way(StrEnum):
    """How something is settled, as people say it."""

    MINE = "mine"
    """The value one wrote oneself."""
    THEIRS = "theirs"
    """The value somebody else wrote."""
    KEPT = "kept"
    """What stands now."""
    OTHER = "other"
    """What does not."""
    BOTH = "both"
    """Both of them."""
    PROBABLE = "probable"
    """What a person would probably choose."""


class SettledBeside(NeedsPerson):
    """Settling something changes a record that another answer given at the same time changes too."""

    def __init__(self, name: str) -> None:
        super().__init__(
            sentence("“{name}” is about a record that another of these answers changes.", name=name),
            sentence("Settle it afterwards."),
        )


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Something that cannot be settled that way."""

    waiting: Waiting
    """Which."""
    mistake: CarteraError
    """Why."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """What would be settled, and how."""

    plan: Plan
    """All changes; empty where there are none."""
    chosen: tuple[tuple[Waiting, Choice], ...]
    """What is settled, with the choice made for each."""
    unsettled: tuple[Unsettled, ...]
    """What is left as it is."""


def choose(waiting: Waiting, way: Way, who: str) -> Choice:
    """Return the choice that ``way`` means; ``who`` is one's name on commits.

    Raises:
        ChoiceImpossible: it cannot be settled that way.
        NobodysSide: neither version is theirs, or nobody knows.

    """
    if way in {Way.MINE, Way.THEIRS}:
        if isinstance(waiting, FileCopy):
            raise NobodysSide(waiting.original, "", "")
        return choose_side(waiting, who, mine=way is Way.MINE)
    if way is Way.PROBABLE:
        return Choice.KEPT if isinstance(waiting, FileCopy) else waiting.suggestion
    choice = Choice(way.value)
    if choice not in waiting.choices:
        raise ChoiceImpossible(name_of(waiting))
    return choice


def name_of(waiting: Waiting) -> str:
    """Return what a sentence calls what waits: the field, or the file."""
    if isinstance(waiting, FileCopy):
        return waiting.original
    return waiting.entry.field or waiting.entry.kind.value


def plan_settlement(book: Book, waiting: Sequence[Waiting], way: Way) -> Settlement:
    """Plan that all of it is settled in one way; what cannot be hinders nothing else and says why."""
    who = book.identity[0] if book.identity else ""
    chosen: list[tuple[Waiting, Choice]] = []
    unsettled: list[Unsettled] = []
    for each in waiting:
        try:
            chosen.append((each, choose(each, way, who)))
        except CarteraError as mistake:
            unsettled.append(Unsettled(each, mistake))
    plans: list[Plan] = []
    planned: set[str] = set()
    settled: list[tuple[Waiting, Choice]] = []
    for group in _by_file(chosen):
        try:
            plan = _plan(book, group)
            touched = {each.path for each in plan.changes} | {each.path for each in plan.carried}
            if touched & planned:
                raise SettledBeside(name_of(group[0][0]))
            planned |= touched
            plans.append(plan)
            settled += group
        except CarteraError as mistake:
            unsettled += [Unsettled(each, mistake) for each, _ in group]
    count = plural("{n} conflict settled", "{n} conflicts settled", len(settled))
    return Settlement(join(plans, plans[0].subject if len(plans) == 1 else count), tuple(settled), tuple(unsettled))


def settle_one(book: Book, waiting: Waiting, way: Way) -> Plan:
    """Plan that one thing is settled. Raises as ``choose``, ``plan_resolution`` and ``plan_copy``."""
    settlement = plan_settlement(book, [waiting], way)
    for each in settlement.unsettled:
        raise each.mistake
    return settlement.plan


def _by_file(chosen: Sequence[tuple[Waiting, Choice]]) -> list[list[tuple[Waiting, Choice]]]:
    """Return what is settled together because it stands in one file."""
    groups: dict[str, list[tuple[Waiting, Choice]]] = {}
    for each in chosen:
        waiting = each[0]
        groups.setdefault(waiting.path if isinstance(waiting, FileCopy) else waiting.record.path, []).append(each)
    return [*groups.values()]


def _plan(book: Book, group: Sequence[tuple[Waiting, Choice]]) -> Plan:
    conflicts: list[tuple[RecordConflict, Choice]] = []
    for waiting, choice in group:
        if isinstance(waiting, FileCopy):
            return plan_copy(book, waiting, choice)
        conflicts.append((waiting, choice))
    return plan_resolutions(book, conflicts)
