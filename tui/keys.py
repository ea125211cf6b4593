"""Keys typed become actions: single keys and sequences such as ``g c``, judged without a screen."""

from __future__ import annotations

from ..schema.dataclass import dataclass
from .actions import USUAL, Action, ActionTable, Place, writes_text

_FREE = frozenset({"escape", "up", "down", "pageup", "pagedown", *(f"f{number}" for number in range(1, 13))})
"""Keys that write nothing into a line: they act while one types there."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a key meant."""

    action: Action | None = None
    """The action it completes."""
    pending: str = ""
    """The beginning of a sequence that waits for its next key."""
    lost: str = ""
    """A sequence that means nothing here, as typed."""


def usable_keys(action: Action, place: Place, *, typing: bool) -> tuple[str, ...]:
    """Return the keys that perform ``action`` in ``place``: while typing only those that write nothing."""
    if not typing:
        return action.keys
    if action.while_typing:
        return tuple(keys for keys in action.keys if not writes_text(keys))
    return tuple(key for key in action.keys if key in _FREE or (key == "enter" and place is Place.SEARCH))


def read_key(place: Place, pending: str, key: str, *, typing: bool = False, table: ActionTable = USUAL) -> Reading:
    """Return what ``key`` means in ``place`` after ``pending``; while typing, only what the table allows then."""
    typed = f"{pending} {key}" if pending else key
    here = table.in_place(place)
    action = next((each for each in here if typed in usable_keys(each, place, typing=typing)), None)
    if action is not None:
        return Reading(action)
    held = (keys for each in here for keys in usable_keys(each, place, typing=typing))
    if any(each.startswith(f"{typed} ") for each in held):
        return Reading(pending=typed)
    return Reading(lost=typed if pending and key != "escape" else "")


def following(place: Place, pending: str, table: ActionTable = USUAL) -> tuple[tuple[str, Action], ...]:
    """Return what may follow ``pending`` in ``place``: the rest of the keys and the action, in the order of the table."""
    begun = f"{pending} "
    return tuple(
        (keys.removeprefix(begun), action)
        for action in table.in_place(place)
        for keys in action.keys
        if keys.startswith(begun)
    )
