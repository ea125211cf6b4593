"""What came in, as a page: a heading for each exchange with who did it, then the records and their fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...records.git.history import FileFate
from ...records.history.brought import Brought
from ...records.history.telling import ToldRecord
from ...records.snapshot import Snapshot
from ...schema.clean import clean
from ...schema.record import CONFLICTS
from ...schema.sentences import Sentence, plural, sentence
from .cells import Tone
from .lines import Item, Span, blank, heading, text_item
from .values import Reader

MOST = 500
"""Records of one exchange that are told; a first sync after long may bring thousands."""
_LONGEST = 200
"""Characters of a value; a changed text is shown by its beginning."""
_FATES: dict[FileFate, Sentence] = {
    FileFate.CREATED: sentence("new"),
    FileFate.DELETED: sentence("deleted"),
    FileFate.RENAMED: sentence("renamed"),
}


def brought_items(exchanges: Sequence[Brought], snapshot: Snapshot, reader: Reader) -> list[Item]:
    """Return the page, the last exchange first; a record that a conflict was left in has a mark."""
    items = [item for each in exchanges for item in _exchange(each, snapshot, reader)]
    return items or [
        text_item(reader.words("Nothing has come in since the book was opened.")),
        text_item(reader.words("After a sync, what others changed stands here, field by field."), Tone.MUTED),
    ]


def _exchange(brought: Brought, snapshot: Snapshot, reader: Reader) -> Iterator[Item]:
    people = ", ".join(f"{name} ({count})" for name, count in brought.people.items())
    yield heading(clean(people) or reader.words("Nobody but you"))
    place = ""
    for told in brought.records[:MOST]:
        if told.place != place:
            place = told.place
            yield Item((Span(clean(place), Tone.STRONG),))
        yield from _record(told, snapshot, reader)
    if len(brought.records) > MOST:
        more = plural("… and {n} record more", "… and {n} records more", len(brought.records) - MOST)
        yield text_item(more.text(reader.language), Tone.MUTED)
    for path in brought.others[:MOST]:
        yield Item((Span(clean(path), Tone.MUTED),), label=reader.words("File"))
    yield blank()


def _record(told: ToldRecord, snapshot: Snapshot, reader: Reader) -> Iterator[Item]:
    record = snapshot.records.get(told.id)
    fate = f"  ({_FATES[told.fate].text(reader.language)})" if told.fate in _FATES else ""
    spans = [Span(f"  {clean(told.title)}"), Span(f"  {clean(told.kind)}{fate}", Tone.MUTED)]
    if record is not None and record.tree.get(CONFLICTS):
        mark = reader.words("conflict")
        spans.append(Span(f"  ! {mark}", Tone.WARNING))
    yield Item(tuple(spans), key=told.id, target=told.id if record is not None else "")
    for each in told.changes if told.fate is not FileFate.CREATED else ():
        before, after = _shortened(each.before), _shortened(each.after)
        value = (Span(before or "–", Tone.MUTED), Span(" → "), Span(after or "–"))
        yield Item(value, label=f"    {clean(each.label)}")


def _shortened(text: str) -> str:
    """Return a value on one line, long texts by their beginning."""
    line = " ".join(text.split())
    return clean(line[:_LONGEST] + ("…" if len(line) > _LONGEST else ""))
