"""The mark beside a number that a conflict touches, and the line that says how many records are in conflict."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from ...records.snapshot import Snapshot
from ...schema.language import Language
from ...schema.record import CONFLICTS, Record
from ...schema.sentences import plural
from .cells import Tone
from .lines import Item, Span

_MARK = Span("  !", Tone.WARNING)


def disputed_of(snapshot: Snapshot, client: Record) -> tuple[Record, ...]:
    """Return the records of a client that two people wrote differently; where the book has none, none is looked at."""
    if client.client is None or not snapshot.shelves.disputed():
        return ()
    return tuple(each for each in snapshot.of_client(client.client) if each.tree.get(CONFLICTS))


def mark_of_dispute(records: Iterable[Record]) -> tuple[Span, ...]:
    """Return the mark beside a number with these records behind it: none where no conflict touches it."""
    return (_MARK,) if any(each.tree.get(CONFLICTS) for each in records) else ()


def mark_of_types(types: Collection[str], disputed: Iterable[Record]) -> tuple[Span, ...]:
    """Return the mark beside a number that is counted from all of a client's records of some types."""
    return (_MARK,) if any(each.type in types for each in disputed) else ()


def dispute_items(count: int, language: Language) -> Iterator[Item]:
    """Yield the line over numbers that conflicts touch."""
    if count:
        says = plural(
            "! {n} record behind these numbers has a conflict: g b settles it.",
            "! {n} records behind these numbers have conflicts: g b settles them.",
            count,
        )
        yield Item((Span(says.text(language), Tone.WARNING),))
