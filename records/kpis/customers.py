"""Who is a customer on a day, and since when: from contracts, sales, purchases and the decisions in its lifecycle.

A client is a customer while a contract of it runs, and for the purchase window after each sale or purchase, unless it
was lost in between. Its first such event ever makes it a new client.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from ...schema.record import Record
from .deals import WON, Deal
from .ground import Ground

PURCHASE_WINDOW = 365
"""Days for which a purchase makes a customer, where ``cartera.yaml`` says nothing under ``purchase_window``."""
UNSIGNED = frozenset({"draft", "in_negotiation", "in_signature", ""})
BUYING = frozenset({"order", "invoice"})


@dataclass(frozen=True, slots=True)
class Bond:
    """Days for which something makes a client a customer."""

    start: date
    """The first day."""
    end: date
    """The last day."""
    deal: Deal | None
    """The sale it comes from; None where it is a contract, a purchase or a decision."""


@dataclass(frozen=True, slots=True)
class Customer:
    """What ties a client to us over time."""

    client: Record
    """The client."""
    bonds: tuple[Bond, ...]
    """What makes it a customer, the earliest first."""
    losses: tuple[date, ...]
    """The days on which it was lost."""

    @property
    def first(self) -> Bond | None:
        """What made it a customer for the first time."""
        return self.bonds[0] if self.bonds else None

    def is_one(self, day: date) -> bool:
        """Return whether it is a customer at the end of a day."""
        lost = max((each for each in self.losses if each <= day), default=None)
        return any(each.start <= day <= each.end and (lost is None or each.start > lost) for each in self.bonds)


class Customers:
    """The customers of a ground, each looked at once."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    @cached_property
    def by_slug(self) -> Mapping[str, Customer]:
        """Every client of the population by its slug."""
        ground = self._ground
        others = self._other_bonds()
        found = {}
        for client in ground.snapshot.of_type("client"):
            slug = client.client
            if slug and ground.counts(client):
                bonds = sorted((*self._sales(slug), *self._decisions(client), *others.get(slug, ())), key=_when)
                found[slug] = Customer(client, tuple(bonds), tuple(self._losses(client)))
        return found

    @cached_property
    def _window(self) -> timedelta:
        written = (self._ground.snapshot.config.settings or {}).get("purchase_window")
        days = int(written) if isinstance(written, str) and written.isdecimal() else PURCHASE_WINDOW
        return timedelta(days=min(days, 36500) - 1)

    def _bought(self, day: date, deal: Deal | None = None) -> Bond:
        end = day + self._window if day <= date.max - self._window else date.max
        return Bond(day, end, deal)

    def _sales(self, slug: str) -> Iterator[Bond]:
        for deal in self._ground.deals_of.get(slug, ()):
            if deal.now.outcome == WON and deal.now.closed_on:
                yield self._bought(deal.now.closed_on, deal)

    def _decisions(self, client: Record) -> Iterator[Bond]:
        """Yield when somebody decided, or an import said, that it is a customer."""
        since = self._ground.day(client, "customer_since")
        if since:
            yield self._bought(since)
        for day, word, _ in lifecycle_of(self._ground, client):
            if word == "customer":
                yield self._bought(day)

    def _losses(self, client: Record) -> Iterator[date]:
        for day, word, _ in lifecycle_of(self._ground, client):
            if word == "former":
                yield self._ground.day(client, "churn.date") or day
        churned = self._ground.day(client, "churn.date")
        if client.text("lifecycle") == "former" and churned:
            yield churned

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


def lifecycle_of(ground: Ground, client: Record) -> Iterator[tuple[date, str, str]]:
    """Yield day, word and reason of each change of a client's lifecycle that can be dated, as written."""
    history = client.tree.get("lifecycle_history")
    for each in history if isinstance(history, list) else ():
        if not isinstance(each, dict):
            continue
        day, word, reason = ground.reader.day(each.get("at")), each.get("to"), each.get("reason")
        if day and isinstance(word, str):
            yield day, word, reason if isinstance(reason, str) else ""
