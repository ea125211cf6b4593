"""Dressing: telling the writer which scalars of a tree are numbers or dates and so stand without quotes."""

from __future__ import annotations

from collections.abc import Mapping

from ..schema.field import Field, Shape
from ..schema.record_type import RecordType
from ..schema.tree import Bare, Path, Tree


def dress(field: Field | None, tree: Tree) -> Tree:
    """Return ``tree`` with the scalars of bare kinds marked, by the declaration of its field."""
    if field is None:
        return tree
    if isinstance(tree, str):
        return Bare(tree) if field.kind.bare else tree
    if isinstance(tree, list):
        return [dress(field, each) for each in tree]
    if isinstance(tree, dict):
        return {
            name: dress(field.sub_field(name) or (field if field.shape is Shape.TABLE else None), each)
            for name, each in tree.items()
        }
    return None


def dress_record(record_type: RecordType, tree: Mapping[str, Tree]) -> dict[str, Tree]:
    """Return the whole tree of a record dressed by its type."""
    return {name: dress(record_type.by_name.get(name), each) for name, each in tree.items()}


def dress_at(record_type: RecordType, path: Path, tree: Tree) -> Tree:
    """Return ``tree``, which will stand at ``path``, dressed."""
    return dress(record_type.field_at(path), tree)
