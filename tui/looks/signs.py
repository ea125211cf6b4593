"""The signs Cartera draws with, and what stands for them where a terminal or its font lacks them.

Everything drawn passes here last, a line at a time, so that no widget needs to know. What is replaced keeps its width. In
``ASCII`` only signs go: letters, and whatever else a person wrote, stay as they are. In ``LETTERS`` the terminal cannot
read UTF-8 at all, and an accented letter is better shown without its accent than as two wrong ones.
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from functools import cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

UNKNOWN = "?"
"""Stands for what has no likeness."""


class Signs(StrEnum):
    """Which characters may be sent to the terminal."""

    ALL = "all"
    ASCII = "ascii"
    LETTERS = "letters"


_LIKENESS = {
    "…": "~",
    "–": "-",
    "—": "-",
    "−": "-",
    "·": "-",
    "•": "*",
    "“": '"',
    "”": '"',
    "„": '"',
    "‘": "'",
    "’": "'",
    "‹": "<",
    "›": ">",
    "«": '"',
    "»": '"',
    "×": "x",
    "✓": "x",
    "✗": "x",
    "✔": "x",
    "✘": "x",
    "¿": "?",
    "¡": "!",
    "€": "E",
    "£": "L",
    "¥": "Y",
    "°": "o",
    "\u00a0": " ",
    "\u202f": " ",
    "\ufffd": UNKNOWN,
}
_ARROWS = {
    "←": "<",
    "↑": "^",
    "→": ">",
    "↓": "v",
    "↔": "-",
    "↕": "|",
    "↩": "<",
    "↪": ">",
    "↵": "<",
    "⇒": ">",
    "⇐": "<",
    "⏎": "<",
    "▲": "^",
    "△": "^",
    "▴": "^",
    "▶": ">",
    "▷": ">",
    "▸": ">",
    "►": ">",
    "▼": "v",
    "▽": "v",
    "▾": "v",
    "◀": "<",
    "◁": "<",
    "◂": "<",
    "◄": "<",
}
_LYING = "─━┄┅┈┉╌╍═╴╶╸╺╼╾▀▔"
_STANDING = "│┃┆┇┊┋╎╏║╵╷╹╻╽╿▏▎▍▌▋▊▉▐▕"
_RISING = dict(zip("▁▂▃▄▅▆▇", "_.-=+*%", strict=True))
"""Levels of a line of values keep their order."""
_SHADES = {"░": ".", "▒": "=", "▓": "%"}
_MARKS = {"█": "#", "■": "#", "□": "o", "▪": "*", "▫": "o", "●": "*", "○": "o", "◆": "*", "◇": "o", "★": "*", "☆": "o"}


def _table() -> dict[int, str]:
    """Return what stands for each sign: lines keep their direction, corners and crossings become a plus."""
    boxes = {chr(code): "+" for code in range(0x2500, 0x2580)}
    shades = {chr(code): "#" for code in range(0x2580, 0x25A0)}
    pictures = {chr(code): UNKNOWN for code in range(0x2400, 0x2425)}
    lines = {**dict.fromkeys(_LYING, "-"), **dict.fromkeys(_STANDING, "|")}
    return {
        ord(sign): to
        for sign, to in (boxes | shades | pictures | lines | _RISING | _SHADES | _MARKS | _ARROWS | _LIKENESS).items()
    }


_TABLE = _table()


def in_ascii(text: str, signs: Signs = Signs.ASCII) -> str:
    """Return ``text`` as ``signs`` allow it, in the same number of cells."""
    if signs is Signs.ALL or text.isascii():
        return text
    text = text.translate(_TABLE)
    return text if signs is Signs.ASCII else "".join(map(_letter, text))


@cache
def _letter(character: str) -> str:
    """Return the letter without its accent, in as many cells as it has with it."""
    if character.isascii():
        return character
    width = cell_len(character)
    bare = "".join(each for each in unicodedata.normalize("NFKD", character) if each.isascii() and each.isprintable())
    return bare if bare and len(bare) == width else UNKNOWN * width


class PlainSigns(LineFilter):
    """Draws with the signs a terminal has."""

    def __init__(self, signs: Signs) -> None:
        super().__init__(enabled=signs is not Signs.ALL)
        self._signs = signs

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's call
        """Return the segments drawn with what the terminal has."""
        if all(segment.text.isascii() for segment in segments):
            return segments
        return [Segment(in_ascii(segment.text, self._signs), segment.style, segment.control) for segment in segments]
