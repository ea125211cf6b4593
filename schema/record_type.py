"""A record type: what its records hold, where they lie, how they move; and the schema, all types of a book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from .dataclass import dataclass, replace
from .field import Field, Labels, Shape
from .folding import fold_word
from .kinds import BadValueError
from .machine import Flow, Machine, State
from .record import Record
from .tree import Path, Tree, value_at
from .values import Value

UNIVERSAL = frozenset({"product"})
"""Types whose records belong to no client and so may have the fields of every pack."""
LAST = ("owner", "tags", "links", "visibility", "ext", "aliases", "conflicts", "created")
"""Common fields that stay behind what a pack adds."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the files of a type lie and how they are named."""

    folder: str
    """The folder that means this type: ``opportunities``."""
    homes: tuple[str, ...]
    """Where that folder belongs: ``client``, ``person`` or ``book``; the first is where new records go."""
    name: str
    """The new file's name without ending: ``{slug}-{r4}``, ``{year}/{date}-{kind}-{r4}``, ``{slug}/client``."""
    dated_by: str = ""
    """The field that gives ``{date}`` and ``{year}``; ``created`` where empty."""
    ending: str = "md"
    """The ending of a new file: ``md``, or ``yaml`` for a type without a text."""

    @property
    def is_folder_named(self) -> bool:
        """Whether the folder is the record's name, as with ``clients/acme/client.md``."""
        return self.name.startswith("{slug}/")


@dataclass(frozen=True, eq=False)
class RecordType:
    """One of our types, or one of the book's own."""

    name: str
    """The word in paths of code, queries and JSON: ``opportunity``."""
    label: Labels
    """What people call one."""
    plural: Labels
    """What people call many."""
    about: Labels
    """One sentence on what it is for."""
    layout: Layout
    """Where its files lie."""
    fields: tuple[Field, ...]
    """In the order they are written and asked for."""
    machine: Machine | None = None
    """Its state machine, where it has one."""
    listed: tuple[str, ...] = ()
    """The fields a list shows beside the title, in order."""
    in_order: tuple[tuple[str, str], ...] = ()
    """Pairs of fields of which the first may not be greater or later than the second; sub-fields are dotted."""
    known_keys: tuple[tuple[str, str], ...] = ()
    """Pairs of fields of which the first names entries by their key, which the second must hold."""
    rules: tuple[str, ...] = ()
    """Names of the integrity rules (2-records §2.9) that need more than that; they are in ``integrity.py``."""
    from_book: bool = False
    """Declared by the book, not by us."""
    also: tuple[str, ...] = ()
    """Other words people mean it by, in any language: ``deals``."""

    @cached_property
    def called(self) -> frozenset[str]:
        """Every word for one or many of it, folded."""
        return frozenset(
            map(fold_word, (self.name, self.layout.folder, *self.label.values(), *self.plural.values(), *self.also))
        )

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """The fields by name."""
        return {each.name: each for each in self.fields}

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The field names in the order they are written."""
        return tuple(self.by_name)

    @cached_property
    def linking_fields(self) -> tuple[Field, ...]:
        """The fields that lead to other records, themselves or by a sub-field."""
        return tuple(each for each in self.fields if each.can_link)

    def field_at(self, path: Path | str) -> Field | None:
        """Return the field at a path or dotted name; positions in lists and keys of tables are passed over."""
        steps: Sequence[str | int] = path.split(".") if isinstance(path, str) else path
        found: Field | None = None
        for step in steps:
            if isinstance(step, int) or step.isdigit():
                continue
            if found is None:
                found = self.by_name.get(step)
            else:
                inner = found.sub_field(step)
                found = inner if inner or found.shape is not Shape.TABLE else found
            if found is None:
                return None
        return found

    def value(self, record: Record, path: Path | str) -> Value | None:
        """Return the typed value at a path; None where it is missing or not of its kind (a Problem says so)."""
        steps: Path = tuple(path.split(".")) if isinstance(path, str) else path
        declared = self.field_at(steps)
        tree = value_at(dict(record.tree), steps) if len(steps) > 1 else record.tree.get(str(steps[0]))
        if tree is None:
            return None
        return type_tree(declared, tree) if declared else as_text(tree)

    def flow_of(self, record: Record) -> Flow | None:
        """Return the flow the record is in."""
        return self.machine.flow(record.text(self.machine.selector)) if self.machine else None

    def state_of(self, record: Record) -> State | None:
        """Return the record's state; None without a machine or with an unknown word."""
        flow = self.flow_of(record)
        return flow.states.get(record.text(self.machine.field)) if flow and self.machine else None


@dataclass(frozen=True, slots=True)
class ComplianceItem:
    """Something a client of an industry must have done before something else may happen."""

    item: str
    """The word in the client's ``compliance`` list."""
    label: Labels
    """What people call it."""
    every: str = ""
    """After how long it is due again, as an ISO 8601 duration; empty means once."""
    blocks: tuple[str, ...] = ()
    """What may not happen before: ``proposal``, ``contract``, ``contact``, ``send``, ``publish``, ``close`` …"""
    source: str = ""
    """The rule it comes from, for a compliance officer to check."""


@dataclass(frozen=True, eq=False)
class Pack:
    """What an industry adds: fields, compliance items, cadence."""

    name: str
    """The industry it belongs to."""
    label: Labels
    """What people call it."""
    about: Labels
    """One sentence on what it adds."""
    fields: Mapping[str, tuple[Field, ...]]
    """Place → fields: ``client.pack``, ``contact``, ``opportunity``, ``project.pack``, ``product.sheet``."""
    compliance: tuple[ComplianceItem, ...] = ()
    """What must be done in this industry, and what waits for it."""
    cadence: Mapping[str, Tree] | None = None
    """Changes of the default cadence."""


@dataclass(frozen=True, eq=False)
class Schema:
    """All record types and packs of a book."""

    types: Mapping[str, RecordType]
    """By name, ours first."""
    packs: Mapping[str, Pack]
    """By industry."""
    folders: Mapping[str, str]
    """Folder → the type that lies in it; ``/folder`` where one at the book's root holds another than inside clients."""

    @cached_property
    def _with_packs(self) -> dict[tuple[str, str], RecordType]:
        return {}

    def type_for(self, name: str, industry: str) -> RecordType:
        """Return the type with the fields that the pack of ``industry`` adds; the plain one without such a pack."""
        plain = self.types[name]
        known = self._with_packs.get((name, industry))
        if known is None:
            packs = [self.packs[industry]] if industry in self.packs else []
            if name in UNIVERSAL:
                packs = list(self.packs.values())
            known = self._with_packs[name, industry] = with_packs(plain, packs)
        return known

    def type_with_packs(self, name: str) -> RecordType:
        """Return the type with the fields of every pack: what may stand in a file of any industry."""
        return with_packs(self.types[name], list(self.packs.values()))

    def type_of_path(self, path: str) -> RecordType | None:
        """Return the type a file's place gives it; None where the place means none."""
        parts = path.split("/")
        if parts[0] in {"clients", "people"} and len(parts) > 1:
            if len(parts) == 3:
                stem = parts[2].rpartition(".")[0]
                owner = self._lying_in(parts[0])
                return owner if owner and owner.layout.name.endswith(f"/{stem}") else None
            inner = self._lying_in(parts[2]) if len(parts) > 3 else None
            return inner if inner and not inner.layout.is_folder_named else None
        found = (self._lying_in(f"/{parts[0]}") or self._lying_in(parts[0])) if len(parts) > 1 else None
        return found if found and not found.layout.is_folder_named else None

    def _lying_in(self, folder: str) -> RecordType | None:
        name = self.folders.get(folder)
        return self.types[name] if name else None

    def home_of_path(self, path: str) -> str:
        """Return in which kind of home a file lies: ``client``, ``person`` or ``book``."""
        first, _, rest = path.partition("/")
        if rest.count("/") > 1:
            return {"clients": "client", "people": "person"}.get(first, "book")
        return "book"

    def type_named(self, word: str) -> RecordType | None:
        """Return the type a person means by its name, folder or label, one or many, or by another word for it."""
        if word in self.types:
            return self.types[word]
        if word in self.folders:
            return self.types[self.folders[word]]
        wanted = fold_word(word)
        return next((each for each in self.types.values() if wanted in each.called), None)


def with_packs(plain: RecordType, packs: Sequence[Pack]) -> RecordType:
    """Return ``plain`` with the fields its packs add: at the end of its own, or inside the map they name."""
    fields = {each.name: each for each in plain.fields}
    last = [name for name in LAST if name in fields]
    for pack in packs:
        for place in pack.fields:
            type_name, _, inside = place.partition(".")
            if type_name != plain.name:
                continue  # what a pack adds to other types is not even declared
            added = pack.fields[place]
            if inside:
                outer = fields[inside]
                fields[inside] = replace(outer, shape=Shape.MAP, fields=_joined(outer.fields, added))
            else:
                fields.update({each.name: each for each in added if each.name not in fields})
    if fields == plain.by_name:
        return plain
    ordered = [each for name, each in fields.items() if name not in last] + [fields[name] for name in last]
    return replace(plain, fields=tuple(ordered))


def _joined(fields: tuple[Field, ...], added: tuple[Field, ...]) -> tuple[Field, ...]:
    names = {each.name for each in fields}
    return (*fields, *(each for each in added if each.name not in names))


def type_tree(declared: Field, tree: Tree) -> Value | None:
    """Return the typed value of a tree under its declaration; what is not of its kind is left out."""
    if isinstance(tree, str):
        if declared.shape is not Shape.SCALAR and not (declared.shape is Shape.TABLE or declared.shape is Shape.LIST):
            return None
        try:
            return declared.kind.parse(tree)
        except BadValueError:
            return None
    if isinstance(tree, list):
        return tuple(value for each in tree if (value := type_tree(declared, each)) is not None)
    if isinstance(tree, dict):
        return _type_map(declared, tree)
    return None


def _type_map(declared: Field, tree: Mapping[str, Tree]) -> Mapping[str, Value]:
    typed: dict[str, Value] = {}
    for name, inner in tree.items():
        inner_field = declared.sub_field(name)
        if inner_field is None and declared.shape is Shape.TABLE:
            inner_field = declared
        value = type_tree(inner_field, inner) if inner_field else as_text(inner)
        if value is not None:
            typed[name] = value
    return typed


def as_text(tree: Tree) -> Value | None:
    """Return an undeclared tree as values: texts, tuples and maps of texts."""
    if tree is None or isinstance(tree, str):
        return tree
    if isinstance(tree, list):
        return tuple(value for each in tree if (value := as_text(each)) is not None)
    return {name: value for name, inner in tree.items() if (value := as_text(inner)) is not None}
