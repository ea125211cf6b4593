"""Wished keys laid over a table of actions; where two want the same key in one place, the key keeps its usual meaning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...schema.dataclass import dataclass
from ..actions import Action, ActionTable, Place


@dataclass(frozen=True, slots=True)
class Clash:
    """A wished key that means something else in the same place."""

    keys: str
    """The key or sequence that was wished."""
    wished: Action
    """The action it was wished for."""
    other: Action
    """The action that has it, or wishes it too."""
    place: Place
    """Where both can be done."""


def settle(usual: ActionTable, wishes: Mapping[str, tuple[str, ...]]) -> tuple[ActionTable, tuple[Clash, ...]]:
    """Return the table with the wishes that clash with nothing, and those that do.

    A wish that clashes is dropped; an action whose wishes are all dropped has its usual keys again.
    """
    left = {word: keys for word, keys in wishes.items() if word in usual.by_id}
    clashes: list[Clash] = []
    while True:
        table = usual.with_keys(left)
        found = next(_clashes(table, usual, left), None)
        if found is None:
            return table, tuple(clashes)
        clashes.append(found)
        word = found.wished.id
        kept = tuple(keys for keys in left[word] if keys != found.keys)
        if kept:
            left[word] = kept
        else:
            del left[word]


def clashes_within(table: ActionTable) -> Iterator[tuple[Place, str, Action, str, Action]]:
    """Yield every two actions of one place of which the keys are the same, or begin one another."""
    for place in Place:
        whole: dict[str, Action] = {}
        begun: dict[str, tuple[str, Action]] = {}
        for action in table.in_place(place):
            for keys in action.keys:
                for others, other in _in_the_way(keys, whole, begun):
                    if other is not action:
                        yield place, others, other, keys, action
                whole.setdefault(keys, action)
                for beginning in _beginnings(keys):
                    begun.setdefault(beginning, (keys, action))


def _in_the_way(
    keys: str, whole: Mapping[str, Action], begun: Mapping[str, tuple[str, Action]]
) -> Iterator[tuple[str, Action]]:
    """Yield what was there before: the same keys, a sequence they begin, or a key they begin with."""
    if keys in whole:
        yield keys, whole[keys]
    if keys in begun:
        yield begun[keys]
    yield from ((each, whole[each]) for each in _beginnings(keys) if each in whole)


def _beginnings(keys: str) -> Iterator[str]:
    """Yield the shorter sequences that ``keys`` begin with."""
    words = keys.split(" ")
    return (" ".join(words[:count]) for count in range(1, len(words)))


def _clashes(table: ActionTable, usual: ActionTable, wishes: Mapping[str, tuple[str, ...]]) -> Iterator[Clash]:
    """Yield the wishes that clash; of two wishes for the same key the later in the table."""
    for place, keys, action, others, other in clashes_within(table):
        if other.id in wishes and others not in usual.by_id[other.id].keys:
            yield Clash(others, other, action, place)
        elif action.id in wishes and keys not in usual.by_id[action.id].keys:
            yield Clash(keys, action, other, place)
