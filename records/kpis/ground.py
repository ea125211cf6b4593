"""The ground of all numbers: the records of a snapshot read once into rows, and who of them counts.

A ground is made from a snapshot, or from the ground before: then only what changed is read again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar, cast

from ...schema.record import Record
from ..index.build import resting_collector
from ..snapshot import Snapshot
from .dated import Dated
from .days import Credit, Population, credited
from .deal_reader import DealReader
from .deals import VOID, Deal, is_test
from .handover import Handover
from .stats import ONE
from .touching import DEALS, EVERYTHING
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
        self.told_apart: dict[str, Sequence[Record]] = {}
        """The records of the population by type, as far as they were asked for."""
        self.in_order: dict[tuple[str, str], Dated] = {}
        """The same by type and date, in its order."""
        self._remembered: dict[object, object] = {}
        if former is not None and former.speaks_of(snapshot):
            self.touched = Handover(former, self).hand_over()

    def speaks_of(self, snapshot: Snapshot) -> bool:
        """Return whether rows made here mean the same in another snapshot: schema and settings are the same."""
        return self.snapshot.schema is snapshot.schema and self.snapshot.config is snapshot.config

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
        with resting_collector():
            return {key: read(record, key) for key, record in self.snapshot.shelves[DEALS].records.items()}

    @cached_property
    def population(self) -> Population:
        """The deals that count, each whole: no void ones, none of partners and suppliers, no tests."""
        found = {key: credited(each, ONE) for key, each in self.deals.items() if self.is_counted(each)}
        return Population(found, self.purse)

    @property
    def counted(self) -> Mapping[str, Credit]:
        """The deals of the population by id."""
        return self.population.credits

    def is_counted(self, deal: Deal) -> bool:
        """Return whether a deal is of the population."""
        if deal.now.cell.outcome == VOID:
            return False
        if "tags" in deal.record.tree and is_test(deal.record):
            return False
        return not self._outside or deal.client not in self._outside

    def records(self, type_name: str) -> Sequence[Record]:
        """Return the records of a type that are of the population, by id, told apart once."""
        found = self.told_apart.get(type_name)
        if found is None:
            counts = self.counts
            found = self.told_apart[type_name] = [each for each in self.snapshot.of_type(type_name) if counts(each)]
        return found

    def dated(self, type_name: str, field: str) -> Dated:
        """Return the records of a type in the order of one of their dates; ``field`` may be dotted."""
        found = self.in_order.get((type_name, field))
        if found is None:
            day = partial(_day_of, self.reader, field)
            found = self.in_order[type_name, field] = Dated.of(self.records(type_name), day)
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
