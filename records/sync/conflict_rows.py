"""What waits in the inbox as rows: conflicts of settings and records, and files of which there are two versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...schema.explain import label_of
from ...schema.showing import show_as_written
from ...schema.tree import Tree
from ..merge.decisions import MISSING, Value
from ..rows.names import CONFLICT
from ..rows.rows import Rows, Told, tell_rows
from ..snapshot import Snapshot
from .copies import FileCopy
from .inbox import RecordConflict, all_conflicts
from .settling import Waiting


def rows_of_conflicts(snapshot: Snapshot, copies: Iterable[str] = ()) -> Rows[Waiting]:
    """Return all that waits for a person; ``copies`` are the paths of second versions of files."""
    return tell_rows(CONFLICT, _tell(snapshot, copies), snapshot.config)


def _tell(snapshot: Snapshot, copies: Iterable[str]) -> Iterator[Told[Waiting]]:
    for each in all_conflicts(snapshot):
        yield Told(f"{each.record.id}#{each.entry.id}", each, _tree(each, snapshot), _labels(each, snapshot))
    for path in copies:
        copy = FileCopy(path)
        yield Told(path, copy, {"title": copy.original, "kind": "copy", "suggestion": "kept", "path": copy.original})


def _tree(conflict: RecordConflict, snapshot: Snapshot) -> dict[str, Tree]:
    record, entry = conflict.record, conflict.entry
    credits_of_both = (entry.kept_credit, entry.other_credit)
    moments = [moment for moment in (each.moment for each in credits_of_both) if moment is not None]
    client = snapshot.client_of(record)
    return {
        "title": record.title,
        "field": entry.field,
        "kept": _as_written(conflict.stands),
        "other": _as_written(entry.other),
        "base": _as_written(entry.base),
        "who": " / ".join(dict.fromkeys(each.who for each in credits_of_both if each.who)),
        "when": max(moments).isoformat() if moments else None,
        "kind": entry.kind.value,
        "suggestion": conflict.suggestion.value,
        "of": record.type,
        "client": client.title if client is not None else None,
        "path": record.path,
    }


def _labels(conflict: RecordConflict, snapshot: Snapshot) -> str:
    """Return what people call the field, so that a free word finds it."""
    if not conflict.entry.field:
        return ""
    return "\n".join(label_of(snapshot.type_of(conflict.record), conflict.entry.field).values())


def _as_written(value: Value) -> str | None:
    return None if value is MISSING or value is None else show_as_written(value)
