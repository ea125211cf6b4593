"""What must change in a tree to become another one, in the smallest steps, so that the writer touches the fewest lines."""

from __future__ import annotations

from collections.abc import Iterator

from ...schema.dataclass import dataclass
from ...schema.tree import Path, Tree


@dataclass(frozen=True, slots=True)
class Replace:
    """Another value where one stands."""

    path: Path
    """Where."""
    tree: Tree
    """The new value."""


@dataclass(frozen=True, slots=True)
class Insert:
    """A new key, or a new entry of a list before the one that now stands there."""

    path: Path
    """Where it will stand."""
    tree: Tree
    """The new value."""


@dataclass(frozen=True, slots=True)
class Remove:
    """A key or entry that goes."""

    path: Path
    """Where it stands."""


Step = Replace | Insert | Remove


def differences(old: Tree, new: Tree, path: Path = ()) -> Iterator[Step]:
    """Yield the steps from ``old`` to ``new``, each to be taken on what the ones before have left."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict) and (not path or old.keys() & new.keys()):
        yield from _of_maps(old, new, path)
    elif isinstance(old, list) and isinstance(new, list) and old and new:
        yield from _of_lists(old, new, path)
    else:
        yield Replace(path, new)


def _of_maps(old: dict[str, Tree], new: dict[str, Tree], path: Path) -> Iterator[Step]:
    for key in old:
        if key not in new:
            yield Remove((*path, key))
    for key, value in new.items():
        if key in old:
            yield from differences(old[key], value, (*path, key))
        else:
            yield Insert((*path, key), value)


def _of_lists(old: list[Tree], new: list[Tree], path: Path) -> Iterator[Step]:
    """Keep what is equal at both ends, change in place what stands between, then take away or add the rest."""
    shorter = min(len(old), len(new))
    head = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    tail = next((at for at in range(shorter - head) if old[-1 - at] != new[-1 - at]), shorter - head)
    common = shorter - tail
    for at in range(head, common):
        yield from differences(old[at], new[at], (*path, at))
    for at in reversed(range(common, len(old) - tail)):
        yield Remove((*path, at))
    for at in range(common, len(new) - tail):
        yield Insert((*path, at), new[at])
