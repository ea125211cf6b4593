"""Finding a field that a conflict names: entries of lists are named by what they are told by, not by their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...schema.tree import Path, Step, Tree
from .decisions import MISSING, Value
from .lists import name_of


def named_value(tree: Tree, path: Sequence[Step]) -> Value:
    """Return what stands at a path with names of entries in it; MISSING where nothing does."""
    here: Value = tree
    for step in path:
        if isinstance(here, dict):
            here = here.get(str(step), MISSING)
        elif isinstance(here, list):
            here = next((each for each in here if name_of(each) == step), MISSING)
        else:
            return MISSING
    return here


def find_places(tree: Tree, dotted_name: str) -> list[Path]:
    """Return the paths, with places in lists, of what a dotted name with names of entries in it can mean.

    The last step need not exist, so that a field that was removed can be put back.
    """
    return list(_find(tree, dotted_name, ()))


def _find(tree: Tree, rest: str, path: Path) -> Iterator[Path]:
    if isinstance(tree, dict):
        if rest in tree or "." not in rest:
            yield (*path, rest)
        for key, value in tree.items():
            if rest.startswith(f"{key}."):
                yield from _find(value, rest[len(key) + 1 :], (*path, key))
    elif isinstance(tree, list):
        for place, entry in enumerate(tree):
            name = name_of(entry)
            if name is not None and rest == name:
                yield (*path, place)
            elif name is not None and rest.startswith(f"{name}."):
                yield from _find(entry, rest[len(name) + 1 :], (*path, place))
