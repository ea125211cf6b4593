"""What stands in a file, for a reader: as its field says, or as it is written where it is not of that kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo

from .field import Field
from .formats import show_value
from .language import Language
from .record_type import type_tree
from .tree import Tree
from .values import Value

Retelling = Callable[[Field, Value], Value]
"""What a value of a field is told as, where there are better words for it than its own."""


def show_tree(
    field: Field | None, tree: Tree, language: Language, zone: tzinfo | None = None, retell: Retelling | None = None
) -> str:
    """Return a value of a file in the reader's form; the text itself where it is not of its field's kind."""
    value = type_tree(field, tree) if field is not None and tree is not None else None
    if field is None or value is None:
        return show_as_written(tree)
    return show_value(field, retell(field, value) if retell else value, language, zone) or show_as_written(tree)


def show_as_written(tree: Tree) -> str:
    """Return a tree of no known field as one line, in the words of the file."""
    if isinstance(tree, list):
        return ", ".join(map(show_as_written, tree))
    if isinstance(tree, dict):
        return ", ".join(f"{name}: {show_as_written(each)}" for name, each in tree.items())
    return tree or ""
