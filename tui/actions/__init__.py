"""What a user can do: the one table from which keys, footer, help, palette and docs/keys.md come."""

from .action import GROUP_TITLES, Action, Group, Standing
from .also_called import ALSO_CALLED, other_words
from .key_names import key_name, writes_text
from .places import CLOSED, PLACE_TITLES, Place
from .table import ACTIONS, USUAL, ActionTable, action_of, actions_in

__all__ = [
    "ACTIONS",
    "ALSO_CALLED",
    "CLOSED",
    "GROUP_TITLES",
    "PLACE_TITLES",
    "USUAL",
    "Action",
    "ActionTable",
    "Group",
    "Place",
    "Standing",
    "action_of",
    "actions_in",
    "key_name",
    "other_words",
    "writes_text",
]
