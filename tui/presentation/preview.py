"""The preview beside a list: the first screenful of a record, so that few need to be opened."""

from __future__ import annotations

from ...records.snapshot import Snapshot
from ...schema.clean import clean
from ...schema.record import Record
from .cells import Tone
from .lines import Item, Span, blank
from .record_page import body_items, field_items, known_problems, problem_items
from .values import Reader

_SKIPPED = frozenset({"title", "created", "aliases", "conflicts", "ext", "visibility"})


def preview_items(snapshot: Snapshot, record: Record, reader: Reader) -> list[Item]:
    """Return the title, what is wrong, the fields without their histories, and the text."""
    kind = clean(reader.language.choose(snapshot.type_of(record).label))
    items = [Item((Span(clean(record.title), Tone.STRONG),)), Item((Span(kind, Tone.MUTED),)), blank()]
    items.extend(problem_items(known_problems(snapshot, record), reader))
    by_name = snapshot.type_of(record).by_name
    for item in field_items(snapshot, record, reader):
        name = item.key.partition(".")[0]
        field = by_name.get(name)
        if name not in _SKIPPED and not (field and field.written_by_program):
            items.append(item)
    items.extend(body_items(record))
    return items
