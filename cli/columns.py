"""The columns of a list: stored fields, derived facts, those of linked records, and where a record lies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..records.query.columns import Source, UnknownColumn, find_column
from ..records.query.facts import Facts
from ..records.query.names import names_of_fields
from ..schema.dataclass import dataclass
from ..schema.field import Field, Labels, Shape
from ..schema.formats import show_value
from ..schema.record import Record
from ..schema.record_type import RecordType
from ..schema.values import Value
from .diffs import show_tree
from .session import Session
from .tables import Column

NUMBERS = frozenset({"money", "dec", "pct", "int", "quantity"})
"""Kinds that stand at the right of their column."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One column of a list."""

    name: str
    """What ``--columns`` calls it."""
    field: Field
    """Its kind and labels; where the types of the list differ, those of the first."""
    label: Labels
    """What stands over it."""
    sources: Mapping[str, Source]
    """Where its value comes from, by the record's type; a type without it shows nothing."""

    def heading(self, session: Session) -> Column:
        """Return its heading for a table."""
        is_number = self.field.shape is Shape.SCALAR and self.field.kind.name in NUMBERS
        return Column(session.language.choose(self.label), right=is_number)

    def value(self, record: Record) -> Value | None:
        """Return the typed value of a record."""
        source = self.sources.get(record.type)
        return source.value(record) if source else None

    def text(self, session: Session, record: Record) -> str:
        """Return a record's value in the reader's form."""
        source = self.sources.get(record.type)
        if source is None:
            return ""
        value, zone = source.value(record), session.book.config.zone
        if value is not None:
            return show_value(source.field, value, session.language, zone)
        return show_tree(source.field, source.tree(record), session.language, zone)

    def plain(self, record: Record) -> str:
        """Return a record's value as files write it, for CSV."""
        source = self.sources.get(record.type)
        if source is None:
            return ""
        tree, value = source.tree(record), source.value(record)
        if isinstance(tree, str):
            return tree
        if isinstance(value, tuple):
            return ", ".join(_write(source.field, each) for each in value)
        return "" if value is None else _write(source.field, value)


def _write(field: Field, value: Value) -> str:
    return str(value) if isinstance(value, dict | tuple) else str(field.kind.write(value))


def choose_columns(facts: Facts, types: Sequence[RecordType], names: Sequence[str]) -> list[Shown]:
    """Return the columns called ``names`` of a list of these types; the usual ones where none is named.

    Raises:
        UnknownColumn: neither a field nor a fact of any of them is called so.

    """
    return [_column(facts, types, name) for name in names or usual_columns(types)]


def usual_columns(types: Sequence[RecordType]) -> list[str]:
    """Return the title, the client where the type has one, and what the type lists; of several, their types too."""
    if len(types) != 1:
        return ["title", "type", "client"]
    record_type = types[0]
    at_client = ["client"] if "client" in record_type.layout.homes and record_type.name != "client" else []
    return list(dict.fromkeys(["title", *at_client, *record_type.listed]))


def _column(facts: Facts, types: Sequence[RecordType], name: str) -> Shown:
    sources = {
        each.name: source for each in types if (source := find_column(facts.types[each.name], name, facts)) is not None
    }
    if not sources:
        raise UnknownColumn(name, names_of_fields(types))
    first = next(iter(sources.values()))
    return Shown(name, first.field, first.label, sources)
