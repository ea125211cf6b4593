"""Questions about changes in the one query language: ``field:stage went:back when>=2026-07-01 who:ana``.

Each change of a field stands for a small record of a type of its own, so that filters mean here what they mean
everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from ...schema.dataclass import dataclass
from ...schema.declare import declare_schema
from ...schema.language import Language
from ...schema.record import Record
from ...schema.record_type import RecordType, Schema, type_tree
from ...schema.showing import show_as_written
from ...schema.tree import Tree
from ...schema.values import Money, Value
from ..git.history import BODY, FieldChange, FileChange, HistoryEntry
from ..index.shelf import FileReading
from ..query.facts import facts_at
from ..query.select import select_by
from ..snapshot import Snapshot

_CHANGE: Mapping[str, Tree] = {
    "type": "change",
    "label": {"en": "Change", "es": "Cambio"},
    "plural": {"en": "Changes", "es": "Cambios"},
    "about": {"en": "One field changed by one commit.", "es": "Un campo cambiado por un commit."},
    "layout": {"folder": "changes", "homes": ["book"], "name": "{r4}"},
    "fields": {
        "field": {"label": {"en": "Field", "es": "Campo"}},
        "before": {"label": {"en": "Before", "es": "Antes"}},
        "after": {"label": {"en": "After", "es": "Después"}},
        "who": {"label": {"en": "Who", "es": "Quién"}},
        "when": {"kind": "datetime", "label": {"en": "When", "es": "Cuándo"}},
        "record": {"label": {"en": "Record", "es": "Registro"}},
        "of": {"label": {"en": "Of type", "es": "De tipo"}},
        "client": {"label": {"en": "Client", "es": "Cliente"}},
        "went": {
            "label": {"en": "Went", "es": "Fue"},
            "choices": {
                "forward": {"en": "Forward", "es": "Adelante"},
                "back": {"en": "Back", "es": "Atrás"},
                "up": {"en": "Up", "es": "Arriba"},
                "down": {"en": "Down", "es": "Abajo"},
            },
        },
    },
}
"""What can be asked of a change."""


@dataclass(frozen=True, slots=True)
class FoundChange:
    """One changed field with the commit and file it belongs to."""

    entry: HistoryEntry
    """The commit."""
    file: FileChange
    """The file."""
    change: FieldChange
    """The field."""


def changes_of(entries: Iterable[HistoryEntry]) -> Iterator[FoundChange]:
    """Yield every changed field of the entries, in their order."""
    for entry in entries:
        for file in entry.files:
            for change in file.fields:
                yield FoundChange(entry, file, change)


def ask_changes(
    entries: Iterable[HistoryEntry], text: str, snapshot: Snapshot, now: datetime, language: Language
) -> list[FoundChange]:
    """Return the changes that a query means, in the order of the entries.

    Raises:
        BadQuery: the text is not in the language.

    """
    found = list(changes_of(entries))
    readings = [
        FileReading(f"changes/{number:08}.md", _record(each, number, snapshot.schema), ())
        for number, each in enumerate(found)
    ]
    changes = Snapshot(_schema(), snapshot.config, readings)
    chosen = select_by(facts_at(changes, now, "", language), text, types=("change",))
    return [found[int(each.name)] for each in chosen]


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


def _record(found: FoundChange, number: int, schema: Schema) -> Record:
    change, path = found.change, found.file.path
    record_type = schema.type_of_path(path)
    parts = path.split("/")
    tree: dict[str, Tree] = {
        "title": change.field,
        "field": change.field,
        "before": show_as_written(change.before),
        "after": show_as_written(change.after),
        "who": found.entry.who,
        "when": found.entry.when.isoformat(),
        "record": path.rpartition(".")[0],
        "of": record_type.name if record_type else "",
        "client": parts[1] if parts[0] == "clients" and len(parts) > 2 else "",
        "went": went(record_type, change) or None,
    }
    body = show_as_written(change.after) if change.field == BODY else ""
    return Record(f"changes/{number:08}.md", "change", tree, body, "")


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


@cache
def _schema() -> Schema:
    return declare_schema({"change": _CHANGE}, {})
