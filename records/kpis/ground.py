"""The ground of all numbers: the records of a snapshot read once into rows, and who of them counts.

A ground is made from a snapshot, or from the ground before: then only what changed is read again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from ...schema.record import Record
from ..snapshot import Snapshot
from .deals import VOID, Deal, DealReader

if TYPE_CHECKING:
    from .customers import Customers

OUTSIDE = frozenset({"partner", "supplier", "internal"})
"""Kinds of client that are none: nothing in their folders counts."""
TEST_TAG = "test"
"""A client or record with this tag was made to try something out and counts nowhere."""


class Ground:
    """The rows of a snapshot."""

    def __init__(self, snapshot: Snapshot, former: Ground | None = None) -> None:
        self.snapshot = snapshot
        """The records."""
        self.former_deals: Mapping[str, Deal] = former.deals if former and former.speaks_of(snapshot) else {}

    def speaks_of(self, snapshot: Snapshot) -> bool:
        """Return whether rows made here mean the same in another snapshot: schema and zone are the same."""
        return self.snapshot.schema is snapshot.schema and self.snapshot.config.tz == snapshot.config.tz

    @cached_property
    def reader(self) -> DealReader:
        """What reads opportunities."""
        machine = self.snapshot.schema.types["opportunity"].machine
        assert machine is not None  # our own type has one, and a book can only add to it
        return DealReader(machine, self.snapshot.config.zone)

    @cached_property
    def deals(self) -> Mapping[str, Deal]:
        """Every opportunity, typed, by id; those the ground before had read are taken over."""
        former, read = self.former_deals, self.reader.read
        self.former_deals = {}
        found: dict[str, Deal] = {}
        for record in self.snapshot.of_type("opportunity"):
            known = former.get(record.id)
            found[record.id] = known if known is not None and known.record is record else read(record)
        return found

    @cached_property
    def counted(self) -> Sequence[Deal]:
        """The deals of the population: all but void ones, those of partners and suppliers, and tests."""
        counts = self.counts
        return [each for each in self.deals.values() if each.now.outcome != VOID and counts(each.record)]

    @cached_property
    def void(self) -> Sequence[Deal]:
        """The deals that were entered by mistake or twice."""
        return [each for each in self.deals.values() if each.now.outcome == VOID and self.counts(each.record)]

    def counts(self, record: Record) -> bool:
        """Return whether a record is of the population: of a client proper, and no test."""
        if record.client in self._outside:
            return False
        return "tags" not in record.tree or not _is_test(record)

    @cached_property
    def _outside(self) -> frozenset[str | None]:
        return frozenset(
            each.client for each in self.snapshot.of_type("client") if each.text("kind") in OUTSIDE or _is_test(each)
        )

    @cached_property
    def people(self) -> Mapping[str, Record]:
        """The members of the team by handle."""
        return {each.name: each for each in self.snapshot.of_type("user")}

    @cached_property
    def deals_of(self) -> Mapping[str, Sequence[Deal]]:
        """The counted deals by the slug of their client."""
        found: dict[str, list[Deal]] = {}
        for deal in self.counted:
            if deal.client:
                found.setdefault(deal.client, []).append(deal)
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


def _is_test(record: Record) -> bool:
    tags = record.tree.get("tags")
    return tags == TEST_TAG or (isinstance(tags, list) and TEST_TAG in tags)
