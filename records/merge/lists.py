"""Lists in a merge: what their entries are told by, and how what two sides added and removed goes together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ...schema.tree import Tree
from .decisions import canonical


def is_set(version: Sequence[Tree]) -> bool:
    """Tell whether a list holds different plain values, so that only membership and order matter."""
    return all(isinstance(item, str) for item in version) and len(set(map(str, version))) == len(version)


def is_keyed(version: Sequence[Tree]) -> bool:
    """Tell whether each entry carries a ``key`` of its own."""
    keys = [entry.get("key") if isinstance(entry, dict) else None for entry in version]
    return all(isinstance(key, str) for key in keys) and len(set(map(str, keys))) == len(keys)


def is_within(part: Sequence[Tree], whole: Sequence[Tree]) -> bool:
    """Tell whether ``part`` is ``whole`` with entries left out: then nothing was edited, only added or removed."""
    rest = iter(whole)
    return all(item in rest for item in part)


def name_of(entry: Tree) -> str | None:
    """Return what an entry is told by: its ``key``, else its first field, such as ``at`` or ``product``."""
    if isinstance(entry, dict) and entry:
        value = entry.get("key") or next(iter(entry.values()))
        return value if isinstance(value, str) else None
    return None


def named(version: Sequence[Tree]) -> dict[str, Tree]:
    """Return entries by what they are told by."""
    return {str(name_of(entry)): entry for entry in version}


def merge_sets(base: Sequence[Tree], ours: Sequence[Tree], theirs: Sequence[Tree]) -> list[Tree]:
    """Return what both kept in the base's order (or that of the side that reordered it), then what either added."""
    kept = [item for item in base if item in ours and item in theirs]
    orders = [[item for item in side if item in kept] for side in (ours, theirs)]
    moved = [order for order in orders if order != kept]
    new_ours = [item for item in ours if item not in base]
    new_theirs = [item for item in theirs if item not in base]
    return [*(max(moved, key=canonical) if moved else kept), *_interleave(new_ours, new_theirs)]


def _interleave(ours: Sequence[Tree], theirs: Sequence[Tree]) -> list[Tree]:
    """Return what two sides added in the same place, each once: by date where both are in order, else side by side.

    What somebody added twice within a second stays in the order in which they did.
    """
    first, second = sorted((list(ours), list(theirs)), key=canonical)
    joined = first + [item for item in second if item not in first]
    if all(name_of(item) for item in joined) and all(_ascends(side) for side in (first, second)):
        return sorted(joined, key=lambda item: moment_of(name_of(item) or ""))
    return joined


def _ascends(side: Sequence[Tree]) -> bool:
    moments = [moment_of(name_of(item) or "") for item in side]
    return moments == sorted(moments)


def moment_of(text: str) -> tuple[float, str]:
    """Return what a name sorts by: a moment by when it was, wherever its clock stood; anything else by its letters."""
    try:
        moment = datetime.fromisoformat(text) if len(text) > len("2026-07-14T09") else None
    except ValueError:
        moment = None
    return (moment.timestamp(), text) if moment is not None and moment.tzinfo is not None else (0.0, text)
