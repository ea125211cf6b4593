"""What a merge could not decide, said beside each field it touches until a person settles it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...records.link_titles import by_titles
from ...records.merge.body import BODY
from ...records.merge.decisions import MISSING
from ...records.merge.entries import ConflictEntry, read_entries
from ...records.snapshot import Snapshot
from ...schema.clean import clean
from ...schema.dataclass import replace
from ...schema.record import CONFLICTS, Record
from ...schema.showing import show_tree
from .cells import Tone
from .lines import Item, Span
from .values import Reader


def mark_conflicts(
    fields: Sequence[tuple[str, Sequence[Item]]], record: Record, snapshot: Snapshot, reader: Reader
) -> Iterator[Item]:
    """Yield the lines of a record's fields, and in the first of each field what somebody else wrote there.

    The list of conflicts itself is left out where all of it can be said so.
    """
    conflicts = read_entries(record.tree.get(CONFLICTS))
    yield from _whole_conflicts(conflicts, reader)
    for name, items in fields:
        if name == CONFLICTS and conflicts:
            continue
        touching = [each for each in conflicts if each.field.partition(".")[0] == name]
        for number, item in enumerate(items):
            yield _marked(item, touching, record, snapshot, reader) if number == 0 and touching else item


def _whole_conflicts(conflicts: Sequence[ConflictEntry], reader: Reader) -> Iterator[Item]:
    """Yield the conflicts that touch the text or the whole record."""
    for entry in conflicts:
        if entry.field in {"", BODY}:
            about = reader.words("Text") if entry.field else reader.words("The whole record")
            yield Item((Span(f"! {_writer(entry)}", Tone.WARNING),), label=about)


def _marked(item: Item, conflicts: Sequence[ConflictEntry], record: Record, snapshot: Snapshot, reader: Reader) -> Item:
    """Return the line of a field with what somebody else wrote there, until a person settles it."""
    record_type, titles = snapshot.type_of(record), by_titles(snapshot, record)
    spans = list(item.spans)
    for entry in conflicts:
        field = record_type.field_at(entry.field)
        other = None if entry.other is MISSING else entry.other
        shown = clean(show_tree(field, other, reader.language, reader.zone, titles)) if other is not None else "–"
        spans.append(Span(f"  ! {_writer(entry)}: {shown}", Tone.WARNING))
    return replace(item, spans=tuple(spans))


def _writer(entry: ConflictEntry) -> str:
    """Return who wrote what does not stand."""
    return clean(entry.other_credit.who) or "?"
