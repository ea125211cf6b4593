"""What a ground takes over from the one before: all that an edit cannot have changed, and the rest brought up to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .days import Swap, credited
from .deals import VOID, Deal
from .stats import ONE
from .touching import CLIENTS, CLOSED_DEALS, DEALS, EVERYTHING, Exchange, exchanged, tokens_of, touched_by_client

if TYPE_CHECKING:
    from .ground import Ground

Version = tuple[Deal | None, Deal | None]
"""A deal as it was and as it is; None where there is none."""


class Handover:
    """Brings what one ground had found out to the next, of the same schema and settings."""

    def __init__(self, former: Ground, following: Ground) -> None:
        self._former = former
        self._following = following
        here, there = following.snapshot.shelves, former.snapshot.shelves
        self._changed: dict[str, Sequence[Exchange]] = {
            name: found
            for name in {*following.snapshot.schema.types, *here, *there}
            if (found := exchanged(there[name], here[name]))
        }

    def hand_over(self) -> frozenset[str]:
        """Take over what still holds, and return what differs in the words of ``touching``."""
        self._following.__dict__["reader"] = self._former.reader
        versions = [self._read_again(each) for each in self._changed.get(DEALS, ())]
        touched = self._find_touched(versions)
        self._take_over_deals(versions)
        if touched >= EVERYTHING:
            return EVERYTHING
        self._hand_on("_outside")
        if "user" not in self._changed:
            self._hand_on("people")
        if not any(each is not None and each.now.outcome == VOID for pair in versions for each in pair):
            self._hand_on("void")
        if CLIENTS not in touched:
            self._take_over_population(versions)
            self._take_over_records()
            if not {"contract", "transaction"} & touched:
                self._take_over_customers(versions)
        return touched

    def _find_touched(self, versions: Sequence[Version]) -> frozenset[str]:
        found = {name for name in self._changed if name not in {DEALS, CLIENTS}}
        for before, after in versions:
            found |= tokens_of(before, after)
        for was, now in self._changed.get(CLIENTS, ()):
            found |= touched_by_client(was, now)
        return frozenset(found)

    def _hand_on(self, *names: str) -> None:
        for each in names:
            if each in self._former.__dict__:
                self._following.__dict__[each] = self._former.__dict__[each]

    def _read_again(self, pair: Exchange) -> Version:
        before, after = pair
        known, read = self._former.__dict__.get("deals"), self._following.reader.read
        was = None if before is None else known[before.id] if known else read(before, before.id)
        return was, None if after is None else read(after, after.id)

    def _take_over_deals(self, versions: Sequence[Version]) -> None:
        if "deals" not in self._former.__dict__:
            return
        found = dict(self._former.deals)
        for before, after in versions:
            if after is not None:
                found[after.id] = after
            elif before is not None:
                del found[before.id]
        is_ordered = all(before is not None for before, _ in versions)
        self._following.__dict__["deals"] = found if is_ordered else dict(sorted(found.items()))

    def _take_over_population(self, versions: Sequence[Version]) -> None:
        """Take over who counts, where deals were only exchanged by such as count too."""
        if "population" not in self._former.__dict__:
            return
        population = self._former.population
        found: list[Swap] = []
        for before, after in versions:
            if before is None or after is None or before.id not in population.credits:
                return
            if not self._following.is_counted(after):
                return
            found.append((population.credits[before.id], credited(after, ONE)))
        if not any(before.deal.client != after.deal.client for before, after in found):
            self._take_over_groups(found)
        self._following.__dict__["population"] = population.following(found) if found else population

    def _take_over_groups(self, swaps: Sequence[Swap]) -> None:
        """Take over which deals are of which client."""
        if "deals_of" not in self._former.__dict__:
            return
        found = dict(self._former.deals_of)
        for before, after in swaps:
            if after.deal.client:
                theirs = found[after.deal.client]
                found[after.deal.client] = [after.deal if each is before.deal else each for each in theirs]
        self._following.__dict__["deals_of"] = found
        if all(before.deal.began == after.deal.began for before, after in swaps):
            self._hand_on("first_deal")

    def _take_over_records(self) -> None:
        """Take over the other records: lists of types that did not change, and orders with what did exchanged."""
        former, following, counts = self._former, self._following, self._following.counts
        following.told_apart |= {name: each for name, each in former.told_apart.items() if name not in self._changed}
        for (name, field), dated in former.in_order.items():
            pairs = [
                tuple(each if each is not None and counts(each) else None for each in pair)
                for pair in self._changed.get(name, ())
            ]
            following.in_order[name, field] = dated.exchanging((one, two) for one, two in pairs) if pairs else dated

    def _take_over_customers(self, versions: Sequence[Version]) -> None:
        """Take over who is a customer when, looking again at the clients of deals that changed."""
        if "customers" not in self._former.__dict__ or "population" not in self._following.__dict__:
            return
        names: set[str] = set()
        if any(CLOSED_DEALS in tokens_of(before, after) for before, after in versions):
            names = {each.client for pair in versions for each in pair if each is not None and each.client}
        self._following.__dict__["customers"] = self._former.customers.on_ground(self._following, names)
