"""Looks: how a cell is drawn, and the shortest way from one look to the next."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rich.color import ColorSystem
from rich.style import Style
from textual.strip import SGR_STYLES

_OFF = {
    "1": "22",
    "2": "22",
    "3": "23",
    "4": "24",
    "5": "25",
    "6": "25",
    "7": "27",
    "8": "28",
    "9": "29",
    "21": "24",
    "51": "54",
    "52": "54",
    "53": "55",
}
"""The code that ends what another began (ECMA-48, "select graphic rendition"); bold and dim end together."""

_MARKS_BLANKS = frozenset({"4", "7", "9", "21", "51", "52", "53"})
"""What is seen on a blank: lines under, through, over and around it, and colours turned round."""


class Look(NamedTuple):
    """How a cell is drawn: the codes of ``ESC [ ... m`` by what they are about."""

    marks: frozenset[str] = frozenset()
    """Bold, dim, underlined ..."""
    front: str = ""
    """The colour of the character; empty is the terminal's own."""
    back: str = ""
    """The colour behind it; empty is the terminal's own."""

    @property
    def is_even(self) -> bool:
        """Whether a blank in this look is nothing but its background, as erasing leaves it."""
        return not self.marks or not self.marks & _MARKS_BLANKS

    def covers(self, cell: tuple[str, Look]) -> bool:
        """Return whether a cell is a blank that looks the same when it is drawn in this look."""
        text, look = cell
        return text == " " and look.back == self.back and look.is_even and self.is_even


BARE = Look()
"""The terminal's own look."""


@lru_cache(maxsize=4096)
def look_of(style: Style | None, colours: ColorSystem) -> Look:
    """Return how Textual would draw ``style`` in a terminal with these colours.

    Links are left out: nothing here makes them, and a cell that carries one could not be compared.
    """
    if style is None:
        return BARE
    given = style._attributes & style._set_attributes
    marks = frozenset(SGR_STYLES[place] for place in range(given.bit_length()) if given & (1 << place))
    front = style.color.downgrade(colours).get_ansi_codes() if style.color else ()
    back = style.bgcolor.downgrade(colours).get_ansi_codes(foreground=False) if style.bgcolor else ()
    return Look(marks, _unless_own(front), _unless_own(back))


def _unless_own(codes: tuple[str, ...]) -> str:
    """Return the codes of a colour; none where it is the terminal's own."""
    return "" if codes in {("39",), ("49",)} else ";".join(codes)


@lru_cache(maxsize=4096)
def turn(before: Look, after: Look) -> str:
    """Return the sequence that changes the look of what is written next; empty where they are the same."""
    if before == after:
        return ""
    if after == BARE:
        return "\x1b[m"
    codes: list[str] = []
    kept = before.marks
    if ended := before.marks - after.marks:
        offs = {_OFF[each] for each in ended}
        codes += sorted(offs)
        kept = frozenset(each for each in before.marks if _OFF[each] not in offs)
    codes += sorted(after.marks - kept)
    if before.front != after.front:
        codes.append(after.front or "39")
    if before.back != after.back:
        codes.append(after.back or "49")
    return f"\x1b[{';'.join(codes)}m"
