"""What a dotted name means as a column: a stored field, a derived fact, or either of a record that is linked to.

Lists, their order, their groups and the command line all find their columns here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from ...schema.dataclass import dataclass
from ...schema.errors import NotFound
from ...schema.field import Field, Labels, Shape
from ...schema.nearest import nearest
from ...schema.record import Record
from ...schema.record_type import RecordType, type_tree
from ...schema.sentences import sentence
from ...schema.tree import Tree
from ...schema.values import Value
from .derived import Derived
from .facts import Facts
from .names import fields_of, find_field, find_part, names_of_fields

_LINKS = frozenset({"ref", "user"})
_SEVERAL = frozenset({Shape.ENTRIES, Shape.LIST})
_MOST_STEPS = 6
"""Steps of a name: links may lead round in a circle, so a longer one says nothing new."""


class UnknownColumn(NotFound):
    """Neither a field nor a fact is called so."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        near = nearest(name, known)
        super().__init__(
            sentence("There is no column “{name}”.", name=name),
            sentence("Did you mean “{nearest}”?", nearest=near)
            if near
            else sentence("“cartera schema TYPE” lists the fields."),
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where the value of a column stands for one record."""

    record: Record
    """The record that holds it: the row's own, or one it links to."""
    path: str
    """The dotted field in that record; the fact's name where it is derived."""
    field: Field
    """Its kind and labels."""
    derived: Derived | None = None
    """The fact, where it is computed."""


Finder = Callable[[Record], Place | None]
"""Finds the place of a column for one record; None where a link on the way leads nowhere."""


@dataclass(frozen=True, slots=True)
class Source:
    """One column of the records of one type."""

    name: str
    """As asked for, each step by its own name: ``client.industry``."""
    field: Field
    """The kind of its values; where a link leads to several types, that of the first which has it."""
    label: Labels
    """What people call it: of a linked record's field, both names."""
    find: Finder
    """Where its value stands."""
    value: Callable[[Record], Value | None]
    """The typed value of a record."""

    def tree(self, record: Record) -> Tree:
        """Return what stands in the file; None for a fact and behind a link."""
        first, *rest = self.name.split(".")
        place = None if rest else self.find(record)
        return record.tree.get(first) if place and place.derived is None and place.record is record else None


def find_column(record_type: RecordType, name: str, facts: Facts) -> Source | None:
    """Return the column of a type that ``name`` means, by names, short names or labels; None where it means none."""
    steps = tuple(each.strip() for each in name.split("."))
    return _Search(facts).find(record_type, steps) if len(steps) <= _MOST_STEPS and all(steps) else None


def column_of(record_type: RecordType, name: str, facts: Facts) -> Source:
    """Return the column of a type that ``name`` means.

    Raises:
        UnknownColumn: neither a field nor a fact is called so.

    """
    found = find_column(record_type, name, facts)
    if found is None:
        raise UnknownColumn(name, names_of_fields([record_type]))
    return found


def columns_to_choose(types: Iterable[RecordType]) -> list[Field]:
    """Return the fields and facts that a list of these types may show, each name once."""
    known: dict[str, Field] = {}
    for record_type in types:
        for field in fields_of(record_type):
            if field.shape is not Shape.TABLE and field.name not in {"conflicts", "aliases"}:
                known.setdefault(field.name, field)
    return list(known.values())


class _Search:
    """One search for a column. A link may lead to every type, so each type is searched once for the same steps."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._known: dict[tuple[str, tuple[str, ...]], Source | None] = {}

    def find(self, record_type: RecordType, steps: tuple[str, ...]) -> Source | None:
        """Return the column of a type that the steps lead to."""
        key = (record_type.name, steps)
        if key not in self._known:
            self._known[key] = None
            self._known[key] = self._look(record_type, steps)
        return self._known[key]

    def _look(self, record_type: RecordType, steps: tuple[str, ...]) -> Source | None:
        found = find_field(record_type, steps[0])
        if found is None:
            return None
        if isinstance(found, Derived):
            return self._of_fact(found, steps[1:])
        field, names, rest, several = found, [found.name], list(steps[1:]), found.shape in _SEVERAL
        while rest and field.kind.name not in _LINKS:
            inner = find_part(field, rest[0])
            if inner is None and field.shape is not Shape.TABLE:
                return None
            names.append(inner.name if inner else rest[0])
            field = inner or field
            several = several or field.shape in _SEVERAL
            rest.pop(0)
        if rest:
            return self._behind(field, ".".join(names), lambda record: _first_text(record, names), tuple(rest))
        return _stored(field, names, self._facts, several=several and len(names) > 1)

    def _of_fact(self, found: Derived, rest: tuple[str, ...]) -> Source | None:
        field, of, facts = found.field, found.of, self._facts
        if not rest:
            place = partial(Place, path=field.name, field=field, derived=found)
            return Source(field.name, field, field.label, place, partial(of, facts))
        if field.kind.name != "ref":
            return None

        def link(record: Record) -> str:
            value = of(facts, record)
            return value if isinstance(value, str) else ""

        return self._behind(field, field.name, link, rest)

    def _behind(self, field: Field, name: str, link: Callable[[Record], str], rest: tuple[str, ...]) -> Source | None:
        """Return the column of the record that a link leads to."""
        known, snapshot = self._facts.types, self._facts.snapshot
        targets = ("user",) if field.kind.name == "user" else field.to
        types = [known[each] for each in targets or known if each in known]
        inner = {each.name: source for each in types if (source := self.find(each, rest)) is not None}
        if not inner:
            return None
        first = next(iter(inner.values()))

        known_targets: dict[tuple[str, str | None], tuple[Source, Record] | None] = {}

        def reach(record: Record) -> tuple[Source, Record] | None:
            text = link(record)
            key = (text, record.client)  # a link means the same in all of a client's folder
            if key not in known_targets:
                target = snapshot.resolve(text, record, targets) if text else None
                source = inner.get(target.type) if target else None
                known_targets[key] = (source, target) if source and target else None
            return known_targets[key]

        def find(record: Record) -> Place | None:
            reached = reach(record)
            return reached[0].find(reached[1]) if reached else None

        def value(record: Record) -> Value | None:
            reached = reach(record)
            return reached[0].value(reached[1]) if reached else None

        return Source(f"{name}.{first.name}", first.field, _joined(field.label, first.label), find, value)


def _stored(field: Field, names: Sequence[str], facts: Facts, *, several: bool) -> Source:
    path = ".".join(names)
    if several:
        value = _values_inside(field, names)
    elif len(names) == 1 and field.shape is Shape.SCALAR:
        value = _scalar(field)
    else:

        def value(record: Record) -> Value | None:
            return facts.value(record, path)

    return Source(path, field, field.label, partial(Place, path=path, field=field), value)


def _scalar(field: Field) -> Callable[[Record], Value | None]:
    """Return the reader of a top-level scalar; each different text is read once."""
    known: dict[str, Value | None] = {"": None}
    name = field.name

    def value(record: Record) -> Value | None:
        text = record.text(name)
        try:
            return known[text]
        except KeyError:
            return known.setdefault(text, type_tree(field, text))

    return value


def _values_inside(field: Field, names: Sequence[str]) -> Callable[[Record], Value | None]:
    """Return the reader of a field inside the entries of a list: all of their values."""
    from .paths import texts_at  # the reading of queries comes with it

    def value(record: Record) -> Value | None:
        read = (type_tree(field, text) for text in texts_at(record.tree.get(names[0]), names[1:]))
        return tuple(each for each in read if each is not None) or None

    return value


def _joined(outer: Labels, inner: Labels) -> Labels:
    return {code: f"{label}: {inner.get(code, '')}" for code, label in outer.items()}


def _first_text(record: Record, names: Sequence[str]) -> str:
    return next(_texts(record, names), "")


def _texts(record: Record, names: Sequence[str]) -> Iterator[str]:
    from .paths import texts_at

    yield from texts_at(record.tree.get(names[0]), names[1:])
