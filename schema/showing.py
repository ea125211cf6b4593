"""What stands in a file, for a reader: as its field says, or as it is written where it is not of that kind."""

from __future__ import annotations

from datetime import tzinfo

from .field import Field
from .formats import show_value
from .language import Language
from .record_type import type_tree
from .tree import Tree


def show_tree(field: Field | None, tree: Tree, language: Language, zone: tzinfo | None = None) -> str:
    """Return a value of a file in the reader's form; the text itself where it is not of its field's kind."""
    value = type_tree(field, tree) if field is not None and tree is not None else None
    shown = show_value(field, value, language, zone) if field is not None and value is not None else ""
    return shown or show_as_written(tree)


def show_as_written(tree: Tree) -> str:
    """Return a tree of no known field as one line, in the words of the file."""
    if isinstance(tree, list):
        return ", ".join(map(show_as_written, tree))
    if isinstance(tree, dict):
        return ", ".join(f"{name}: {show_as_written(each)}" for name, each in tree.items())
    return tree or ""
