"""The history of a record as rows: each changed field before and after, under the save that changed it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from ...records.git.history import FieldChange, FileFate, HistoryEntry
from ...records.history.asking import FoundChange
from ...records.history.clocks import wrong_clocks
from ...records.history.telling import ToldChange, tell_changes
from ...records.link_titles import by_titles
from ...records.plan import RecordChange
from ...records.snapshot import Snapshot
from ...records.subjects import subject_by_title
from ...schema.clean import clean
from ...schema.dataclass import dataclass
from ...schema.formats import show_instant
from ...schema.sentences import Sentence, sentence
from .cells import Cell, Column, Tone
from .lines import Item, Span
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


def change_columns(told: Told, *, by_save: bool) -> tuple[Column, ...]:
    """Return the columns: under the headings of saves, moment and author go without saying."""
    words = told.reader.words
    when = (Column("when", words("When"), least=10, most=20, whole=True), Column("who", words("Who"), least=6, most=18))
    return (
        *(() if by_save else when),
        *(() if told.alone else (Column("record", words("Record"), least=10, most=40),)),
        Column("title", words("Field"), least=8, most=22),
        Column("before", words("Before"), least=6, most=30),
        Column("after", words("After"), least=6, most=60, stretches=True),
    )


def change_cells(found: FoundChange, told: Told) -> dict[str, Cell]:
    """Return what the row of a change shows, by column."""
    snapshot, reader, file = told.snapshot, told.reader, found.file
    record, record_type = snapshot.at_path(file.path), snapshot.schema.type_of_path(file.path)
    label, before, after = _words_of(found, told)
    return {
        "when": Cell(show_instant(found.entry.when, reader.language, reader.zone)),
        "who": Cell(clean(found.entry.who), Tone.MUTED),
        "record": Cell(clean(record.title if record else file.path)),
        "of": Cell(clean(reader.language.choose(record_type.label)) if record_type else "", Tone.MUTED),
        "title": Cell(label, Tone.STRONG if found.change is None else Tone.NORMAL),
        "before": Cell(before or ("–" if found.change else ""), Tone.MUTED),
        "after": Cell(after or ("–" if found.change else "")),
        "save": Cell(clean(subject_by_title(found.entry.subject, snapshot)), Tone.MUTED),
    }


def change_detail(found: FoundChange, told: Told, *, is_odd: bool) -> list[Item]:
    """Return what stands below the list: the save, and the whole of what was and what is."""
    reader, entry = told.reader, found.entry
    items = [Item((Span(save_title(entry, told, is_odd=is_odd), Tone.STRONG),))]
    if found.change is None:
        label = _FATES[found.file.fate].text(reader.language) if found.file.fate in _FATES else ""
        was = f"{found.file.old_path} → " if found.file.old_path else ""
        return [*items, Item((Span(clean(f"{was}{found.file.path}")),), label=label)]
    for line in _tell([found.change], found.file.path, told):
        spans = (Span(clean(line.before) or "–", Tone.MUTED), Span(" → "), Span(clean(line.after) or "–"))
        items.append(Item(spans, label=clean(line.label)))
    return items


def save_title(entry: HistoryEntry, told: Told, *, is_odd: bool) -> str:
    """Return what a save is called: its moment, whether a wrong clock said so, its author, and what it was for."""
    when = show_instant(entry.when, told.reader.language, told.reader.zone)
    doubt = told.reader.words("  (its clock was wrong)") if is_odd else ""
    return clean(f"{when}{doubt}  {entry.who}  {subject_by_title(entry.subject, told.snapshot)}")


def save_items(entry: HistoryEntry, told: Told, *, is_odd: bool) -> list[Item]:
    """Return what stands below the list of a save whose heading is under the cursor."""
    hint = told.reader.words("R brings the record back as it was then; Enter folds.")
    return [Item((Span(save_title(entry, told, is_odd=is_odd), Tone.STRONG),)), Item((Span(hint, Tone.MUTED),))]


def odd_saves(entries: Iterable[HistoryEntry], told: Told) -> frozenset[str]:
    """Return the commits whose time their place contradicts."""
    oldest_first = [*entries][::-1]
    return frozenset(oldest_first[each].commit for each in wrong_clocks([one.when for one in oldest_first], told.now))


def empty_history(reader: Reader) -> list[list[Span]]:
    """Return what is said where there is nothing to show."""
    return [
        [Span(reader.words("Git knows nothing of this record yet."), Tone.STRONG)],
        [Span(reader.words("Its first save will stand here."), Tone.MUTED)],
    ]


def _words_of(found: FoundChange, told: Told) -> tuple[str, str, str]:
    """Return label, before and after of a change on one line each; of a text the paragraphs that differ."""
    change, reader = found.change, told.reader
    if change is None:
        fate = _FATES.get(found.file.fate)
        return (f"({fate.text(reader.language)})" if fate else clean(found.file.path), "", "")
    lines = _tell([change], found.file.path, told)
    before, after = (
        (" / ".join(filter(None, each)) for each in zip(*((one.before, one.after) for one in lines), strict=True))
        if lines
        else ("", "")
    )
    return clean(lines[0].label if lines else change.field), _shortened(before), _shortened(after)


def _tell(changes: Iterable[FieldChange], path: str, told: Told) -> list[ToldChange]:
    """Return changes of the record at a path in words, its links by the titles of what they lead to now."""
    snapshot = told.snapshot
    titles = by_titles(snapshot, snapshot.at_path(path))
    return tell_changes(changes, snapshot.schema.type_of_path(path), told.reader.language, snapshot.config.zone, titles)


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
    for line in _tell(diffs, change.path, told):
        yield f"{clean(line.label)}: {_shortened(line.before) or '–'} → {_shortened(line.after) or '–'}"
