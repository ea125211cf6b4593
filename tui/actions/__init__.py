"""What a user can do: the one table from which keys, footer, help, palette and docs/keys.md come."""

from .action import GROUP_TITLES, Action, Group, Standing
from .key_names import key_name, writes_text
from .places import CLOSED, PLACE_TITLES, Place
from .table import ACTIONS, USUAL, ActionTable, action_of, actions_in

__all__ = [
    "ACTIONS",
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
    "writes_text",
]
