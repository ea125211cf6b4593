"""Conflicts as rows and as a page: the record, the field, what each wrote, who and when."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

from ...records.link_titles import by_titles
from ...records.merge.decisions import MISSING, Value
from ...records.merge.entries import ConflictEntry, ConflictKind, Credit
from ...records.snapshot import Snapshot
from ...records.sync.copies import FileCopy
from ...records.sync.inbox import Choice, RecordConflict, tell_presence
from ...records.sync.settling import Settlement, Waiting
from ...schema.clean import clean
from ...schema.explain import label_of
from ...schema.formats import show_instant
from ...schema.sentences import sentence
from ...schema.showing import show_tree
from .cells import Cell, Column, Tone
from .lines import Item, Span, blank, text_item
from .values import Reader

_CHOICES = {
    Choice.KEPT: sentence("stands now"),
    Choice.OTHER: sentence("the other"),
    Choice.BOTH: sentence("both"),
}


def conflict_columns(reader: Reader) -> tuple[Column, ...]:
    """Return the columns of the inbox."""
    return (
        Column("title", reader.words("Record"), least=14, most=40, stretches=True),
        Column("field", reader.words("Field"), least=8, most=24),
        Column("kept", reader.words("Stands now"), least=8, most=24),
        Column("other", reader.words("The other"), least=8, most=24),
        Column("who", reader.words("Who"), least=8, most=24),
    )


def conflict_cells(conflict: RecordConflict, snapshot: Snapshot, reader: Reader) -> dict[str, Cell]:
    """Return what the row of a conflict shows in the reader's words, by column."""
    entry, record_type = conflict.entry, snapshot.type_of(conflict.record)
    base, kept, other = (
        Cell(_on_one_line(_value(each, conflict, snapshot, reader)))
        for each in (entry.base, conflict.stands, entry.other)
    )
    return {
        "title": Cell(clean(conflict.record.title)),
        "field": Cell(_label(conflict, snapshot, reader)),
        "kept": kept,
        "other": Cell(word) if (word := _kind_word(entry, reader)) else other,
        "base": base,
        "who": Cell(_people(entry), Tone.MUTED),
        "of": Cell(clean(reader.language.choose(record_type.label)), Tone.MUTED),
    }


def copy_cells(copy: FileCopy, reader: Reader) -> dict[str, Cell]:
    """Return what the row of a file with two versions shows, by column."""
    return {
        "title": Cell(clean(copy.original)),
        "field": Cell(reader.words("The whole file"), Tone.MUTED),
        "kept": Cell(clean(copy.original.rpartition("/")[2])),
        "other": Cell(clean(copy.path.rpartition("/")[2])),
    }


def no_conflict_lines(reader: Reader) -> list[list[Span]]:
    """Return what an empty inbox says."""
    return [
        [Span(reader.words("There are no conflicts."))],
        [Span(reader.words("Where two people write one field, both values stand here to be settled."))],
    ]


def copy_items(copy: FileCopy, kept: str | None, other: str | None, reader: Reader) -> list[Item]:
    """Return how two versions of a file differ, and what can be done; ``kept`` and ``other`` are None where no text is."""
    says = reader.words("Two people changed this file: K keeps what stands now, O takes the other.")
    items = [Item((Span(clean(copy.original), Tone.STRONG),)), Item((Span(says, Tone.MUTED),))]
    if kept is None or other is None:
        return [*items, text_item(reader.words("It is no text: Enter opens the other version."))]
    lines = [each for each in unified_diff(kept.splitlines(), other.splitlines(), n=0, lineterm="") if each[:2] != "@@"]
    tones = {"-": Tone.NORMAL, "+": Tone.WARNING}
    labels = {"-": reader.words("Stands now"), "+": reader.words("The other")}
    return items + [Item((Span(clean(each[1:]), tones[each[0]]),), labels[each[0]]) for each in lines[2:]]


def settlement_items(found: Settlement, snapshot: Snapshot, reader: Reader) -> list[Item]:
    """Return the page shown before many conflicts are settled: what cannot be, then the value each field will have."""
    items: list[Item] = []
    for left in found.unsettled:
        why = clean(left.mistake.sentence.text(reader.language))
        items.append(
            Item((Span("! ", Tone.BAD), Span(_name(left.waiting), Tone.STRONG), Span(f"  {why}", Tone.WARNING)))
        )
    items += [blank()] if items else []
    for waiting, choice in found.chosen:
        told = _CHOICES[choice].text(reader.language)
        items.append(Item((Span(_name(waiting), Tone.STRONG), Span(f"  {told}", Tone.MUTED))))
        if isinstance(waiting, RecordConflict):
            items.append(_outcome(waiting, choice, snapshot, reader))
    return items


def _outcome(conflict: RecordConflict, choice: Choice, snapshot: Snapshot, reader: Reader) -> Item:
    """Return the line that says what a field says now and what it will."""
    entry, label = conflict.entry, f"  {_label(conflict, snapshot, reader)}"
    if entry.kind is ConflictKind.DOUBLED and choice is Choice.OTHER:
        says = reader.words("becomes one with {record}", record=_on_one_line(str(entry.other)))
        return Item((Span(says, Tone.GOOD),), label)
    if entry.is_of_presence:
        says = reader.words("is deleted") if choice is Choice.OTHER else reader.words("stays")
        return Item((Span(says, Tone.BAD if choice is Choice.OTHER else Tone.NORMAL),), label)
    values = (conflict.stands, entry.other)
    kept, other = (_on_one_line(_value(each, conflict, snapshot, reader)) or "–" for each in values)
    if choice is Choice.KEPT:
        return Item((Span(kept), Span(f"  {other}", Tone.MUTED)), label)
    joined = f"{kept} + {other}" if choice is Choice.BOTH else other
    return Item((Span(kept, Tone.MUTED), Span(" → "), Span(joined, Tone.GOOD)), label)


def _name(waiting: Waiting) -> str:
    return clean(waiting.original if isinstance(waiting, FileCopy) else waiting.record.title)


def _people(entry: ConflictEntry) -> str:
    people = dict.fromkeys(each.who for each in (entry.kept_credit, entry.other_credit) if each.who)
    return clean(" / ".join(people))


def conflict_items(conflict: RecordConflict, snapshot: Snapshot, reader: Reader) -> list[Item]:
    """Return the three values of a conflict, who wrote them and when, and what one would probably choose."""
    entry, client = conflict.entry, snapshot.client_of(conflict.record)
    about = f"  {clean(client.title)}" if client is not None and client is not conflict.record else ""
    title = f"{clean(conflict.record.title)}: {_label(conflict, snapshot, reader)}"
    items = [Item((Span(title, Tone.STRONG), Span(about, Tone.MUTED)))]
    if entry.is_of_presence:
        people = (clean(each.who) or "?" for each in (entry.kept_credit, entry.other_credit))
        return [*items, text_item(clean(tell_presence(entry, *people).text(reader.language)))]
    items += _values(conflict, snapshot, reader)
    suggestion = _CHOICES[conflict.suggestion].text(reader.language)
    return [*items, blank(), Item((Span(suggestion),), reader.words("Probably"))]


def _values(conflict: RecordConflict, snapshot: Snapshot, reader: Reader) -> Iterator[Item]:
    entry = conflict.entry
    for label, value, credit in (
        (reader.words("Stands now"), conflict.stands, conflict.stands_credit),
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
    if entry.kind is ConflictKind.DOUBLED:
        return reader.words("stands twice")
    if entry.is_of_presence:
        return reader.words("deleted") if entry.kind is ConflictKind.DELETED else reader.words("left out")
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
    return show_tree(field, value, reader.language, reader.zone, by_titles(snapshot, conflict.record))


def _on_one_line(text: str) -> str:
    return clean(" ".join(text.split()))
