"""All actions, and how to find one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from ...schema.dataclass import dataclass, replace
from .action import Action
from .going import GOING
from .in_forms import IN_FORMS
from .in_history import IN_HISTORY
from .in_inbox import IN_INBOX, SHARING
from .key_names import key_name
from .moving import MOVING
from .on_book import ON_BOOK
from .on_due import ON_DUE
from .on_lists import ON_LISTS
from .on_numbers import ON_NUMBERS
from .on_records import ON_RECORDS
from .places import Place

ACTIONS: tuple[Action, ...] = (
    *ON_RECORDS,
    *IN_HISTORY,
    *IN_INBOX,
    *ON_DUE,
    *GOING,
    *ON_LISTS,
    *ON_NUMBERS,
    *MOVING,
    *IN_FORMS,
    *SHARING,
    *ON_BOOK,
)
"""Everything a user can do, with its usual keys."""


@dataclass(frozen=True)
class ActionTable:
    """The actions with the keys that are in force: the usual ones, or the user's own."""

    actions: tuple[Action, ...] = ACTIONS
    """In the order of help."""

    @cached_property
    def by_id(self) -> Mapping[str, Action]:
        """Every action by its word."""
        return {action.id: action for action in self.actions}

    @cached_property
    def _by_place(self) -> Mapping[Place, tuple[Action, ...]]:
        return {place: tuple(each for each in self.actions if each.is_in(place)) for place in Place}

    def in_place(self, place: Place) -> tuple[Action, ...]:
        """Return what can be done in a place."""
        return self._by_place[place]

    def key_of(self, word: str, otherwise: str = "") -> str:
        """Return the first key of an action as people read it; ``otherwise`` where it has none."""
        keys = self.by_id[word].keys
        return key_name(keys[0]) if keys else otherwise

    def with_keys(self, keys: Mapping[str, tuple[str, ...]]) -> ActionTable:
        """Return the table in which the actions named have these keys instead."""
        return ActionTable(
            tuple(replace(each, keys=keys[each.id]) if each.id in keys else each for each in self.actions)
        )


USUAL = ActionTable()
"""The table with the usual keys."""


def action_of(word: str) -> Action:
    """Return the action with the id ``word`` and its usual keys; a wrong word is a bug."""
    return USUAL.by_id[word]


def actions_in(place: Place) -> tuple[Action, ...]:
    """Return what can be done in a place, with the usual keys."""
    return USUAL.in_place(place)
