"""The columns of a list: stored fields, derived facts, and where a record lies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from ..records.query.derived import derived_of
from ..records.query.facts import Facts
from ..schema.errors import NotFound
from ..schema.field import Field, Shape
from ..schema.folding import fold_word
from ..schema.formats import show_value
from ..schema.record import Record
from ..schema.record_type import RecordType
from ..schema.sentences import sentence
from ..schema.tree import Tree
from ..schema.values import Value
from .diffs import show_tree
from .references import desk_of
from .session import Session
from .tables import Column

NUMBERS = frozenset({"money", "dec", "pct", "int", "quantity"})
"""Kinds that stand at the right of their column."""


class UnknownColumn(NotFound):
    """Neither a field nor a fact is called so."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        from difflib import get_close_matches

        near = get_close_matches(fold_word(name), known, n=1)
        super().__init__(
            sentence("There is no column “{name}”.", name=name),
            sentence("Did you mean “{nearest}”?", nearest=near[0])
            if near
            else sentence("“cartera schema TYPE” lists the fields."),
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """One column of a list."""

    name: str
    """What ``--columns`` calls it."""
    field: Field
    """Its kind and labels."""
    value: Callable[[Record], Value | None]
    """The typed value of a record."""
    raw: Callable[[Record], Tree]
    """What stands in the file; None for a derived fact."""

    def heading(self, session: Session) -> Column:
        """Return its heading for a table."""
        is_number = self.field.shape is Shape.SCALAR and self.field.kind.name in NUMBERS
        return Column(session.language.choose(self.field.label), right=is_number)

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
    wanted = fold_word(name)
    field = record_type.field_at(name) or _by_label(record_type, wanted)
    if field is not None:
        path = name if record_type.field_at(name) else field.name
        snapshot = facts.snapshot
        first, *rest = path.split(".")
        return Shown(
            name,
            field,
            lambda record: snapshot.value(record, path),
            lambda record: record.tree.get(first) if not rest else None,
        )
    for fact in derived_of(record_type.name).values():
        if wanted in {fold_word(fact.field.name), *map(fold_word, fact.field.label.values())}:
            return Shown(name, fact.field, partial(fact.of, facts), _nothing)
    raise UnknownColumn(name, [*record_type.order, *derived_of(record_type.name)])


def _nothing(_record: Record) -> Tree:
    """Return what stands in the file for a fact that is computed."""
    return None


def _by_label(record_type: RecordType, wanted: str) -> Field | None:
    return next(
        (
            each
            for each in record_type.fields
            if wanted == fold_word(each.name) or wanted in map(fold_word, each.label.values())
        ),
        None,
    )
