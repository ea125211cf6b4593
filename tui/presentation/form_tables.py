"""Tables with keys of the user's own, edited as lists: each key with its value is an item."""

from __future__ import annotations

from collections.abc import Sequence

from ...records.files.edits import Drop, Edit, Put
from ...schema.dataclass import replace
from ...schema.field import Field, Shape
from ...schema.kinds import TEXT
from ...schema.problems import Severity
from ...schema.tree import Path, Tree
from .form_items import FormItem

_KEY = Field("key", Shape.SCALAR, TEXT, {"en": "Key", "es": "Clave"}, required=Severity.ERROR)
_VALUE = "value"


def item_field(field: Field, tree: Tree) -> Field:
    """Return the list field whose items are the entries of the table ``field``, which holds ``tree`` now.

    Where the table has no declared fields, a value is one of its kind, or several where its neighbours are several.
    """
    if field.fields:
        return replace(field, shape=Shape.ENTRIES, key=_KEY.name, fields=(_KEY, *field.fields))
    several = isinstance(tree, dict) and any(isinstance(each, list) for each in tree.values())
    shape = Shape.LIST if several else Shape.SCALAR
    value = Field(_VALUE, shape, field.kind, {"en": "Value", "es": "Valor"}, choices=field.choices, to=field.to)
    return replace(field, shape=Shape.ENTRIES, key=_KEY.name, fields=(_KEY, value))


def table_items(field: Field, tree: Tree) -> tuple[FormItem, ...]:
    """Return the entries of a table as items."""
    entries = tree.items() if isinstance(tree, dict) else ()
    return tuple(FormItem({_KEY.name: key, **_inside(field, each)}, place) for place, (key, each) in enumerate(entries))


def edits_of_table(field: Field, path: Path, before: Tree, items: Sequence[FormItem]) -> list[Edit]:
    """Return the edits that turn the table ``before`` at ``path`` into ``items``; of equal keys the last counts."""
    old = before if isinstance(before, dict) else {}
    new = table_of(field, items)
    if not new:
        return [Drop(path)] if old else []
    edits: list[Edit] = [Drop((*path, key)) for key in old if key not in new]
    edits.extend(Put((*path, key), each) for key, each in new.items() if old.get(key) != each or key not in old)
    return edits


def table_of(field: Field, items: Sequence[FormItem]) -> dict[str, Tree]:
    """Return the table that ``items`` say; an item without a key says nothing."""
    table: dict[str, Tree] = {}
    for item in items:
        held = item.tree if isinstance(item.tree, dict) else {}
        key = held.get(_KEY.name)
        if isinstance(key, str) and key.strip():
            rest = {name: each for name, each in held.items() if name != _KEY.name}
            table[key.strip()] = rest if field.fields else rest.get(_VALUE)
    return table


def _inside(field: Field, tree: Tree) -> dict[str, Tree]:
    """Return what an entry holds beside its key."""
    if field.fields:
        return dict(tree) if isinstance(tree, dict) else {}
    return {} if tree is None else {_VALUE: tree}
