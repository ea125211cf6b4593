"""Paint: in which looks the first page was drawn the last time, and where its table stood.

Only the screens know that, by their style sheet. So what they drew is kept, without any text of a record, and counts while
everything is the same that it depends on: the window, the terminal, the language, the theme, the keys.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from ... import __version__
from ...schema.clean import clean
from ...schema.dataclass import dataclass

FILE = "first-page.json"
"""Where it is kept in a person's private folder of the book."""
GROUND, BAR, HEAD, CURSOR = "ground", "bar", "head", "cursor:"
"""What has a look beside the tones of the cells: blank places, the first line, the heading; the cursor goes before a tone."""
_ASKED = ("COLOR", "NO_COLOR", "LANG", "LC_", "TEXTUAL", "CARTERA")
"""How the names of the variables begin that looks depend on, beside ``TERM``."""
_DISTANT = ("SSH_TTY", "SSH_CONNECTION")
"""Variables of which only counts that they are there: they differ from login to login."""
_CODES = frozenset("0123456789;")


@dataclass(frozen=True, slots=True)
class Paint:
    """How the first page looked."""

    key: str
    """What it depends on."""
    top: int
    """The line on which the heading of the table stands; the rows follow it."""
    lines: int
    """How many rows are visible."""
    room: int
    """The cells a row has."""
    looks: Mapping[str, str]
    """By meaning, the codes of ``ESC [ ... m``."""
    footer: tuple[tuple[str, str], ...]
    """The last line: texts and their codes."""

    def look(self, meaning: str) -> str:
        """Return the codes for a meaning; those of a plain cell where it was not seen the last time."""
        plain = CURSOR if meaning.startswith(CURSOR) else ""
        return self.looks.get(meaning, self.looks.get(plain, ""))

    def content(self) -> bytes:
        """Return what is kept of it."""
        said = [self.key, self.top, self.lines, self.room, dict(self.looks), [list(each) for each in self.footer]]
        return json.dumps(said, ensure_ascii=False).encode()


def read_paint(said: object, key: str) -> Paint | None:
    """Return the paint that was kept, where it counts under ``key`` and is of the right shape."""
    if not (isinstance(said, list) and len(said) == 6 and said[0] == key):
        return None
    _, top, lines, room, looks, footer = said
    try:
        paint = Paint(key, int(top), int(lines), int(room), dict(looks), tuple((clean(a), b) for a, b in footer))
    except (TypeError, ValueError):
        return None
    codes = [*paint.looks.values(), *(each for _, each in paint.footer)]
    # It is written to the terminal as it is: nothing but numbers may be in it.
    return paint if all(isinstance(each, str) and _CODES.issuperset(each) for each in codes) else None


def key_of(
    environment: Mapping[str, str], size: tuple[int, int], language: str, taste: object, keymap: Path | None
) -> str:
    """Return all that the looks and the last line depend on, as one text."""
    asked = sorted((name, text) for name, text in environment.items() if name == "TERM" or name.startswith(_ASKED))
    asked += [(name, "") for name in _DISTANT if environment.get(name)]
    keys = os.stat(keymap).st_mtime_ns if keymap is not None and keymap.exists() else 0  # noqa: PTH116
    return json.dumps([__version__, size, language, taste, keys, asked])
