"""The ground of all numbers: the records of a snapshot read once into rows, and who of them counts.

A ground is made from a snapshot, or from the ground before: then only what changed is read again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from ...schema.machine import OPEN
from ...schema.record import Record
from ..index.build import paused_collector
from ..snapshot import Snapshot
from .days import Credit, DayView, view_day
from .deals import ONE, VOID, Deal, DealReader, is_test

if TYPE_CHECKING:
    from .customers import Customers

OUTSIDE = frozenset({"partner", "supplier", "internal"})
"""Kinds of client that are none: nothing in their folders counts."""
DEALS = "opportunity"
OPEN_DEALS = "opportunity:open"
"""What a KPI reads that looks at open deals only."""
CLOSED_DEALS = "opportunity:closed"
"""What a KPI reads that looks at deals won and lost only."""
DEAL_TEXTS = "opportunity:texts"
"""What a KPI reads that looks at fields no other number counts."""
EVERYTHING = frozenset({"*"})
"""What has changed when settings have: all of it."""


class Ground:
    """The rows of a snapshot."""

    def __init__(self, snapshot: Snapshot, former: Ground | None = None) -> None:
        self.snapshot = snapshot
        """The records."""
        self._former = former if former and former.speaks_of(snapshot) else None
        self._days: dict[date, DayView] = {}
        self._earlier_days: Mapping[date, DayView] = {}
        self._exchanged: tuple[Credit, ...] = ()
        self.touched: frozenset[str] = EVERYTHING
        """What a KPI may read that is not what it was in the ground before."""
        if self._former is not None:
            self._follow(self._former)
            self._former = None

    def speaks_of(self, snapshot: Snapshot) -> bool:
        """Return whether rows made here mean the same in another snapshot: schema and settings are the same."""
        return self.snapshot.schema is snapshot.schema and self.snapshot.config is snapshot.config

    def _follow(self, former: Ground) -> None:
        """Take over the rows of the ground before, and note what differs."""
        here, there = self.snapshot.shelves, former.snapshot.shelves
        names = {*self.snapshot.schema.types, *here, *there}
        touched = {each for each in names if here[each] is not there[each]}
        if "deals" in former.__dict__:
            pairs = self._take_over(former) if DEALS in touched else []
            if DEALS not in touched:
                self.__dict__["deals"] = former.deals
            touched.discard(DEALS)
            for before, after in pairs:
                touched |= _tokens(before, after)
            if "client" not in touched and "counted" in former.__dict__:
                self._take_over_population(former, pairs)
        self.touched = frozenset(touched)

    def _take_over(self, former: Ground) -> list[tuple[Deal | None, Deal | None]]:
        """Read the deals that are not what they were, and return what each was and is."""
        found: dict[str, Deal] = {}
        pairs: list[tuple[Deal | None, Deal | None]] = []
        known = former.deals
        for record_id, record in self.snapshot.shelves[DEALS].records.items():
            before = known.get(record_id)
            if before is not None and before.record is record:
                found[record_id] = before
            else:
                found[record_id] = self.reader.read(record)
                pairs.append((before, found[record_id]))
        if len(found) - len([each for each in pairs if each[0] is None]) < len(known):
            pairs += [(deal, None) for record_id, deal in known.items() if record_id not in found]
        self.__dict__["deals"] = found
        return pairs

    def _take_over_population(self, former: Ground, pairs: Sequence[tuple[Deal | None, Deal | None]]) -> None:
        """Take over who counts, where deals were only exchanged by such as count too."""
        counted = former.counted
        exchanged = []
        for before, after in pairs:
            if before is None or after is None or before.id not in counted or not self._is_counted(after):
                return
            exchanged.append(Credit(after, ONE))
        self.__dict__["counted"] = {**counted, **{each.deal.id: each for each in exchanged}}
        self._exchanged = tuple(exchanged)
        self._earlier_days = {**former._earlier_days, **former._days} if not former._exchanged else former._days

    @cached_property
    def reader(self) -> DealReader:
        """What reads opportunities."""
        machine = self.snapshot.schema.types[DEALS].machine
        assert machine is not None  # our own type has one, and a book can only add to it
        return DealReader(machine, self.snapshot.config.zone)

    @cached_property
    def deals(self) -> Mapping[str, Deal]:
        """Every opportunity, typed, by id."""
        read = self.reader.read
        with paused_collector():
            return {record.id: read(record) for record in self.snapshot.of_type(DEALS)}

    @cached_property
    def counted(self) -> Mapping[str, Credit]:
        """The deals of the population, each whole, by id: no void ones, none of partners and suppliers, no tests."""
        return {each.id: Credit(each, ONE) for each in self.deals.values() if self._is_counted(each)}

    def on(self, day: date) -> DayView:
        """Return the deals of the population as they stood at the end of a day, each day looked at once."""
        found = self._days.get(day)
        if found is None:
            earlier = self._earlier_days.get(day)
            found = earlier.exchanging(self._exchanged) if earlier else view_day(self.counted.values(), day)
            self._days[day] = found
        return found

    def _is_counted(self, deal: Deal) -> bool:
        return deal.now.outcome != VOID and deal.client not in self._outside and not deal.is_test

    @cached_property
    def void(self) -> Sequence[Deal]:
        """The deals that were entered by mistake or twice."""
        return [each for each in self.deals.values() if each.now.outcome == VOID and self.counts(each.record)]

    def counts(self, record: Record) -> bool:
        """Return whether a record is of the population: of a client proper, and no test."""
        return record.client not in self._outside and ("tags" not in record.tree or not is_test(record))

    @cached_property
    def _outside(self) -> frozenset[str | None]:
        clients = self.snapshot.of_type("client")
        return frozenset(each.client for each in clients if each.text("kind") in OUTSIDE or is_test(each))

    @cached_property
    def people(self) -> Mapping[str, Record]:
        """The members of the team by handle."""
        return {each.name: each for each in self.snapshot.of_type("user")}

    @cached_property
    def deals_of(self) -> Mapping[str, Sequence[Deal]]:
        """The counted deals by the slug of their client."""
        found: dict[str, list[Deal]] = {}
        for each in self.counted.values():
            if each.deal.client:
                found.setdefault(each.deal.client, []).append(each.deal)
        return found

    @cached_property
    def customers(self) -> Customers:
        """Who is a customer when."""
        from .customers import Customers

        return Customers(self)

    def day(self, record: Record, field: str) -> date | None:
        """Return the day of a date or moment of a record, in the book's zone; ``field`` may be dotted."""
        first, _, rest = field.partition(".")
        tree = record.tree.get(first)
        if rest:
            tree = tree.get(rest) if isinstance(tree, dict) else None
        return self.reader.day(tree)


def _tokens(before: Deal | None, after: Deal | None) -> frozenset[str]:
    """Return what a KPI may read that differs between two versions of a deal."""
    if before is not None and after is not None and before.counts_as(after):
        return frozenset({DEAL_TEXTS})
    kinds = {each.now.outcome for each in (before, after) if each is not None}
    was_closed = any(each is not None and _was_ever_closed(each) for each in (before, after))
    found = {DEALS, DEAL_TEXTS}
    if OPEN in kinds or was_closed:
        found.add(OPEN_DEALS)
    if kinds - {OPEN} or was_closed:
        found.add(CLOSED_DEALS)
    return frozenset(found)


def _was_ever_closed(deal: Deal) -> bool:
    """Return whether a deal was closed on some day, if only for a while."""
    return any((state := deal.states.get(each.stage)) is not None and state.kind != OPEN for each in deal.steps)
