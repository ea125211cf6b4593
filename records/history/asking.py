"""Questions about changes in the one query language: ``field:stage went:back when>=2026-07-01 who:ana``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from ...schema.dataclass import dataclass, replace
from ...schema.language import Language
from ...schema.record_type import RecordType, Schema, type_tree
from ...schema.showing import show_as_written
from ...schema.tree import Tree
from ...schema.values import Money, Value
from ..git.history import BODY, FieldChange, FileChange, FileFate, HistoryEntry
from ..query.facts import facts_at
from ..query.select import select_by
from ..rows.names import CHANGE
from ..rows.rows import Rows, Told, tell_rows
from ..snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class FoundChange:
    """One changed field with the commit and file it belongs to."""

    entry: HistoryEntry
    """The commit."""
    file: FileChange
    """The file."""
    change: FieldChange | None
    """The field; None where what is meant is the file, which was written, deleted or renamed."""


def changes_of(entries: Iterable[HistoryEntry]) -> Iterator[FoundChange]:
    """Yield every changed field of the entries, in their order, and before them what became of a file as a whole."""
    for entry in entries:
        for file in entry.files:
            if file.fate is not FileFate.EDITED or not file.fields:
                yield FoundChange(entry, file, None)
            for change in file.fields:
                yield FoundChange(entry, file, change)


def rows_of_changes(entries: Sequence[HistoryEntry], snapshot: Snapshot) -> Rows[FoundChange]:
    """Return the changes as rows; ``snapshot`` knows the types of what was changed."""
    # The first save of all keeps its number when another is added, so that a folded group stays folded.
    saves = {each.commit: number - len(entries) for number, each in enumerate(entries)}
    schema = snapshot.schema
    told = (_tell(each, saves[each.entry.commit], schema) for each in changes_of(entries))
    return tell_rows(CHANGE, told, snapshot.config)


def ask_changes(
    entries: Iterable[HistoryEntry], text: str, snapshot: Snapshot, now: datetime, language: Language
) -> list[FoundChange]:
    """Return the changes that a query means, in the order of the entries.

    Raises:
        BadQuery: the text is not in the language.

    """
    rows = rows_of_changes([*entries], snapshot)
    among = map(rows.snapshot.records.__getitem__, rows.ids)
    chosen = select_by(facts_at(rows.snapshot, now, "", language), text, types=(CHANGE,), among=among)
    return [rows.things[each.id] for each in chosen]


def went(record_type: RecordType | None, change: FieldChange) -> str:
    """Return whether a value went ``forward`` or ``back`` among the states, ``up`` or ``down`` in size, or nothing."""
    if record_type is None:
        return ""
    order = _place_of_state(record_type, change)
    if order is not None:
        return "forward" if order > 0 else "back" if order < 0 else ""
    field = record_type.field_at(change.field)
    if field is None or change.before is None or change.after is None:
        return ""
    before, after = (_size(type_tree(field, each)) for each in (change.before, change.after))
    if before is None or after is None or before[0] != after[0] or before[1] == after[1]:
        return ""
    return "up" if after[1] > before[1] else "down"


def _tell(found: FoundChange, save: int, schema: Schema) -> Told[FoundChange]:
    change, path = found.change, found.file.path
    record_type = schema.type_of_path(path)
    parts = path.split("/")
    tree: dict[str, Tree] = {
        "title": change.field if change else path,
        "file": found.file.fate.value,
        "save": str(save),
        "who": found.entry.who,
        "when": found.entry.when.isoformat(),
        "record": path.rpartition(".")[0],
        "of": record_type.name if record_type else "",
        "client": parts[1] if parts[0] == "clients" and len(parts) > 2 else "",
    }
    if change is not None:
        tree |= {
            "field": change.field,
            "before": show_as_written(change.before),
            "after": show_as_written(change.after),
            "went": went(record_type, change) or None,
        }
    key = f"{found.entry.commit}/{path}/{change.field if change else ''}"
    body = show_as_written(change.after) if change and change.field == BODY else ""
    return Told(key, found, tree, body)


def _place_of_state(record_type: RecordType, change: FieldChange) -> int | None:
    """Return by how many places a state moved in its flow; None where it is no state."""
    machine = record_type.machine
    if machine is None or change.field != machine.field:
        return None
    for flow in machine.flows.values():
        states = list(flow.states)
        if change.before in states and change.after in states:
            return states.index(str(change.after)) - states.index(str(change.before))
    return None


def _size(value: Value | None) -> tuple[str, Decimal] | None:
    """Return of what sort a value is and how great; None where more and less mean nothing."""
    if isinstance(value, Money):
        return value.currency, value.amount
    if isinstance(value, datetime):
        return "moment", Decimal(value.timestamp())
    if isinstance(value, date):
        return "day", Decimal(value.toordinal())
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return "number", Decimal(value)
    return None


def keep_asked(entries: Iterable[HistoryEntry], found: Iterable[FoundChange]) -> list[HistoryEntry]:
    """Return the entries with no more than what was found of them; those of which nothing was are left out."""
    files: dict[tuple[str, str], list[FieldChange]] = {}
    for each in found:
        fields = files.setdefault((each.entry.commit, each.file.path), [])
        fields += [each.change] if each.change is not None else []
    kept = []
    for entry in entries:
        shown = tuple(
            replace(file, fields=tuple(files[entry.commit, file.path]))
            for file in entry.files
            if (entry.commit, file.path) in files
        )
        if shown:
            kept.append(replace(entry, files=shown))
    return kept
