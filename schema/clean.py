"""Text from records, file names and git made safe to show: what a terminal would obey or hide is shown as a sign."""

from __future__ import annotations

from unicodedata import category

_DRAWN_AS_SIGN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories that a terminal obeys, hides or cannot draw."""

_PICTURES = 0x2400
"""U+2400 begins the pictures of the control characters."""

_EMOJI_SELECTORS = {0xFE0E: None, 0xFE0F: None}
"""They only choose an emoji's colouring, and terminals disagree on the width it then has: a column would break."""


def clean(text: str) -> str:
    """Return ``text`` as one line that is safe to show: controls as pictures, invisible characters as ``<202e>``."""
    if "\ufe0f" in text or "\ufe0e" in text:
        text = text.translate(_EMOJI_SELECTORS)
    if text.isprintable():
        return text
    return "".join(map(_sign, text))


def clean_lines(text: str) -> list[str]:
    """Return the lines of a longer ``text``, each safe to show; a tab is shown as blanks."""
    return [clean(line.expandtabs(4)) for line in text.replace("\r\n", "\n").split("\n")]


def _sign(character: str) -> str:
    if not must_hide(character):
        return character
    code = ord(character)
    if code < 0x20:
        return chr(_PICTURES + code)
    if code == 0x7F:
        return "\u2421"
    if 0x80 <= code < 0xA0:
        return f"\u241b{chr(code - 0x40)}"
    return f"<{code:04x}>"


def must_hide(character: str) -> bool:
    """Return whether a terminal would obey, hide or fail to draw a character."""
    return not character.isprintable() and category(character) in _DRAWN_AS_SIGN
