"""All actions, and how to find one."""

from __future__ import annotations

from .action import Action
from .going import GOING
from .in_forms import IN_FORMS
from .moving import MOVING
from .on_book import ON_BOOK
from .on_records import ON_RECORDS
from .places import Place

ACTIONS: tuple[Action, ...] = (*ON_RECORDS, *GOING, *MOVING, *IN_FORMS, *ON_BOOK)
"""Everything a user can do."""

PREFIXES = frozenset(keys.split(" ")[0] for action in ACTIONS for keys in action.keys if " " in keys)
"""Keys that begin a sequence."""


def action_of(word: str) -> Action:
    """Return the action with the id ``word``; a wrong word is a bug."""
    return next(action for action in ACTIONS if action.id == word)


def actions_in(place: Place) -> tuple[Action, ...]:
    """Return what can be done in a place, in the order of the table."""
    return tuple(action for action in ACTIONS if action.is_in(place))
