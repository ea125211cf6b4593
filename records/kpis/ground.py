"""The ground of all numbers: the records of a snapshot read once into rows, and who of them counts.

A ground is made from a snapshot, or from the ground before: then only what changed is read again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar, cast

from ...schema.record import Record
from ..index.build import paused_collector
from ..snapshot import Snapshot
from .dated import Dated
from .days import Credit, Population, Swap, credited
from .deal_reader import DealReader
from .deals import VOID, Deal, is_test
from .stats import ONE
from .touching import CLIENTS, CLOSED_DEALS, DEALS, EVERYTHING, Exchange, exchanged, tokens_of, touched_by_client
from .worth import Purse

if TYPE_CHECKING:
    from .customers import Customers

_T = TypeVar("_T")
OUTSIDE = frozenset({"partner", "supplier", "internal"})
"""Kinds of client that are none: nothing in their folders counts."""


class Ground:
    """The rows of a snapshot."""

    def __init__(self, snapshot: Snapshot, former: Ground | None = None) -> None:
        self.snapshot = snapshot
        """The records."""
        self.touched: frozenset[str] = EVERYTHING
        """What a KPI may read that is not what it was in the ground before."""
        self._records: dict[str, Sequence[Record]] = {}
        self._dated: dict[tuple[str, str], Dated] = {}
        self._remembered: dict[object, object] = {}
        if former is not None and former.speaks_of(snapshot):
            self.touched = self._follow(former)

    def speaks_of(self, snapshot: Snapshot) -> bool:
        """Return whether rows made here mean the same in another snapshot: schema and settings are the same."""
        return self.snapshot.schema is snapshot.schema and self.snapshot.config is snapshot.config

    def _follow(self, former: Ground) -> frozenset[str]:
        """Take over what still holds of the ground before, and return what differs."""
        changed = {
            name: found
            for name in {*self.snapshot.schema.types, *self.snapshot.shelves, *former.snapshot.shelves}
            if (found := exchanged(former.snapshot.shelves[name], self.snapshot.shelves[name]))
        }
        self.__dict__["reader"] = former.reader
        touched = {name for name in changed if name not in {DEALS, CLIENTS}}
        swaps = [self._read_again(former, each) for each in changed.get(DEALS, ())]
        for before, after in swaps:
            touched |= tokens_of(before, after)
        for was, now in changed.get(CLIENTS, ()):
            touched |= touched_by_client(was, now)
        self._take_over_deals(former, swaps)
        if not touched >= EVERYTHING:
            _hand_on(former, self, "_outside", "people" if "user" not in changed else "")
            if not any(each is not None and each.now.outcome == VOID for pair in swaps for each in pair):
                _hand_on(former, self, "void")
        if CLIENTS not in touched and not touched >= EVERYTHING:
            self._take_over_population(former, swaps)
            self._records = {name: found for name, found in former._records.items() if name not in changed}
            for (name, field), dated in former._dated.items():
                self._dated[name, field] = self._dated_again(dated, changed.get(name, ()))
            if not {"contract", "transaction"} & touched:
                self._take_over_customers(former, swaps)
        return EVERYTHING if touched >= EVERYTHING else frozenset(touched)

    def _dated_again(self, dated: Dated, pairs: Sequence[Exchange]) -> Dated:
        counts = self.counts
        kept = [tuple(each if each is not None and counts(each) else None for each in pair) for pair in pairs]
        return dated.exchanging((one, two) for one, two in kept) if kept else dated

    def _read_again(self, former: Ground, swap: tuple[Record | None, Record | None]) -> tuple[Deal | None, Deal | None]:
        before, after = swap
        known = former.__dict__.get("deals")
        was = None if before is None else known[before.id] if known else former.reader.read(before, before.id)
        return was, None if after is None else self.reader.read(after, after.id)

    def _take_over_deals(self, former: Ground, swaps: Sequence[tuple[Deal | None, Deal | None]]) -> None:
        if "deals" not in former.__dict__:
            return
        found = dict(former.deals) if swaps else former.deals
        if isinstance(found, dict):
            for before, after in swaps:
                if after is not None:
                    found[after.id] = after
                elif before is not None:
                    del found[before.id]
        is_ordered = all(before is not None for before, _ in swaps)
        self.__dict__["deals"] = found if is_ordered else dict(sorted(found.items()))

    def _take_over_population(self, former: Ground, swaps: Sequence[tuple[Deal | None, Deal | None]]) -> None:
        """Take over who counts, where deals were only exchanged by such as count too."""
        if "population" not in former.__dict__:
            return
        counted = former.population.credits
        found = []
        for before, after in swaps:
            if before is None or after is None or before.id not in counted or not self._is_counted(after):
                return
            found.append((counted[before.id], credited(after, ONE)))
        if not any(before.deal.client != after.deal.client for before, after in found):
            self._take_over_groups(former, found)
        self.__dict__["population"] = former.population.following(found) if found else former.population

    def _take_over_groups(self, former: Ground, swaps: Sequence[Swap]) -> None:
        """Take over which deals are of which client."""
        if "deals_of" in former.__dict__:
            found = dict(former.deals_of)
            for before, after in swaps:
                if after.deal.client:
                    theirs = found[after.deal.client]
                    found[after.deal.client] = [after.deal if each is before.deal else each for each in theirs]
            self.__dict__["deals_of"] = found
            if all(before.deal.began == after.deal.began for before, after in swaps):
                _hand_on(former, self, "first_deal")

    def _take_over_customers(self, former: Ground, swaps: Sequence[tuple[Deal | None, Deal | None]]) -> None:
        """Take over who is a customer when, looking again at the clients of deals that changed."""
        if "customers" not in former.__dict__ or "population" not in self.__dict__:
            return
        if not any(CLOSED_DEALS in tokens_of(before, after) for before, after in swaps):
            self.__dict__["customers"] = former.customers.on_ground(self)
            return
        names = {each.client for pair in swaps for each in pair if each is not None and each.client}
        self.__dict__["customers"] = former.customers.on_ground(self, names)

    @cached_property
    def reader(self) -> DealReader:
        """What reads opportunities."""
        machine = self.snapshot.schema.types[DEALS].machine
        assert machine is not None  # our own type has one, and a book can only add to it
        return DealReader(machine, self.snapshot.config.zone)

    @cached_property
    def purse(self) -> Purse:
        """What amounts are worth in the book's currency."""
        return Purse(self.snapshot.config)

    @cached_property
    def deals(self) -> Mapping[str, Deal]:
        """Every opportunity, typed, by id."""
        read = self.reader.read
        with paused_collector():
            return {key: read(record, key) for key, record in self.snapshot.shelves[DEALS].records.items()}

    @cached_property
    def population(self) -> Population:
        """The deals that count, each whole: no void ones, none of partners and suppliers, no tests."""
        found = {key: credited(each, ONE) for key, each in self.deals.items() if self._is_counted(each)}
        return Population(found, self.purse)

    @property
    def counted(self) -> Mapping[str, Credit]:
        """The deals of the population by id."""
        return self.population.credits

    def _is_counted(self, deal: Deal) -> bool:
        if deal.now.cell.outcome == VOID:
            return False
        if "tags" in deal.record.tree and is_test(deal.record):
            return False
        return not self._outside or deal.client not in self._outside

    def records(self, type_name: str) -> Sequence[Record]:
        """Return the records of a type that are of the population, by id, told apart once."""
        found = self._records.get(type_name)
        if found is None:
            counts = self.counts
            found = self._records[type_name] = [each for each in self.snapshot.of_type(type_name) if counts(each)]
        return found

    def dated(self, type_name: str, field: str) -> Dated:
        """Return the records of a type in the order of one of their dates; ``field`` may be dotted."""
        found = self._dated.get((type_name, field))
        if found is None:
            day = partial(_day_of, self.reader, field)
            found = self._dated[type_name, field] = Dated.of(self.records(type_name), day)
        return found

    def remember(self, key: object, make: Callable[[], _T]) -> _T:
        """Return what ``make`` returns, made once a snapshot: ``key`` must tell all that it depends on beside that."""
        if key not in self._remembered:
            self._remembered[key] = make()
        return cast("_T", self._remembered[key])

    @cached_property
    def void(self) -> Sequence[Deal]:
        """The deals that were entered by mistake or twice."""
        return [each for each in self.deals.values() if each.now.outcome == VOID and self.counts(each.record)]

    def counts(self, record: Record) -> bool:
        """Return whether a record is of the population: of a client proper, and no test."""
        if "tags" in record.tree and is_test(record):
            return False
        return not self._outside or record.client not in self._outside

    @cached_property
    def _outside(self) -> frozenset[str | None]:
        clients = self.snapshot.of_type("client")
        return frozenset(
            each.client for each in clients if each.text("kind") in OUTSIDE or ("tags" in each.tree and is_test(each))
        )

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
    def first_deal(self) -> Mapping[str, date]:
        """The day from which there is a counted deal, by the slug of the client; the first of all where none is noted."""
        return {slug: min(each.began or date.min for each in deals) for slug, deals in self.deals_of.items()}

    @cached_property
    def customers(self) -> Customers:
        """Who is a customer when."""
        from .customers import Customers

        return Customers(self)

    def day(self, record: Record, field: str) -> date | None:
        """Return the day of a date or moment of a record, in the book's zone; ``field`` may be dotted."""
        return _day_of(self.reader, field, record)


def _day_of(reader: DealReader, field: str, record: Record) -> date | None:
    first, _, rest = field.partition(".")
    tree = record.tree.get(first)
    if rest:
        tree = tree.get(rest) if isinstance(tree, dict) else None
    return reader.day(tree)


def _hand_on(former: Ground, following: Ground, *names: str) -> None:
    """Let a ground know what the one before had found out."""
    for each in names:
        if each in former.__dict__:
            following.__dict__[each] = former.__dict__[each]
