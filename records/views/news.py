"""News: what others changed since a moment, as far as a person should know of it before the day begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from itertools import islice, takewhile
from pathlib import Path

from ...schema.dataclass import dataclass
from ...schema.record import Record
from ...schema.record_type import type_tree
from ...schema.sentences import Sentence, sentence
from ...schema.tree import Tree
from ..git.history import FieldChange, FileChange, FileFate, HistoryEntry, history
from ..link_titles import by_titles
from ..snapshot import Snapshot
from ..working_time import move_working_days
from .today.listing import concerns

CLOSES_AT = time(18)
"""The hour from which what others do belongs to the next morning."""

MOST_COMMITS = 1000
"""More than this since yesterday is an import, which is no news."""

TOLD: Mapping[str, frozenset[str]] = {
    "opportunity": frozenset({"stage", "amount", "expected_close"}),
    "case": frozenset({"status", "severity"}),
    "project": frozenset({"status", "deliverables", "end"}),
    "contract": frozenset({"status", "end", "termination"}),
    "proposal": frozenset({"status"}),
    "client": frozenset({"lifecycle", "owner"}),
}
"""Record type → the fields whose change is news."""


@dataclass(frozen=True, slots=True)
class News:
    """One change somebody else made."""

    record: Record
    """What changed."""
    who: str
    """Who did it."""
    when: datetime
    """When."""
    says: Sentence
    """What, in words."""


def last_evening(now: datetime) -> datetime:
    """Return the evening since which a morning asks for news: of the last working day."""
    return datetime.combine(move_working_days(now.date(), -1), CLOSES_AT, now.tzinfo)


def news_since(root: Path, snapshot: Snapshot, since: datetime, *, me: str | None, name: str = "") -> list[News]:
    """Return what others than ``name`` changed in the records of ``me`` since a moment, the newest first.

    Raises ``NoRepository`` and the other mistakes of a book that git cannot read.
    """
    entries = islice(history(root, None, None), MOST_COMMITS)
    recent = takewhile(lambda each: each.when >= since, entries)
    return [
        each
        for entry in recent
        if entry.who != name
        for each in _told_by(snapshot, entry)
        if concerns(snapshot, each.record, me)
    ]


def _told_by(snapshot: Snapshot, entry: HistoryEntry) -> Iterator[News]:
    for file in entry.files:
        record = snapshot.at_path(file.path)
        if record is None or record.type not in TOLD:
            continue
        for says in _sentences(snapshot, record, file):
            yield News(record, entry.who, entry.when, says)


def _sentences(snapshot: Snapshot, record: Record, file: FileChange) -> Iterator[Sentence]:
    record_type = snapshot.type_of(record)
    if file.fate is FileFate.CREATED:
        yield sentence("new {type}", type=record_type.label)
        return
    seen = set()
    for change in file.fields:
        name = change.field.partition(".")[0]
        field = record_type.by_name.get(name)
        if name not in TOLD[record.type] or field is None or name in seen:
            continue
        seen.add(name)
        yield _change_words(snapshot, record, change, name)


def _change_words(snapshot: Snapshot, record: Record, change: FieldChange, name: str) -> Sentence:
    record_type = snapshot.type_of(record)
    field = record_type.by_name[name]
    label = field.label
    if change.field != name or not isinstance(change.after, str):
        return sentence("{field} changed", field=label)
    machine = record_type.machine
    states = machine.all_states() if machine and machine.field == name else {}

    def spoken(tree: Tree) -> object:
        word = tree if isinstance(tree, str) else ""
        said = states.get(word) or field.choice(word)
        if said is not None:
            return said.label
        value = type_tree(field, word) if word else None
        return by_titles(snapshot, record)(field, value) if value is not None else word or "–"

    return sentence(
        "{field}: {before} → {after}", field=label, before=spoken(change.before), after=spoken(change.after)
    )
