"""Keys as people read them."""

from __future__ import annotations

_KEY_NAMES = {
    "slash": "/",
    "question_mark": "?",
    "exclamation_mark": "!",
    "colon": ":",
    "comma": ",",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "escape": "Esc",
    "enter": "Enter",
    "delete": "Del",
    "space": "Space",
    "home": "Home",
    "end": "End",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "tab": "Tab",
}


def key_name(keys: str) -> str:
    """Return keys as people read them: ``g c``, ``Ctrl-P``, ``Esc``."""
    return " ".join(_one_key_name(key) for key in keys.split(" "))


def _one_key_name(key: str) -> str:
    *modifiers, last = key.split("+")
    shown = _KEY_NAMES.get(last, last.upper() if modifiers or (last[0] == "f" and last[1:].isdigit()) else last)
    return "-".join((*(each.capitalize() for each in modifiers), shown))
