"""Who is a customer on a day, and since when: from contracts, sales, purchases and the decisions in its lifecycle.

A client is a customer while a contract of it runs, and for the purchase window after each sale or purchase, unless it
was lost in between. Its first such event ever makes it a new client.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from ...schema.record import Record
from .deals import WON, Deal
from .ground import Ground

PURCHASE_WINDOW = 365
"""Days for which a purchase makes a customer, where ``cartera.yaml`` says nothing under ``purchase_window``."""
UNSIGNED = frozenset({"draft", "in_negotiation", "in_signature", ""})
BUYING = frozenset({"order", "invoice"})

Move = tuple[date, str, str]
"""Day, word and reason of a change of a client's lifecycle."""


class Bond(NamedTuple):
    """Days for which something makes a client a customer."""

    start: date
    """The first day."""
    end: date
    """The last day."""
    deal: Deal | None
    """The sale it comes from; None where it is a contract, a purchase or a decision."""


class Customer(NamedTuple):
    """What ties a client to us over time."""

    slug: str
    """The name of its folder."""
    client: Record
    """The client."""
    bonds: tuple[Bond, ...]
    """What makes it a customer, the earliest first."""
    losses: tuple[date, ...]
    """The days on which it was lost."""
    moves: tuple[Move, ...]
    """The changes of its lifecycle that can be dated, as written."""

    @property
    def first(self) -> Bond | None:
        """What made it a customer for the first time."""
        return self.bonds[0] if self.bonds else None

    def is_one(self, day: date) -> bool:
        """Return whether it is a customer at the end of a day."""
        if not self.bonds or self.bonds[0].start > day:
            return False
        lost = max((each for each in self.losses if each <= day), default=None) if self.losses else None
        return any(each.start <= day <= each.end and (lost is None or each.start > lost) for each in self.bonds)


class Customers:
    """The customers of a ground, each looked at once."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._on: dict[date, AbstractSet[str]] = {}

    @cached_property
    def by_slug(self) -> Mapping[str, Customer]:
        """Every client of the population by its slug."""
        return {slug: self._look_at(client) for client in self._ground.records("client") if (slug := client.client)}

    def _look_at(self, client: Record) -> Customer:
        slug = client.client or ""
        moves = tuple(lifecycle_of(self._ground, client)) if "lifecycle_history" in client.tree else ()
        bonds = [*self._sales(slug), *self._other_bonds.get(slug, ())]
        words = {word for _, word, _ in moves}
        if "customer" in words or "customer_since" in client.tree:
            bonds += self._decisions(client, moves)
        if len(bonds) > 1:
            bonds.sort(key=_when)
        losses = tuple(self._losses(client, moves)) if "former" in words or "churn" in client.tree else ()
        return Customer(slug, client, tuple(bonds), losses, moves)

    def on(self, day: date) -> AbstractSet[str]:
        """Return the slugs of the customers at the end of a day, looked at once."""
        found = self._on.get(day)
        if found is None:
            found = self._on[day] = frozenset(slug for slug, each in self.by_slug.items() if each.is_one(day))
        return found

    def joined(self, first: date, last: date) -> Iterator[str]:
        """Yield the slugs of the clients with something that made them customers between two days, both counted."""
        for slug, each in self.by_slug.items():
            for bond in each.bonds:
                if first <= bond.start <= last:
                    yield slug
                    break

    def on_ground(self, ground: Ground, names: Collection[str] = ()) -> Customers:
        """Return the customers of the next ground, in which only the deals of the clients ``names`` changed."""
        following = Customers(ground)
        if "_other_bonds" in self.__dict__:
            following.__dict__["_other_bonds"] = self._other_bonds
        if "by_slug" not in self.__dict__:
            return following
        if not names:
            following.__dict__["by_slug"], following._on = self.by_slug, self._on
            return following
        seen = {slug: following._look_at(self.by_slug[slug].client) for slug in names if slug in self.by_slug}
        following.__dict__["by_slug"] = {**self.by_slug, **seen}
        for day, known in self._on.items():
            now = {slug for slug, each in seen.items() if each.is_one(day)}
            following._on[day] = known if now == known & seen.keys() else (known - seen.keys()) | now
        return following

    @cached_property
    def _window(self) -> timedelta:
        written = (self._ground.snapshot.config.settings or {}).get("purchase_window")
        days = int(written) if isinstance(written, str) and written.isdecimal() else PURCHASE_WINDOW
        return timedelta(days=min(days, 36500) - 1)

    def _bought(self, day: date, deal: Deal | None = None) -> Bond:
        end = day + self._window if day <= date.max - self._window else date.max
        return Bond(day, end, deal)

    def _sales(self, slug: str) -> list[Bond]:
        return [
            self._bought(day, deal)
            for deal in self._ground.deals_of.get(slug, ())
            if deal.now.cell.outcome == WON and (day := deal.now.closed_on) is not None
        ]

    def _decisions(self, client: Record, moves: Iterable[Move]) -> Iterator[Bond]:
        """Yield when somebody decided, or an import said, that it is a customer."""
        since = self._ground.day(client, "customer_since")
        if since:
            yield self._bought(since)
        for day, word, _ in moves:
            if word == "customer":
                yield self._bought(day)

    def _losses(self, client: Record, moves: Iterable[Move]) -> Iterator[date]:
        for day, word, _ in moves:
            if word == "former":
                yield self._ground.day(client, "churn.date") or day
        if client.text("lifecycle") == "former" and (churned := self._ground.day(client, "churn.date")):
            yield churned

    @cached_property
    def _other_bonds(self) -> Mapping[str, list[Bond]]:
        """Return what contracts and purchases tie, by client."""
        ground = self._ground
        found: dict[str, list[Bond]] = {}
        for contract in ground.snapshot.of_type("contract"):
            start = ground.day(contract, "start")
            if contract.client and start and contract.text("status") not in UNSIGNED:
                ends = [ground.day(contract, "end"), ground.day(contract, "termination.date")]
                end = min((each for each in ends if each), default=date.max)
                found.setdefault(contract.client, []).append(Bond(start, end, None))
        for each in ground.snapshot.of_type("transaction"):
            bought = ground.day(each, "date")
            if each.client and bought and each.text("kind") in BUYING:
                found.setdefault(each.client, []).append(self._bought(bought))
        return found


def _when(bond: Bond) -> tuple[date, bool]:
    """Sort by day; of one day the sale first, because it has an owner."""
    return bond.start, bond.deal is None


def lifecycle_of(ground: Ground, client: Record) -> Iterator[Move]:
    """Yield day, word and reason of each change of a client's lifecycle that can be dated, as written."""
    history = client.tree.get("lifecycle_history")
    for each in history if isinstance(history, list) else ():
        if not isinstance(each, dict):
            continue
        day, word, reason = ground.reader.day(each.get("at")), each.get("to"), each.get("reason")
        if day and isinstance(word, str):
            yield day, word, reason if isinstance(reason, str) else ""
