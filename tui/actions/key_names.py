"""Keys as people read them, and which of them write something."""

from __future__ import annotations

_KEY_NAMES = {
    "slash": "/",
    "backslash": "\\",
    "question_mark": "?",
    "exclamation_mark": "!",
    "colon": ":",
    "semicolon": ";",
    "comma": ",",
    "full_stop": ".",
    "minus": "-",
    "plus": "+",
    "at": "@",
    "underscore": "_",
    "asterisk": "*",
    "ampersand": "&",
    "apostrophe": "'",
    "grave_accent": "`",
    "circumflex_accent": "^",
    "vertical_line": "|",
    "tilde": "~",
    "equals_sign": "=",
    "number_sign": "#",
    "dollar_sign": "$",
    "percent_sign": "%",
    "quotation_mark": '"',
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "escape": "Esc",
    "enter": "Enter",
    "delete": "Del",
    "insert": "Ins",
    "backspace": "Backspace",
    "space": "Space",
    "home": "Home",
    "end": "End",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "tab": "Tab",
}
_F_KEYS = frozenset(f"f{number}" for number in range(1, 25))
_SILENT = _F_KEYS | {
    key for key, shown in _KEY_NAMES.items() if (len(shown) > 1 and key != "space") or shown in {"↑", "↓", "←", "→"}
}


def key_name(keys: str) -> str:
    """Return keys as people read them: ``g c``, ``Ctrl-P``, ``Alt-x``, ``Esc``."""
    return " ".join(_one_key_name(key) for key in keys.split(" "))


def writes_text(keys: str) -> bool:
    """Return whether a text field would take the first of these keys as something typed."""
    first = keys.split(" ", maxsplit=1)[0]
    return first not in _SILENT and "+" not in first


def _one_key_name(key: str) -> str:
    *modifiers, last = key.split("+")
    if modifiers == ["alt", "shift"] and len(last) == 1:
        return f"Alt-{last.upper()}"
    is_upper = "ctrl" in modifiers or last in _F_KEYS
    shown = _KEY_NAMES.get(last, last.upper() if is_upper else last)
    return "-".join((*(each.capitalize() for each in modifiers), shown))
