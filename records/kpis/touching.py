"""What differs between two snapshots, in the words in which a KPI says what it reads.

A KPI that reads nothing of what an edit touched is not computed again. The words are names of record types, and finer
ones for opportunities and clients, which nearly every number reads some part of.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...schema.machine import OPEN
from ...schema.record import Record
from ..index.shelf import Shelf
from .deals import Deal

EVERYTHING = frozenset({"*"})
"""What has changed when settings have, or who is a client at all: all of it."""
DEALS = "opportunity"
"""What a KPI reads that looks at deals in any other way than the following."""
OPEN_DEALS = "opportunity:open"
"""What a KPI reads that looks at open deals only."""
CLOSED_DEALS = "opportunity:closed"
"""What a KPI reads that looks at deals won and lost only."""
DEAL_COURSES = "opportunity:course"
"""What a KPI reads that looks at when deals began and how they went on, but not at what they are worth or expected."""
DEAL_BEGINNINGS = "opportunity:beginning"
"""What a KPI reads that looks at whether there is a deal, and since when."""
DEAL_TEXTS = "opportunity:texts"
"""What a KPI reads that looks at fields of deals that no other number counts."""
CLIENTS = "client"
CLIENT_TEXTS = "client:texts"
"""What a KPI reads that looks at fields of clients that no other number counts."""
_EXPECTATIONS = frozenset({"", "amount", "expected_close", "close_date_moves", "forecast", "probability_override"})
_UNCOUNTED = frozenset(
    {
        "legal_name", "tax_id", "website", "city", "address", "lang", "needs", "milestones", "buying", "deputy", "team",
        "source_ref", "conflicts", "aliases", "summary",
    }
)  # fmt: skip
"""The fields of a client that no number reads but that of how complete the records are."""

Exchange = tuple[Record | None, Record | None]
"""A record as it was and as it is; None where there is none."""


def exchanged(before: Shelf, after: Shelf) -> list[Exchange]:
    """Return the records that are not the very same on two shelves."""
    return [] if before is after else list(_exchanged(before, after))


def _exchanged(before: Shelf, after: Shelf) -> Iterator[Exchange]:
    one, two = before.records, after.records
    changed = after.changed_since(before)
    if changed is None:
        changed = {key for key, record in two.items() if one.get(key) is not record} | (one.keys() - two.keys())
    for key in sorted(changed):
        was, now = one.get(key), two.get(key)
        if was is not now:
            yield was, now


def tokens_of(before: Deal | None, after: Deal | None) -> frozenset[str]:
    """Return what a KPI may read that differs between two versions of a deal."""
    differing = after.differs_in(before) if before is not None and after is not None else None
    if differing is not None and differing <= {""}:
        return frozenset({DEAL_TEXTS})
    kinds = {each.now.outcome for each in (before, after) if each is not None}
    was_closed = any(each is not None and _was_ever_closed(each) for each in (before, after))
    found = {DEALS, DEAL_TEXTS}
    if OPEN in kinds or was_closed:
        found.add(OPEN_DEALS)
    if kinds - {OPEN} or was_closed:
        found.add(CLOSED_DEALS)
    if differing is None or not differing <= _EXPECTATIONS:
        found.add(DEAL_COURSES)
    if before is None or after is None or before.began != after.began or "client" in (differing or ()):
        found.add(DEAL_BEGINNINGS)
    return frozenset(found)


def _was_ever_closed(deal: Deal) -> bool:
    """Return whether a deal was closed on some day, if only for a while."""
    return any((state := deal.states.get(each.stage)) is not None and state.kind != OPEN for each in deal.steps)


def touched_by_client(before: Record | None, after: Record | None) -> frozenset[str]:
    """Return what a KPI may read that differs between two versions of a client."""
    if before is None or after is None:
        return EVERYTHING
    one, two = before.tree, after.tree
    differing = {each for each in {*one, *two} if one.get(each) != two.get(each)}
    if differing & {"kind", "tags"}:
        return EVERYTHING
    return frozenset({CLIENT_TEXTS} if differing <= _UNCOUNTED else {CLIENT_TEXTS, CLIENTS})
