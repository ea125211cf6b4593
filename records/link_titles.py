"""Links as a reader knows them: by the title of the record they lead to, in whatever list or entry they stand."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from ..schema.field import Field
from ..schema.record import Record
from ..schema.showing import Retelling
from ..schema.values import Value
from .snapshot import Snapshot


def linked_record(snapshot: Snapshot, record: Record | None, field: Field, value: object) -> Record | None:
    """Return the record that a single link of ``record`` leads to; None where the field holds none."""
    if not isinstance(value, str) or field.kind.name not in {"ref", "user"}:
        return None
    return snapshot.resolve(value, record, ("user",) if field.kind.name == "user" else field.to)


def by_titles(snapshot: Snapshot, record: Record | None) -> Retelling:
    """Return what puts titles in the place of the links in a value of ``record``; a link that leads nowhere stays."""
    return partial(_with_titles, snapshot, record)


def _with_titles(snapshot: Snapshot, record: Record | None, field: Field, value: Value) -> Value:
    if isinstance(value, tuple):
        return tuple(_with_titles(snapshot, record, field, each) for each in value)
    if isinstance(value, Mapping):
        return {
            name: _with_titles(snapshot, record, field.sub_field(name) or field, each) for name, each in value.items()
        }
    target = linked_record(snapshot, record, field, value)
    return target.title if target else value
