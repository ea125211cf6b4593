"""What a user can do: the one table from which keys, footer, help, palette and docs/keys.md come."""

from .action import GROUP_TITLES, Action, Group, Standing
from .key_names import key_name
from .places import PLACE_TITLES, Place
from .table import ACTIONS, PREFIXES, action_of, actions_in

__all__ = [
    "ACTIONS",
    "GROUP_TITLES",
    "PLACE_TITLES",
    "PREFIXES",
    "Action",
    "Group",
    "Place",
    "Standing",
    "action_of",
    "actions_in",
    "key_name",
]
