"""Cells: what a terminal shows in each place, taken from the strips that Textual would send."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from rich.cells import get_character_cell_size
from rich.color import ColorSystem
from textual.strip import Strip

from ...schema.late_pattern import late
from .looks import BARE, Look, look_of

Cell = tuple[str, Look]
"""A character with what combines with it, and its look; the second place of a wide character has no text."""
Row = list[Cell]
"""The cells of one line of the terminal."""

UNKNOWN: Cell = ("\0", BARE)
"""A place of which nobody knows what it shows; it equals no cell that is drawn."""

_AGREED = late(
    r"[\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u03ff\u0400-\u0482\u048a-\u052f"
    r"\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u21ff\u2500-\u25fc]*"
)
"""Characters of which every terminal makes one cell: Latin, Greek, Cyrillic, punctuation, arrows, lines and blocks."""


def blank_row(width: int) -> Row:
    """Return a line as a terminal leaves it where it moved lines away."""
    return [(" ", BARE)] * width


def unknown_row(width: int) -> Row:
    """Return a line of which nothing is known."""
    return [UNKNOWN] * width


def cells_of(strips: Iterable[Strip], colours: ColorSystem) -> Row:
    """Return the cells of strips that stand side by side."""
    row: Row = []
    for strip in strips:
        for text, style, control in strip:
            if control or not text:
                continue
            look = look_of(style, colours)
            if text.isascii() or _AGREED.fullmatch(text):
                row += _plain_cells(text, look)
            else:
                _add_wide(row, text, look)
    return row


@lru_cache(maxsize=2048)
def _plain_cells(text: str, look: Look) -> tuple[Cell, ...]:
    """Return one cell a character; kept, for what stands on a screen stays or comes again.

    Of a blank only the background is seen, unless something is drawn under, through or over it.
    """
    blank = (" ", Look(back=look.back) if look.is_even else look)
    return tuple(blank if each == " " else (each, look) for each in text)


def _add_wide(row: Row, text: str, look: Look) -> None:
    for each in text:
        width = get_character_cell_size(each)
        if width:
            row.append((each, look))
            row += [("", look)] * (width - 1)
        elif row:
            place = len(row) - 1
            while place and not row[place][0]:
                place -= 1
            row[place] = (row[place][0] + each, row[place][1])


def put_cells(row: Row, x: int, part: Row) -> Row:
    """Return a line with ``part`` in the place of what began at ``x``; of a wide character that is cut a blank stays."""
    left, right = row[:x], row[x + len(part) :]
    if x < len(row) and not row[x][0] and left:
        left[-1] = (" ", left[-1][1])
    if right and not right[0][0]:
        right[0] = (" ", right[0][1])
    return [*left, *part, *right]


def is_agreed(row: Sequence[Cell]) -> bool:
    """Return whether every terminal gives these cells the same places.

    Where one may not (wide and combining characters, emoji), no place behind them is sure, and a line is drawn whole.
    """
    text = "".join([each[0] for each in row])
    return len(text) == len(row) and (text.isascii() or _AGREED.fullmatch(text) is not None)
