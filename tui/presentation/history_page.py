"""The history of a record as a page: a heading for each save, then its fields before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from ...records.git.history import FieldChange, FileChange, FileFate, HistoryEntry
from ...records.history.clocks import wrong_clocks
from ...records.history.telling import tell_changes
from ...records.plan import RecordChange
from ...records.snapshot import Snapshot
from ...schema.clean import clean
from ...schema.dataclass import dataclass
from ...schema.formats import show_instant
from ...schema.sentences import Sentence, sentence
from .cells import Tone
from .lines import Item, Span, blank, text_item
from .values import Reader

_MOST_LINES = 12
"""Lines of the question before something is brought back."""
_LONGEST = 200
"""Characters of a value; a changed text is shown by its beginning."""

_FATES: dict[FileFate, Sentence] = {
    FileFate.CREATED: sentence("written"),
    FileFate.DELETED: sentence("deleted"),
    FileFate.RENAMED: sentence("renamed"),
}


@dataclass(frozen=True, slots=True)
class Point:
    """A place in a history: a save, and the file and field under the cursor where it is on one."""

    entry: HistoryEntry
    """The save."""
    file: FileChange | None = None
    """The file."""
    change: FieldChange | None = None
    """The field."""


def key_of(number: int, file: int = -1, change: int = -1) -> str:
    """Return what the item of a place is called."""
    return f"{number}/{file}/{change}"


def point_at(entries: Sequence[HistoryEntry], key: str) -> Point | None:
    """Return the place an item stands for."""
    if key.count("/") != 2:
        return None
    number, file, change = map(int, key.split("/"))
    entry = entries[number]
    found = entry.files[file] if file >= 0 else None
    return Point(entry, found, found.fields[change] if found and change >= 0 else None)


@dataclass(frozen=True, slots=True)
class Told:
    """What a page of history is told with."""

    snapshot: Snapshot
    """What records are called now."""
    reader: Reader
    """Who reads."""
    now: datetime
    """What lies after it was written by a wrong clock."""
    alone: bool
    """Whether it is that of one record, so that its name goes without saying."""


def history_items(entries: Sequence[HistoryEntry], told: Told) -> list[Item]:
    """Return the page, newest first."""
    odd = wrong_clocks([each.when for each in reversed(entries)], told.now)
    items: list[Item] = []
    for number, entry in enumerate(entries):
        items.append(_heading(entry, number, told, is_odd=len(entries) - 1 - number in odd))
        items.append(Item((Span("  " + clean(entry.subject), Tone.MUTED),)))
        for place, file in enumerate(entry.files):
            items += _file_items(file, (number, place), told)
        items.append(blank())
    return items


def empty_history(reader: Reader, *, narrowed: bool) -> list[Item]:
    """Return what is said where there is nothing to show."""
    if narrowed:
        return [
            text_item(reader.words("No such change.")),
            text_item(reader.words("Esc shows all of them again."), Tone.MUTED),
        ]
    return [
        text_item(reader.words("Git knows nothing of this record yet.")),
        text_item(reader.words("Its first save will stand here."), Tone.MUTED),
    ]


def _file_items(file: FileChange, at: tuple[int, int], told: Told) -> Iterator[Item]:
    snapshot, reader = told.snapshot, told.reader
    if not told.alone:
        record = snapshot.at_path(file.path)
        fate = f"  ({_FATES[file.fate].text(reader.language)})" if file.fate in _FATES else ""
        title = clean(record.title if record else file.path)
        yield Item((Span(f"  {title}"), Span(fate, Tone.MUTED)), key=key_of(*at), target=record.id if record else "")
    record_type = snapshot.schema.type_of_path(file.path)
    for number, change in enumerate(file.fields):
        for line in tell_changes([change], record_type, reader.language, snapshot.config.zone):
            before, after = (_shortened(each) for each in (line.before, line.after))
            spans = (Span(before or "–", Tone.MUTED), Span(" → "), Span(after or "–"))
            yield Item(spans, label=("  " if told.alone else "    ") + clean(line.label), key=key_of(*at, number))


def _heading(entry: HistoryEntry, number: int, told: Told, *, is_odd: bool) -> Item:
    reader = told.reader
    when = show_instant(entry.when, reader.language, reader.zone)
    fates = (
        {_FATES[file.fate].text(reader.language) for file in entry.files if file.fate in _FATES} if told.alone else ()
    )
    fate = f"  ({', '.join(sorted(fates))})" if fates else ""
    doubt = reader.words("  (its clock was wrong)") if is_odd else ""
    return Item(
        (Span(when, Tone.STRONG), Span(doubt, Tone.BAD), Span(f"  {clean(entry.who)}"), Span(fate, Tone.MUTED)),
        key=key_of(number),
    )


def _shortened(text: str) -> str:
    """Return a value on one line, long texts by their beginning."""
    line = " ".join(text.split())
    return clean(line[:_LONGEST] + ("…" if len(line) > _LONGEST else ""))


def restore_lines(changes: Sequence[RecordChange], told: Told) -> list[str]:
    """Return what bringing back would change, for the question before it."""
    lines = [line for change in changes for line in _lines_of(change, told)]
    return lines[:_MOST_LINES] + ["…"] * (len(lines) > _MOST_LINES)


def _lines_of(change: RecordChange, told: Told) -> Iterator[str]:
    if change.before is None:
        yield clean(change.after.title if change.after else change.path)
        return
    diffs = [FieldChange(each.field, each.before, each.after) for each in change.diffs]
    record_type = told.snapshot.type_of(change.before)
    for line in tell_changes(diffs, record_type, told.reader.language, told.snapshot.config.zone):
        yield f"{clean(line.label)}: {_shortened(line.before) or '–'} → {_shortened(line.after) or '–'}"
