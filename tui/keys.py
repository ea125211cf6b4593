"""Keys typed become actions: single keys and sequences such as ``g c``, judged without a screen."""

from __future__ import annotations

from dataclasses import dataclass

from .actions import PREFIXES, Action, Place, actions_in

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
    if not typing or action.while_typing:
        return action.keys
    return tuple(key for key in action.keys if key in _FREE or (key == "enter" and place is Place.SEARCH))


def read_key(place: Place, pending: str, key: str, *, typing: bool = False) -> Reading:
    """Return what ``key`` means in ``place`` after ``pending``; while typing, only what the table allows then."""
    allowed = actions_in(place)
    typed = f"{pending} {key}" if pending else key
    action = next((each for each in allowed if typed in usable_keys(each, place, typing=typing)), None)
    if action is not None:
        return Reading(action)
    if pending:
        return Reading(lost=typed if key != "escape" else "")
    if not typing and key in PREFIXES and any(each.startswith(f"{key} ") for one in allowed for each in one.keys):
        return Reading(pending=key)
    return Reading()
