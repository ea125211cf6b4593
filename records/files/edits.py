"""Edits of a record as values, and what a tree is after them."""

from __future__ import annotations

from collections.abc import Sequence

from ...schema.dataclass import dataclass
from ...schema.errors import Refused
from ...schema.sentences import sentence
from ...schema.tree import Path, Step, Tree, dotted


@dataclass(frozen=True, slots=True)
class Put:
    """Set the value at a path; maps on the way are made, a list takes one new entry at its end."""

    path: Path
    """Where."""
    tree: Tree
    """What will stand there."""


@dataclass(frozen=True, slots=True)
class Drop:
    """Take the key or entry at a path away; nothing happens where there is none."""

    path: Path
    """Where."""


@dataclass(frozen=True, slots=True)
class Append:
    """Add an entry at the end of a list, which is made where it is missing or empty."""

    path: Path
    """Where the list stands."""
    tree: Tree
    """The entry."""


@dataclass(frozen=True, slots=True)
class PutBody:
    """Replace the text below the fields."""

    text: str
    r"""The whole new text, with ``\n`` line ends."""


Edit = Put | Drop | Append | PutBody


class NoSuchPlace(Refused):
    """The edit speaks of a place that the record's tree does not have."""

    def __init__(self, path: Sequence[Step]) -> None:
        super().__init__(
            sentence(
                "Nothing can be written at {field}: the value there is neither a list nor a map.", field=dotted(path)
            ),
            sentence("Set the field above it as a whole."),
        )


class CannotSplice(Refused):
    """The file is written in a way that this edit cannot be made without rewriting more than the field."""

    def __init__(self, field: str) -> None:
        super().__init__(
            sentence("{field} cannot be changed in this file without rewriting other lines.", field=field),
            sentence("The file is written in an unusual way there; change it in an editor."),
        )


def edited(tree: dict[str, Tree], edit: Put | Drop | Append) -> dict[str, Tree]:
    """Return ``tree`` after ``edit``; what the edit leaves alone is shared with the old tree.

    Raises ``NoSuchPlace`` where a scalar stands on the way or a list is too short.
    """
    changed = _changed(tree, edit.path, 0, edit)
    if not isinstance(changed, dict):
        raise NoSuchPlace(edit.path)
    return changed


def _changed(here: Tree, path: Path, depth: int, edit: Put | Drop | Append) -> Tree:
    if depth == len(path):
        return _leaf(here, path, edit)
    step = path[depth]
    if isinstance(step, int):
        return _changed_list(here, step, path, depth, edit)
    if here is None:
        here = {}
    if not isinstance(here, dict):
        raise NoSuchPlace(path[: depth + 1])
    last = depth == len(path) - 1
    if isinstance(edit, Drop):
        if step not in here:
            return here
        if last:
            return {key: value for key, value in here.items() if key != step}
    return {**here, step: _changed(here.get(step), path, depth + 1, edit)}


def _changed_list(here: Tree, step: int, path: Path, depth: int, edit: Put | Drop | Append) -> Tree:
    items = [] if here is None else here
    if not isinstance(items, list) or not 0 <= step <= len(items):
        raise NoSuchPlace(path[: depth + 1])
    if isinstance(edit, Drop):
        if step == len(items):
            return here
        if depth == len(path) - 1:
            return [*items[:step], *items[step + 1 :]]
    old = items[step] if step < len(items) else None
    return [*items[:step], _changed(old, path, depth + 1, edit), *items[step + 1 :]]


def _leaf(here: Tree, path: Path, edit: Put | Drop | Append) -> Tree:
    if isinstance(edit, Put):
        return edit.tree
    if not isinstance(edit, Append) or not isinstance(here, list | None):
        raise NoSuchPlace(path)
    return [*(here or []), edit.tree]
