"""What a deed would do to many records, before it is done: the fields that change, and who cannot be changed and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...records.bulk import Bulk
from ...records.link_titles import by_titles
from ...records.plan import FieldDiff, RecordChange
from ...records.snapshot import Snapshot
from ...schema.clean import clean
from ...schema.record import Record
from ...schema.sentences import plural
from ...schema.showing import show_tree
from ...schema.tree import Tree
from .cells import Tone
from .lines import Item, Span, blank, heading
from .values import Reader

MOST = 200
"""Records shown one by one; the rest is counted."""
_LONGEST = 120
"""Characters of a value."""


def bulk_items(bulk: Bulk, snapshot: Snapshot, reader: Reader) -> list[Item]:
    """Return the page: who cannot be changed first, because that is what one may have missed."""
    items = [*_refused_items(bulk, reader), *_untouched_items(bulk.untouched, reader)]
    for change in bulk.plan.changes[:MOST]:
        items.extend(_change_items(change, snapshot, reader))
    if bulk.count > MOST:
        more = plural("and {n} more record", "and {n} more records", bulk.count - MOST).text(reader.language)
        items.append(Item((Span(more, Tone.MUTED),)))
    return items


def _refused_items(bulk: Bulk, reader: Reader) -> Iterator[Item]:
    if not bulk.refused:
        return
    count = plural("{n} record cannot be changed:", "{n} records cannot be changed:", len(bulk.refused))
    yield heading(count.text(reader.language))
    for each in bulk.refused[:MOST]:
        why = clean(each.says.text(reader.language))
        yield Item((Span("! ", Tone.BAD), Span(clean(each.record.title), Tone.STRONG), Span(f"  {why}", Tone.WARNING)))
    yield blank()


def _untouched_items(records: Sequence[Record], reader: Reader) -> Iterator[Item]:
    if records:
        count = plural("{n} record is so already.", "{n} records are so already.", len(records))
        yield Item((Span(count.text(reader.language), Tone.MUTED),))
        yield blank()


def _change_items(change: RecordChange, snapshot: Snapshot, reader: Reader) -> Iterator[Item]:
    record = change.after or change.before
    if record is None:
        return
    client = snapshot.client_of(record)
    where = f"  {clean(client.title)}" if client and client.id != record.id else ""
    gone = f"  {reader.words('is deleted')}" if change.after is None else ""
    yield Item((Span(clean(record.title), Tone.STRONG), Span(where, Tone.MUTED), Span(gone, Tone.BAD)), key=change.path)
    if change.after is not None:
        yield from (_diff_item(diff, record, snapshot, reader) for diff in change.diffs)


def _diff_item(diff: FieldDiff, record: Record, snapshot: Snapshot, reader: Reader) -> Item:
    field = snapshot.type_of(record).by_name.get(diff.field)
    label = reader.language.choose(field.label) if field else diff.field

    def shown(tree: Tree) -> str:
        text = show_tree(field, tree, reader.language, reader.zone, by_titles(snapshot, record))
        return clean(text[:_LONGEST] + ("..." if len(text) > _LONGEST else "")) or "-"

    before, after = diff.before, diff.after
    if isinstance(before or after, list) and isinstance(before or [], list) and isinstance(after or [], list):
        old = before if isinstance(before, list) else []
        new = after if isinstance(after, list) else []
        spans = [Span(f"-{shown(each)} ", Tone.MUTED) for each in old if each not in new]
        spans += [Span(f"+{shown(each)} ", Tone.GOOD) for each in new if each not in old]
    else:
        spans = [Span(shown(before), Tone.MUTED), Span(" -> "), Span(shown(after), Tone.GOOD)]
    return Item(tuple(spans), label=f"  {clean(label)}")
