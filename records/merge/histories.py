"""A state and its history after a merge: the last entry and the field say the same, whoever moved the record last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...schema.tree import Tree
from .decisions import MISSING, Action, Decision, Side, Value

_SUFFIX = "_history"


def agree_with_histories(
    tree: dict[str, Tree],
    base: Mapping[str, Tree],
    ours: Mapping[str, Tree],
    theirs: Mapping[str, Tree],
    decisions: Sequence[Decision],
    prefer: Side,
) -> list[Decision]:
    """Set each state in the merged ``tree`` to the last entry of its history, where both sides' own ones agreed.

    Two people who moved one deal made a conflict: the later move stays, as its history says. A state that only one side
    moved, while the other moved it away and back, is one too. Where one took back the move that the other knows of another
    one before, that other one stands, and is in conflict with what the first went back to.
    """
    known = list(decisions)
    if prefer is not Side.EITHER:
        return known
    for name in [each for each in tree if each.endswith(_SUFFIX)]:
        state = name.removesuffix(_SUFFIX)
        last = _last(tree, name)
        if last is None or tree.get(state, MISSING) == last or not all(_agrees(each, state) for each in (ours, theirs)):
            continue
        sides = (base.get(state, MISSING), ours.get(state, MISSING), theirs.get(state, MISSING))
        is_disputed = any(each.path == (state,) and each.is_conflict for each in known)
        tree[state] = last
        known = [each for each in known if each.path != (state,)]
        known += _disputes(state, last, sides, is_disputed=is_disputed)
    return known


def _disputes(state: str, last: str, sides: tuple[Value, Value, Value], *, is_disputed: bool) -> list[Decision]:
    """Return what is in conflict about a state that is ``last`` by its history, of the base, ours and theirs.

    Where neither side is at ``last``, what each chose is against it; ``is_disputed``: both chose, one perhaps what was.
    """
    base, ours, theirs = sides
    if last in sides[1:]:
        return [Decision((state,), base, ours, theirs, Action.CONFLICT, last)]
    found = (
        (ours, Decision((state,), base, ours, last, Action.CONFLICT, last)),
        (theirs, Decision((state,), base, last, theirs, Action.CONFLICT, last)),
    )
    return [decision for chosen, decision in found if is_disputed or chosen != base]


def _agrees(version: Mapping[str, Tree], state: str) -> bool:
    return _last(version, state + _SUFFIX) in (None, version.get(state))


def _last(version: Mapping[str, Tree], history: str) -> str | None:
    entries = version.get(history)
    last = entries[-1] if isinstance(entries, list) and entries else None
    to = last.get("to") if isinstance(last, dict) else None
    return to if isinstance(to, str) else None
