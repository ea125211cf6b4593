"""Three versions of a record's fields merged into one: pure, and the same whichever side is called ours.

Scalars are taken from the side that changed them; maps merge key by key; lists of values as ordered sets; lists of
entries entry by entry. Only where both sides changed the same thing differently is there a conflict, and it is told.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from ...schema.tree import Path, Tree, dotted
from .sequences import Stretch, stretches


class Missing(Enum):
    """Stands for a field that is not there, which is something else than one left empty."""

    MISSING = "missing"


MISSING = Missing.MISSING
Value = Tree | Missing


class Side(Enum):
    """Whose value stays in a field that both changed."""

    OURS = "ours"
    """The first version's."""
    THEIRS = "theirs"
    """The second version's."""
    EITHER = "either"
    """The one that sorts last: two people who merge the same pair get the same."""


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """One thing that both sides changed, differently."""

    path: Path
    """Where it stands; list positions are those of the base. Empty where the whole file is meant."""
    base: Value
    """What it was."""
    ours: Value
    """What one side made of it."""
    theirs: Value
    """What the other side made of it."""

    @property
    def field(self) -> str:
        """The dotted field path."""
        return dotted(self.path)


@dataclass(frozen=True, slots=True)
class MergedTree:
    """The outcome of a merge."""

    tree: dict[str, Tree]
    """The merged fields."""
    conflicts: tuple[FieldConflict, ...]
    """What both sides changed; the tree holds one of the two values."""


def merge_trees(
    base: Mapping[str, Tree], ours: Mapping[str, Tree], theirs: Mapping[str, Tree], prefer: Side = Side.EITHER
) -> MergedTree:
    """Merge what two sides made of ``base``. A field that one side changed and the other removed stays, as a conflict."""
    merger = _Merger(prefer)
    tree = merger.merge_maps((), base, ours, theirs)
    return MergedTree(tree, tuple(merger.conflicts))


def canonical(tree: Value) -> str:
    """Return a text that is equal exactly for equal trees."""
    return "" if tree is MISSING else json.dumps(tree, sort_keys=True, ensure_ascii=False)


@dataclass(slots=True)
class _Merger:
    prefer: Side
    conflicts: list[FieldConflict] = field(default_factory=list)

    def merge(self, path: Path, base: Value, ours: Value, theirs: Value) -> Value:
        if theirs in (ours, base):
            return ours
        if ours == base:
            return theirs
        if isinstance(ours, dict) and isinstance(theirs, dict):
            return self.merge_maps(path, base if isinstance(base, dict) else {}, ours, theirs)
        if isinstance(ours, list) and isinstance(theirs, list):
            return self.merge_lists(path, base if isinstance(base, list) else [], ours, theirs)
        return self.disagree(path, base, ours, theirs)

    def disagree(self, path: Path, base: Value, ours: Value, theirs: Value) -> Value:
        """Note a conflict and choose; what is left beats what was removed."""
        self.conflicts.append(FieldConflict(path, base, ours, theirs))
        if ours is MISSING or theirs is MISSING:
            return theirs if ours is MISSING else ours
        if self.prefer is Side.EITHER:
            return max(ours, theirs, key=canonical)
        return ours if self.prefer is Side.OURS else theirs

    def merge_maps(
        self, path: Path, base: Mapping[str, Tree], ours: Mapping[str, Tree], theirs: Mapping[str, Tree]
    ) -> dict[str, Tree]:
        merged: dict[str, Tree] = {}
        for key in _keys(base, ours, theirs):
            sides = (base.get(key, MISSING), ours.get(key, MISSING), theirs.get(key, MISSING))
            value = self.merge((*path, key), *sides)
            if value is not MISSING:
                merged[key] = value
        return merged

    def merge_lists(self, path: Path, base: list[Tree], ours: list[Tree], theirs: list[Tree]) -> Value:
        if all(_is_set(version) for version in (base, ours, theirs)):
            return _merge_sets(base, ours, theirs)
        if all(_is_keyed(version) for version in (base, ours, theirs)):
            return self._merge_keyed(path, base, ours, theirs)
        merged: list[Tree] = []
        texts = ([canonical(item) for item in version] for version in (base, ours, theirs))
        for stretch in stretches(*texts):
            part = self._merge_stretch(path, stretch, base[stretch.base], ours[stretch.ours], theirs[stretch.theirs])
            if part is None:
                return self.disagree(path, base, ours, theirs)
            merged += part
        return merged

    def _merge_keyed(self, path: Path, base: list[Tree], ours: list[Tree], theirs: list[Tree]) -> list[Tree]:
        """Merge entries that carry a ``key``, each with its namesakes."""
        before = {_key(entry): entry for entry in base}
        one = {_key(entry): entry for entry in ours}
        other = {_key(entry): entry for entry in theirs}
        order = _merge_sets(list(before), list(one), list(other))
        kept = [key for key in [*before, *one, *other] if key not in order and _is_edited(key, before, one, other)]
        merged = self.merge_maps(path, before, one, other)
        return [merged[key] for key in [*order, *dict.fromkeys(kept)] if isinstance(key, str) and key in merged]

    def _merge_stretch(
        self, path: Path, stretch: Stretch, base: list[Tree], ours: list[Tree], theirs: list[Tree]
    ) -> list[Tree] | None:
        """Merge what lies between two shared entries; None where it cannot be told what belongs together."""
        if stretch.is_shared or theirs in (base, ours):
            return ours
        if ours == base:
            return theirs
        if all(_is_within(base, side) or _is_within(side, base) for side in (ours, theirs)):
            return _merge_sets(base, ours, theirs)
        if len(ours) != len(base) or len(theirs) != len(base):
            return None
        names = [[_first(entry) for entry in version] for version in (base, ours, theirs)]
        if None in names[0] or not names[0] == names[1] == names[2]:
            return None
        merged: list[Tree] = []
        for step, versions in enumerate(zip(base, ours, theirs, strict=True)):
            value = self.merge((*path, stretch.base.start + step), *versions)
            assert value is not MISSING
            merged.append(value)
        return merged


def _keys(base: Mapping[str, Tree], ours: Mapping[str, Tree], theirs: Mapping[str, Tree]) -> list[str]:
    """Return all keys: the base's in their order, then new ones; sorted where both sides bring some."""
    new_ours = [key for key in ours if key not in base]
    new_theirs = [key for key in theirs if key not in base]
    new = sorted({*new_ours, *new_theirs}) if new_ours and new_theirs else [*new_ours, *new_theirs]
    return [*base, *new]


def _is_set(version: Sequence[Tree]) -> bool:
    """Tell whether a list holds different plain values, so that only membership and order matter."""
    return all(isinstance(item, str) for item in version) and len(set(map(str, version))) == len(version)


def _is_within(part: Sequence[Tree], whole: Sequence[Tree]) -> bool:
    """Tell whether ``part`` is ``whole`` with entries left out: then nothing was edited, only added or removed."""
    rest = iter(whole)
    return all(item in rest for item in part)


def _is_keyed(version: Sequence[Tree]) -> bool:
    keys = [entry.get("key") if isinstance(entry, dict) else None for entry in version]
    return all(isinstance(key, str) for key in keys) and len(set(map(str, keys))) == len(keys)


def _key(entry: Tree) -> str:
    assert isinstance(entry, dict)
    return str(entry["key"])


def _is_edited(key: str, before: Mapping[str, Tree], one: Mapping[str, Tree], other: Mapping[str, Tree]) -> bool:
    """Tell whether one side removed an entry that the other changed: then it stays."""
    survivor = one.get(key, other.get(key))
    return (key in one) != (key in other) and survivor != before.get(key)


def _merge_sets(base: Sequence[Tree], ours: Sequence[Tree], theirs: Sequence[Tree]) -> list[Tree]:
    """Return what both kept in the base's order (or that of the side that reordered it), then what either added."""
    kept = [item for item in base if item in ours and item in theirs]
    orders = [[item for item in side if item in kept] for side in (ours, theirs)]
    moved = [order for order in orders if order != kept]
    new_ours = [item for item in ours if item not in base]
    new_theirs = [item for item in theirs if item not in base]
    return [*(max(moved, key=canonical) if moved else kept), *_interleave(new_ours, new_theirs)]


def _interleave(ours: Sequence[Tree], theirs: Sequence[Tree]) -> list[Tree]:
    """Return what two sides added in the same place, each once: by date where both are in order, else side by side."""
    first, second = sorted((list(ours), list(theirs)), key=canonical)
    joined = first + [item for item in second if item not in first]
    names = [_first(item) or "" for item in joined]
    if all(names) and all(_ascends(side) for side in (first, second)):
        return sorted(joined, key=lambda item: (_first(item), canonical(item)))
    return joined


def _ascends(side: Sequence[Tree]) -> bool:
    names = [_first(item) or "" for item in side]
    return names == sorted(names)


def _first(entry: Tree) -> str | None:
    """Return what an entry is told by: its first field, such as ``at`` or ``product``."""
    if isinstance(entry, dict) and entry:
        value = next(iter(entry.values()))
        return value if isinstance(value, str) else None
    return None
