"""The pen: writes cells with as few bytes as it can, knowing where it stands and in which look."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .cells import UNKNOWN, Cell, Row, is_agreed
from .looks import BARE, Look, turn

NEAR = 4
"""Unchanged cells that are cheaper written again than stepped over."""
_NOWHERE = (-1, -1)
_LONG_BLANK = re.compile(" {9,}")
"""Blanks from which erasing and stepping over them is shorter than writing them."""
_BLANK_AT_EDGE = re.compile(" {9,}| {4,}$")
"""The same where the line ends with the terminal's: nothing need be stepped over there."""


class Pen:
    """Writes changes of lines into a text to be sent; it begins and ends in the terminal's own look.

    ``erases`` says that erased places take the background of the moment.
    """

    def __init__(self, width: int, *, erases: bool) -> None:
        self._width = width
        self._erases = erases
        self._parts: list[str] = []
        self._at = _NOWHERE
        self._look: Look = BARE

    def close(self) -> str:
        """Return what is to be sent."""
        self._turn(BARE)
        return "".join(self._parts)

    def scroll(self, top: int, bottom: int, count: int) -> None:
        """Move the lines from ``top`` to ``bottom``, both included, ``count`` up, or down where it is negative.

        Deleting lines at the top of a region does it in every terminal since the VT102; the lines that come in are
        blank in the look of the moment, so that is the terminal's own.
        """
        self._turn(BARE)
        deed = f"{count}M" if count > 0 else f"{-count}L"
        self._parts.append(f"\x1b[{top + 1};{bottom + 1}r\x1b[{top + 1}H\x1b[{deed}\x1b[r")
        self._at = _NOWHERE

    def change_line(self, y: int, before: Row, after: Row) -> None:
        """Draw what differs on line ``y``."""
        if before == after:
            return
        if is_agreed(before) and is_agreed(after):
            self._write_changes(y, before, after)
        else:
            self._write_whole(y, after)

    def _write_whole(self, y: int, row: Row) -> None:
        """Write a line from its first place on, each part in one go, as Textual does."""
        self._at = _NOWHERE
        for x, (text, look) in enumerate(row):
            if row[x] is UNKNOWN:
                self._at = _NOWHERE
            elif text:
                if self._at == _NOWHERE:
                    self._move(x, y)
                self._turn(look)
                self._parts.append(text)
        self._at = _NOWHERE

    def _write_changes(self, y: int, before: Row, after: Row) -> None:
        changed = [x for x, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
        begin = end = changed[0]
        for x in changed[1:]:
            if x - end > NEAR:
                self._write_run(begin, y, after[begin : end + 1])
                begin = x
            end = x
        self._write_run(begin, y, after[begin : end + 1])

    def _write_run(self, x: int, y: int, cells: Sequence[Cell]) -> None:
        """Write cells that stand side by side."""
        place = 0
        while place < len(cells):
            look = cells[place][1]
            end = place + 1
            while end < len(cells) and cells[end][1] == look:
                end += 1
            self._write(x + place, y, "".join([each[0] for each in cells[place:end]]), look)
            place = end

    def _write(self, x: int, y: int, text: str, look: Look) -> None:
        """Write a text of one look, long blanks by erasing."""
        place = 0
        if self._erases and look.is_even:
            blank = _BLANK_AT_EDGE if x + len(text) == self._width else _LONG_BLANK
            for found in blank.finditer(text):
                self._put(x + place, y, text[place : found.start()], look)
                self._erase(x + found.start(), y, found.end() - found.start(), look)
                place = found.end()
        self._put(x + place, y, text[place:], look)

    def _put(self, x: int, y: int, text: str, look: Look) -> None:
        if text:
            self._move(x, y)
            self._turn(look)
            self._parts.append(text)
            end = x + len(text)
            self._at = (end, y) if end < self._width else _NOWHERE

    def _erase(self, x: int, y: int, count: int, look: Look) -> None:
        self._move(x, y)
        if self._look.back != look.back or not self._look.is_even:
            self._turn(Look(back=look.back))
        self._parts.append("\x1b[K" if x + count == self._width else f"\x1b[{count}X")

    def _move(self, x: int, y: int) -> None:
        if self._at == (x, y):
            return
        if self._at[1] == y and x > self._at[0]:
            self._parts.append(f"\x1b[{x - self._at[0]}C")
        else:
            self._parts.append(f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H")
        self._at = (x, y)

    def _turn(self, look: Look) -> None:
        if look != self._look:
            self._parts.append(turn(self._look, look))
            self._look = look
