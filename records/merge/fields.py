"""Three versions of a record's fields merged into one: pure, and the same whichever side is called ours.

Scalars are taken from the side that changed them; maps merge key by key; lists of values as ordered sets; lists of
entries entry by entry. Only where both sides changed the same thing differently is there a conflict, and it is told.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...schema.dataclass import dataclass, field
from ...schema.record import CONFLICTS
from ...schema.tree import Path, Tree, dotted
from .decisions import MISSING, Action, Decision, Side, Value, canonical, choose
from .entries import fields_decided, merge_entries
from .histories import agree_with_histories
from .lists import is_keyed, is_set, is_within, merge_sets, name_of, named
from .sequences import Stretch, stretches


@dataclass(frozen=True, slots=True)
class MergedTree:
    """The outcome of a merge."""

    tree: dict[str, Tree]
    """The merged fields."""
    decisions: tuple[Decision, ...]
    """What was done with each field that at least one side changed."""

    @property
    def conflicts(self) -> tuple[Decision, ...]:
        """What both sides changed differently; the tree holds one of the two values."""
        return tuple(each for each in self.decisions if each.is_conflict)


def merge_trees(
    base: Mapping[str, Tree], ours: Mapping[str, Tree], theirs: Mapping[str, Tree], prefer: Side = Side.EITHER
) -> MergedTree:
    """Merge what two sides made of ``base``. A field that one side changed and the other removed stays, as a conflict."""
    entries = [version.get(CONFLICTS) for version in (base, ours, theirs)]
    merger = _Merger(prefer, fields_decided(entries[0], entries[1]), fields_decided(entries[0], entries[2]))
    before, one, other = (_without_entries(version) for version in (base, ours, theirs))
    tree = merger.merge_maps((), before, one, other)
    decisions = agree_with_histories(tree, before, one, other, merger.decisions, prefer)
    kept = merge_entries(*entries)
    if kept:
        tree[CONFLICTS] = kept
    return MergedTree(tree, tuple(decisions))


@dataclass(slots=True)
class _Merger:
    prefer: Side
    decided_by_ours: frozenset[str]
    decided_by_theirs: frozenset[str]
    decisions: list[Decision] = field(default_factory=list)

    def merge(self, path: Path, base: Value, ours: Value, theirs: Value) -> Value:
        if ours == theirs:
            return ours if ours == base else self.note(path, base, ours, theirs, Action.SAME, ours)
        if self.is_decided_twice(path, base, ours, theirs):
            return self.disagree(path, base, ours, theirs)
        if theirs == base and not _is_decided_within(path, self.decided_by_theirs):
            return self.note(path, base, ours, theirs, Action.OURS, ours)
        if ours == base and not _is_decided_within(path, self.decided_by_ours):
            return self.note(path, base, ours, theirs, Action.THEIRS, theirs)
        if isinstance(ours, dict) and isinstance(theirs, dict) and (isinstance(base, dict) or _fit(ours, theirs)):
            return self.merge_maps(path, base if isinstance(base, dict) else {}, ours, theirs)
        if isinstance(ours, list) and isinstance(theirs, list):
            return self.merge_lists(path, base if isinstance(base, list) else [], ours, theirs)
        if path == ("created",) and base is MISSING and isinstance(ours, str) and isinstance(theirs, str):
            return self.note(path, base, ours, theirs, Action.BOTH, min(ours, theirs))  # one rule ran in two clones
        return self.disagree(path, base, ours, theirs)

    def is_decided_twice(self, path: Path, base: Value, ours: Value, theirs: Value) -> bool:
        """Tell whether a person chose on both sides, at least one of them by settling an earlier conflict."""
        if not self.decided_by_ours and not self.decided_by_theirs:
            return False
        place = dotted(path)
        decided = place in self.decided_by_ours, place in self.decided_by_theirs
        return any(decided) and (ours != base or decided[0]) and (theirs != base or decided[1])

    def disagree(self, path: Path, base: Value, ours: Value, theirs: Value) -> Value:
        """Note a conflict and choose."""
        return self.note(path, base, ours, theirs, Action.CONFLICT, choose(ours, theirs, self.prefer))

    def note(self, path: Path, base: Value, ours: Value, theirs: Value, action: Action, value: Value) -> Value:
        self.decisions.append(Decision(path, base, ours, theirs, action, value))
        return value

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
        if all(is_set(version) for version in (base, ours, theirs)):
            return self.note(path, base, ours, theirs, Action.BOTH, merge_sets(base, ours, theirs))
        if all(is_keyed(version) for version in (base, ours, theirs)):
            return self.merge_named(path, base, ours, theirs)
        merged: list[Tree] = []
        texts = ([canonical(item) for item in version] for version in (base, ours, theirs))
        known = len(self.decisions)
        for stretch in stretches(*texts):
            part = self.merge_stretch(path, stretch, base[stretch.base], ours[stretch.ours], theirs[stretch.theirs])
            if part is None:
                del self.decisions[known:]
                return self.disagree(path, base, ours, theirs)
            merged += part
        return self.note(path, base, ours, theirs, Action.BOTH, merged)

    def merge_named(self, path: Path, base: list[Tree], ours: list[Tree], theirs: list[Tree]) -> list[Tree]:
        """Merge entries that carry a name, each with its namesakes."""
        before, one, other = named(base), named(ours), named(theirs)
        order = merge_sets(list(before), list(one), list(other))
        kept = [key for key in [*before, *one, *other] if key not in order and _is_edited(key, before, one, other)]
        merged = self.merge_maps(path, before, one, other)
        return [merged[key] for key in [*order, *dict.fromkeys(kept)] if isinstance(key, str) and key in merged]

    def merge_stretch(
        self, path: Path, stretch: Stretch, base: list[Tree], ours: list[Tree], theirs: list[Tree]
    ) -> list[Tree] | None:
        """Merge what lies between two shared entries; None where it cannot be told what belongs together."""
        if stretch.is_shared or theirs == ours:
            return ours
        if theirs == base and not _is_decided_within(path, self.decided_by_theirs):
            return ours
        if ours == base and not _is_decided_within(path, self.decided_by_ours):
            return theirs
        if all(is_within(base, side) or is_within(side, base) for side in (ours, theirs)):
            return merge_sets(base, ours, theirs)
        if _can_match_names(base, ours, theirs):
            return self.merge_named(path, base, ours, theirs)
        return self._merge_by_place(path, base, ours, theirs)

    def _merge_by_place(self, path: Path, base: list[Tree], ours: list[Tree], theirs: list[Tree]) -> list[Tree] | None:
        """Merge entries of one name that stand side by side, the first with the first."""
        if len(ours) != len(base) or len(theirs) != len(base):
            return None
        names = [[name_of(entry) for entry in version] for version in (base, ours, theirs)]
        if None in names[0] or not names[0] == names[1] == names[2]:
            return None
        merged: list[Tree] = []
        for name, *versions in zip(names[0], base, ours, theirs, strict=True):
            value = self.merge((*path, str(name)), *versions)
            assert value is not MISSING
            merged.append(value)
        return merged


def _is_decided_within(path: Path, decided: frozenset[str]) -> bool:
    """Tell whether a side settled a conflict of something inside: it chose, although what it chose may have stood there."""
    place = f"{dotted(path)}."
    return any(each.startswith(place) for each in decided)


def _fit(ours: Mapping[str, Tree], theirs: Mapping[str, Tree]) -> bool:
    """Tell whether two new maps go together: two people's new offer lines of one number are not one line."""
    return all(theirs[key] == value for key, value in ours.items() if key in theirs)


def _without_entries(version: Mapping[str, Tree]) -> Mapping[str, Tree]:
    if CONFLICTS not in version:
        return version
    return {key: value for key, value in version.items() if key != CONFLICTS}


def _keys(base: Mapping[str, Tree], ours: Mapping[str, Tree], theirs: Mapping[str, Tree]) -> list[str]:
    """Return all keys: the base's in their order, then new ones, those of the side that brings more of them first."""
    new_ours = [key for key in ours if key not in base]
    new_theirs = [key for key in theirs if key not in base]
    first, second = sorted((new_ours, new_theirs), key=lambda keys: (-len(keys), keys))
    return list(dict.fromkeys((*base, *first, *second)))


def _can_match_names(base: list[Tree], ours: list[Tree], theirs: list[Tree]) -> bool:
    """Tell whether entries can be matched by name.

    None may stand twice, and none may have been renamed by one side while the other touched it.
    """
    if not all(_is_named(version) for version in (base, ours, theirs)):
        return False
    before, one, other = named(base), named(ours), named(theirs)
    for side, opposite in ((one, other), (other, one)):
        gone = [name for name in before if name not in side]
        if gone and side.keys() - before.keys() and any(opposite.get(name) != before[name] for name in gone):
            return False
    return True


def _is_named(version: list[Tree]) -> bool:
    """Tell whether each entry has a name of its own."""
    names = [name_of(entry) for entry in version]
    return None not in names and len(set(names)) == len(names)


def _is_edited(key: Tree, before: Mapping[str, Tree], one: Mapping[str, Tree], other: Mapping[str, Tree]) -> bool:
    """Tell whether one side removed an entry that the other changed: then it stays."""
    assert isinstance(key, str)
    survivor = one.get(key, other.get(key))
    return (key in one) != (key in other) and survivor != before.get(key)
