"""Keys as people write them in a keymap: ``Ctrl-P``, ``g p``, ``/`` become the names the terminal library gives them.

What no terminal can be trusted to send is refused with the reason: it would seem to work here and fail over SSH.
"""

from __future__ import annotations

import re
import unicodedata

from ...schema.errors import Misused
from ...schema.late_pattern import late
from ...schema.sentences import Sentence, sentence

_MODIFIERS = {
    "ctrl": "ctrl",
    "control": "ctrl",
    "c": "ctrl",
    "alt": "alt",
    "meta": "alt",
    "option": "alt",
    "m": "alt",
    "shift": "shift",
    "s": "shift",
}
_NEVER_SENT = frozenset({"super", "hyper", "cmd", "command", "win", "windows"})
_NAMED = {
    **{each: each for each in ("enter", "escape", "tab", "space", "delete", "insert", "home", "end", "backspace")},
    **{each: each for each in ("up", "down", "left", "right", "pageup", "pagedown")},
    **{f"f{number}": f"f{number}" for number in range(1, 13)},
    "esc": "escape",
    "return": "enter",
    "del": "delete",
    "ins": "insert",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "↑": "up",
    "↓": "down",
    "←": "left",
    "→": "right",
}
_SHORT_NAMES = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
_ARROWS = frozenset({"up", "down", "left", "right"})
_MOVING = _ARROWS | frozenset({"home", "end", "pageup", "pagedown", "delete", "insert"})
_CONTROL_SIGNS = {"\\": "backslash", "]": "right_square_bracket", "^": "circumflex_accent", "_": "underscore"}
_SAME_AS = {"i": "Tab", "j": "Enter", "m": "Enter", "h": "Backspace", "[": "Esc"}
_WRITTEN = late(r"((?:[A-Za-z]+[-+])*)(.+)", re.DOTALL)


class UnusableKey(Misused):
    """A key is none, or none that every terminal sends."""

    def __init__(self, written: str, reason: Sentence) -> None:
        super().__init__(sentence("“{key}” cannot be a key: {reason}", key=written, reason=reason))


def read_keys(written: str) -> str:
    """Return the keys of a sequence as the table of actions spells them: ``Ctrl-X u`` becomes ``ctrl+x u``.

    Raises:
        UnusableKey: one of them is no key, or none that every terminal sends.

    """
    words = written.split()
    if not words:
        raise UnusableKey(written, sentence("it is empty."))
    return " ".join(_read_one(word) for word in words)


def _read_one(word: str) -> str:
    caret = word.startswith("^") and len(word) == 2
    written = f"ctrl-{word[1]}" if caret else word
    found = _WRITTEN.fullmatch(written)
    before, last = (found[1], found[2]) if found and len(written) > 1 else ("", written)
    modifiers: set[str] = set()
    for each in re.split(r"[-+]", before.lower())[:-1]:
        if each in _NEVER_SENT:
            raise UnusableKey(word, sentence("terminals do not send that key to programs."))
        if each not in _MODIFIERS:
            raise UnusableKey(word, sentence("no key is called “{name}”.", name=each))
        modifiers.add(_MODIFIERS[each])
    return _with_modifiers(word, modifiers, _name_of(word, last), last)


def _name_of(word: str, last: str) -> str:
    """Return the terminal library's name of a key without modifiers."""
    if len(last) == 1 and last not in _NAMED:
        if last.isalnum():
            return last
        name = unicodedata.name(last, "").lower().replace("-", "_").replace(" ", "_")
        if name:
            return _SHORT_NAMES.get(name, name)
    named = _NAMED.get(last.lower())
    if named:
        return named
    if last in _SHORT_NAMES.values() or last.endswith(("_mark", "_sign", "_bracket")) or last in {"comma", "colon"}:
        return last
    raise UnusableKey(word, sentence("no key is called “{name}”.", name=last))


def _with_modifiers(word: str, modifiers: set[str], name: str, last: str) -> str:
    if "ctrl" in modifiers:
        return _with_ctrl(word, modifiers, name, last)
    is_letter = len(name) == 1 and name.isalpha()
    if "alt" in modifiers:
        if name in _ARROWS and "shift" not in modifiers:
            return f"alt+{name}"
        if len(name) != 1:
            raise UnusableKey(word, sentence("with Alt only letters, digits and arrows arrive as what they are."))
        shifted = "shift" in modifiers or name.isupper()
        return f"alt+shift+{name.lower()}" if shifted else f"alt+{name}"
    if "shift" not in modifiers:
        return name
    if is_letter:
        return name.upper()
    if name == "tab" or name in {"up", "down", "left", "right", "home", "end"}:
        return f"shift+{name}"
    raise UnusableKey(word, sentence("many terminals send it without Shift."))


def _with_ctrl(word: str, modifiers: set[str], name: str, last: str) -> str:
    if "shift" in modifiers:
        raise UnusableKey(word, sentence("terminals send Ctrl-Shift and Ctrl as the same key."))
    if "alt" in modifiers:
        raise UnusableKey(word, sentence("Ctrl and Alt together do not arrive everywhere."))
    if last.lower() in _SAME_AS:
        other = _SAME_AS[last.lower()]
        raise UnusableKey(word, sentence("a terminal sends it as {other}.", other=other))
    if len(name) == 1 and name.isascii() and name.isalpha():
        return f"ctrl+{name.lower()}"
    if last in _CONTROL_SIGNS:
        return f"ctrl+{_CONTROL_SIGNS[last]}"
    if name in _MOVING:
        return f"ctrl+{name}"
    raise UnusableKey(word, sentence("SSH and tmux swallow Ctrl with that key."))
