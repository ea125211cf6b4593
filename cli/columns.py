"""The columns of a list: stored fields, derived facts, and where a record lies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..records.query.columns import column_of
from ..records.query.facts import Facts
from ..schema.field import Field, Labels, Shape
from ..schema.formats import show_value
from ..schema.record import Record
from ..schema.record_type import RecordType
from ..schema.tree import Tree
from ..schema.values import Value
from .diffs import show_tree
from .references import desk_of
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
    """Its kind and labels."""
    label: Labels
    """What stands over it."""
    value: Callable[[Record], Value | None]
    """The typed value of a record."""
    raw: Callable[[Record], Tree]
    """What stands in the file; None for a derived fact."""

    def heading(self, session: Session) -> Column:
        """Return its heading for a table."""
        is_number = self.field.shape is Shape.SCALAR and self.field.kind.name in NUMBERS
        return Column(session.language.choose(self.label), right=is_number)

    def text(self, session: Session, record: Record) -> str:
        """Return a record's value in the reader's form."""
        value = self.value(record)
        zone = session.book.config.zone
        if value is not None:
            return show_value(self.field, value, session.language, zone)
        return show_tree(self.field, self.raw(record), session.language, zone)

    def plain(self, record: Record) -> str:
        """Return a record's value as files write it, for CSV."""
        tree = self.raw(record)
        if isinstance(tree, str):
            return tree
        value = self.value(record)
        if isinstance(value, tuple):
            return ", ".join(_write(self.field, each) for each in value)
        return "" if value is None else _write(self.field, value)


def _write(field: Field, value: Value) -> str:
    return str(value) if isinstance(value, dict | tuple) else str(field.kind.write(value))


def choose_columns(session: Session, record_type: RecordType, names: Sequence[str]) -> list[Shown]:
    """Return the columns called ``names``; the type's usual ones where none is named.

    Raises:
        UnknownColumn: neither a field nor a fact is called so.

    """
    facts = Facts(session.book.snapshot(), desk_of(session))
    return [_column(facts, record_type, name) for name in names or usual_columns(record_type)]


def usual_columns(record_type: RecordType) -> list[str]:
    """Return the title, the client where the type has one, and what the type lists."""
    at_client = ["client"] if "client" in record_type.layout.homes and record_type.name != "client" else []
    return list(dict.fromkeys(["title", *at_client, *record_type.listed]))


def _column(facts: Facts, record_type: RecordType, name: str) -> Shown:
    source = column_of(facts.types[record_type.name], name, facts)
    return Shown(name, source.field, source.label, source.value, source.tree)
