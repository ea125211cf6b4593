"""Conflicts as rows and as a page: the record, the field, what each wrote, who and when."""

from __future__ import annotations

from collections.abc import Iterator

from ...records.merge.decisions import MISSING, Value
from ...records.merge.entries import ConflictEntry, ConflictKind, Credit
from ...records.snapshot import Snapshot
from ...records.sync.inbox import Choice, RecordConflict
from ...schema.clean import clean
from ...schema.explain import label_of
from ...schema.formats import show_instant
from ...schema.sentences import sentence
from ...schema.showing import show_tree
from .cells import Cell, Column, Row, Tone
from .lines import Item, Span, blank, text_item
from .values import Reader

_CHOICES = {
    Choice.KEPT: sentence("stands now"),
    Choice.OTHER: sentence("the other"),
    Choice.BOTH: sentence("both"),
}


def conflict_key(conflict: RecordConflict) -> str:
    """Return what the row of a conflict is called."""
    return f"{conflict.record.id}#{conflict.entry.id}"


def conflict_columns(reader: Reader) -> tuple[Column, ...]:
    """Return the columns of the inbox."""
    return (
        Column("record", reader.words("Record"), least=14, most=40, stretches=True),
        Column("field", reader.words("Field"), least=8, most=24),
        Column("kept", reader.words("Stands now"), least=8, most=24),
        Column("other", reader.words("The other"), least=8, most=24),
        Column("who", reader.words("Who"), least=8, most=24),
    )


def conflict_row(conflict: RecordConflict, snapshot: Snapshot, reader: Reader) -> Row:
    """Return the row of a conflict."""
    entry = conflict.entry
    kept, other = (_on_one_line(_value(each, conflict, snapshot, reader)) for each in (entry.kept, entry.other))
    people = " / ".join(dict.fromkeys(each.who for each in (entry.kept_credit, entry.other_credit) if each.who))
    cells = (
        Cell(clean(conflict.record.title)),
        Cell(_label(conflict, snapshot, reader)),
        Cell(kept),
        Cell(_kind_word(entry, reader) or other),
        Cell(clean(people), Tone.MUTED),
    )
    return Row(conflict_key(conflict), cells, "!")


def conflict_items(conflict: RecordConflict, snapshot: Snapshot, reader: Reader) -> list[Item]:
    """Return the three values of a conflict, who wrote them and when, and what one would probably choose."""
    entry, client = conflict.entry, snapshot.client_of(conflict.record)
    about = f"  {clean(client.title)}" if client is not None and client is not conflict.record else ""
    title = f"{clean(conflict.record.title)}: {_label(conflict, snapshot, reader)}"
    items = [Item((Span(title, Tone.STRONG), Span(about, Tone.MUTED)))]
    if entry.kind is ConflictKind.DELETED:
        words = reader.words(
            "{kept} changed it, {other} deleted it; it was kept.",
            kept=clean(entry.kept_credit.who) or "?",
            other=clean(entry.other_credit.who) or "?",
        )
        return [*items, text_item(words)]
    items += _values(conflict, snapshot, reader)
    suggestion = _CHOICES[conflict.suggestion].text(reader.language)
    return [*items, blank(), Item((Span(suggestion),), reader.words("Probably"))]


def _values(conflict: RecordConflict, snapshot: Snapshot, reader: Reader) -> Iterator[Item]:
    entry = conflict.entry
    for label, value, credit in (
        (reader.words("Stands now"), entry.kept, entry.kept_credit),
        (reader.words("The other"), entry.other, entry.other_credit),
        (reader.words("Before both"), entry.base, Credit()),
    ):
        text = _value(value, conflict, snapshot, reader)
        yield Item((Span(_on_one_line(text) or "–"), Span(_credit(credit, reader), Tone.MUTED)), label)


def _credit(credit: Credit, reader: Reader) -> str:
    moment = credit.moment
    when = show_instant(moment, reader.language, reader.zone) if moment else ""
    told = ", ".join(each for each in (clean(credit.who), when) if each)
    return f"  {told}" if told else ""


def _kind_word(entry: ConflictEntry, reader: Reader) -> str:
    if entry.kind is ConflictKind.DELETED:
        return reader.words("deleted")
    return reader.words("cannot be read") if entry.kind is ConflictKind.UNREADABLE else ""


def _label(conflict: RecordConflict, snapshot: Snapshot, reader: Reader) -> str:
    field = conflict.entry.field
    if not field:
        return reader.words("The whole record")
    if field == "body":
        return reader.words("Text")
    return clean(reader.language.choose(label_of(snapshot.type_of(conflict.record), field)))


def _value(value: Value, conflict: RecordConflict, snapshot: Snapshot, reader: Reader) -> str:
    if value is MISSING or value is None:
        return ""
    field = snapshot.type_of(conflict.record).field_at(conflict.entry.field) if conflict.entry.field else None
    return show_tree(field, value, reader.language, reader.zone)


def _on_one_line(text: str) -> str:
    return clean(" ".join(text.split()))
