"""The items of a list in a form: what each holds, where it stood in the file, and the edits that make the file say so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...records.births import Birth
from ...records.files.edits import Append, Drop, Edit, Put
from ...schema.dataclass import dataclass
from ...schema.tree import Path, Tree


@dataclass(frozen=True, slots=True)
class FormItem:
    """One item of a list being edited."""

    tree: Tree
    """What it holds now."""
    place: int | None
    """Its position in the file's list; None for a new one."""
    births: tuple[Birth, ...] = ()
    """The records that are to be made with it."""


def items_of(tree: Tree) -> tuple[FormItem, ...]:
    """Return the items of a list."""
    return tuple(FormItem(each, place) for place, each in enumerate(tree)) if isinstance(tree, list) else ()


def edits_of_items(path: Path, before: Tree, items: Sequence[FormItem]) -> list[Edit]:
    """Return the edits that turn the list ``before`` at ``path`` into ``items``."""
    old = before if isinstance(before, list) else []
    if not items:
        return [Drop(path)] if old else []
    if stands_in_order(items):
        return _edits_in_order(path, old, items)
    return _edits_by_place(path, old, [each.tree for each in items])


def stands_in_order(items: Sequence[FormItem]) -> bool:
    """Return whether nobody moved an item: those of the file in their order, then the new ones."""
    return tuple(items) == sorted_by_place(items)


def sorted_by_place(items: Sequence[FormItem]) -> tuple[FormItem, ...]:
    """Return the items in the order of the file, the new ones last."""
    return tuple(sorted(items, key=lambda each: (each.place is None, each.place or 0)))


def move_item(items: Sequence[FormItem], place: int, by: int) -> tuple[FormItem, ...]:
    """Return the items with the one at ``place`` moved; at an end it stays."""
    there = min(len(items) - 1, max(0, place + by))
    rest = [*items[:place], *items[place + 1 :]]
    return (*rest[:there], items[place], *rest[there:])


def _edits_in_order(path: Path, before: Sequence[Tree], items: Iterable[FormItem]) -> list[Edit]:
    """Return changed items in place, then what is gone from the end, then what is new: other lines stay as they are."""
    edits: list[Edit] = []
    kept: set[int] = set()
    new: list[Tree] = []
    for item in items:
        if item.place is None:
            new.append(item.tree)
            continue
        kept.add(item.place)
        if item.tree != before[item.place]:
            edits.extend(_item_edits((*path, item.place), before[item.place], item.tree))
    edits.extend(Drop((*path, place)) for place in reversed(range(len(before))) if place not in kept)
    edits.extend(Append(path, tree) for tree in new)
    return edits


def _edits_by_place(path: Path, before: Sequence[Tree], trees: Sequence[Tree]) -> list[Edit]:
    """Return the edits of a list in another order: every place that holds something else is written anew."""
    edits: list[Edit] = [
        Put((*path, place), tree) for place, tree in enumerate(trees[: len(before)]) if tree != before[place]
    ]
    edits.extend(Drop((*path, place)) for place in reversed(range(len(trees), len(before))))
    edits.extend(Append(path, tree) for tree in trees[len(before) :])
    return edits


def _item_edits(path: Path, before: Tree, after: Tree) -> list[Edit]:
    """Return the edits of one item: of its sub-fields where it is a map, else of the whole."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return [Put(path, after)]
    edits: list[Edit] = []
    for name in dict.fromkeys((*after, *before)):
        old, new = before.get(name), after.get(name)
        if old != new:
            edits.append(Put((*path, name), new) if new not in (None, "", [], {}) else Drop((*path, name)))
    return edits
