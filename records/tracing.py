"""Tracing: a change of some fields leaves an entry in the record, because numbers are computed from such moves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from ..schema.record import Record
from ..schema.record_type import RecordType
from ..schema.tree import Tree
from .files.edits import Append, Edit, Put, PutBody


def with_traces(record_type: RecordType, record: Record, edits: Sequence[Edit], now: datetime) -> list[Edit]:
    """Return the edits, and for each traced field that goes from one value to another the entry that says so."""
    return [*edits, *_traces(record_type, record, edits, now)]


def _traces(record_type: RecordType, record: Record, edits: Sequence[Edit], now: datetime) -> Iterable[Edit]:
    touched = {each.path[0] for each in edits if not isinstance(each, PutBody)}
    for edit in edits:
        if not isinstance(edit, Put) or not isinstance(edit.tree, str):
            continue
        field = record_type.field_at(edit.path) if len(edit.path) == 1 else None
        before = record.text(field.name) if field else ""
        if field and field.traced_in and field.traced_in not in touched and before and before != edit.tree:
            entry: dict[str, Tree] = {"at": now.isoformat(timespec="seconds"), "from": before, "to": edit.tree}
            yield Append((field.traced_in,), entry)
