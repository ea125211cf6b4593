"""The untyped tree of a record: what its front matter says, every scalar as text.

The reader makes it, the schema types it, the writer splices it. Plain ``str``, ``list`` and ``dict`` so that it can be
cached without pickle.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Tree = str | list["Tree"] | dict[str, "Tree"] | None
"""A scalar's text, None for an empty value, a list or a map."""

Step = str | int
"""A key of a map or a position in a list."""

Path = tuple[Step, ...]
"""Where a value stands in the tree: ``("lines", 2, "qty")``."""


class Bare(str):
    """Text that is written without quotes because its field kind is a number, a date or a truth value."""

    __slots__ = ()


def dotted(path: Sequence[Step]) -> str:
    """Return ``lines.2.qty`` for ``("lines", 2, "qty")``."""
    return ".".join(str(step) for step in path)


def value_at(tree: Tree, path: Sequence[Step]) -> Tree:
    """Return what stands at ``path``, None where nothing does."""
    for step in path:
        if isinstance(tree, dict) and isinstance(step, str):
            tree = tree.get(step)
        elif isinstance(tree, list) and isinstance(step, int) and -len(tree) <= step < len(tree):
            tree = tree[step]
        else:
            return None
    return tree


def leaf_texts(tree: Tree) -> Iterator[str]:
    """Return every scalar of a tree."""
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, list):
        for each in tree:
            yield from leaf_texts(each)
    elif isinstance(tree, dict):
        for each in tree.values():
            yield from leaf_texts(each)
