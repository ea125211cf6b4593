"""Tables on stdout: aligned, as wide as the terminal, whole when they go into a pipe."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence

from ..schema.clean import clean
from ..schema.dataclass import dataclass

GAP = "  "
LEAST = 8
"""A column is never cut below this many cells."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    heading: str
    """What stands over it, in the reader's language."""
    right: bool = False
    """Numbers and money stand at the right."""


def measure(text: str) -> int:
    """Return how many cells of a terminal ``text`` takes: East Asian characters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(map(_cells, text))


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cut(text: str, width: int) -> str:
    """Return ``text`` in at most ``width`` cells, with an ellipsis where something was left out."""
    if measure(text) <= width:
        return text
    used, kept = 1, []
    for character in text:
        used += _cells(character)
        if used > width:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…"


def pad(text: str, width: int, *, right: bool) -> str:
    """Return ``text`` filled with blanks to ``width`` cells."""
    blanks = " " * (width - measure(text))
    return blanks + text if right else text + blanks


def terminal_width() -> int | None:
    """Return the cells of a line on the terminal; None when nobody looks at one."""
    if not sys.stdout.isatty():
        return None
    import shutil

    return shutil.get_terminal_size().columns


def format_table(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int | None) -> list[str]:
    """Return the lines of a table under its headings; cells are cleaned, and cut where ``width`` asks for it."""
    cleaned = [[clean(cell) for cell in row] for row in rows]
    lines = [[column.heading for column in columns], *cleaned]
    wide = [max(measure(row[place]) for row in lines) for place in range(len(columns))]
    if width is not None:
        wide = fit(wide, width - len(GAP) * (len(columns) - 1), [column.right for column in columns])
    return [_line(columns, row, wide) for row in lines]


def fit(wide: Sequence[int], room: int, fixed: Sequence[bool]) -> list[int]:
    """Return column widths that fit into ``room`` by taking from the widest text columns; numbers stay whole."""
    widths = list(wide)
    while sum(widths) > room:
        candidates = [place for place, each in enumerate(widths) if not fixed[place] and each > LEAST]
        if not candidates:
            break
        widest = max(candidates, key=lambda place: widths[place])
        widths[widest] -= 1
    return widths


def _line(columns: Sequence[Column], row: Sequence[str], wide: Sequence[int]) -> str:
    cells = [
        pad(cut(cell, width), width, right=column.right) for column, cell, width in zip(columns, row, wide, strict=True)
    ]
    return GAP.join(cells).rstrip()
