"""Cells, columns and rows of a table, and how they are fitted to a width: no screen needed."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from rich.cells import cell_len, set_cell_size

from ...schema.dataclass import dataclass

OWN = "="
"""What the name of a column begins with that is a screen's own and no field, and so an order by it."""

GAP = 2
"""Blank cells between two columns."""

ELLIPSIS = "…"

EMPTY = 8
"""The cells of a column in which no row shows anything."""

SHRUNK = 12
"""The cells down to which a text gives way before a column is left out."""

HEADING = 16
"""The cells of a heading that is not cut to make room for one more column."""


class Tone(StrEnum):
    """What a piece of text means; the style sheet gives it a look, the text itself says it too."""

    NORMAL = ""
    MUTED = "muted"
    STRONG = "strong"
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"
    LINK = "link"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one field of one row shows."""

    text: str
    """One clean line."""
    tone: Tone = Tone.NORMAL
    """What it means."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    name: str
    """The field or fact it shows; sorting and tests name it so."""
    title: str
    """What stands over it, in the reader's language."""
    least: int = 4
    """The fewest cells it is worth showing in."""
    most: int = 24
    """The most cells it takes when there is room."""
    right: bool = False
    """Whether numbers in it stand on the right."""
    whole: bool = False
    """Whether its values are never cut: half a date says something else."""
    stretches: bool = False
    """Whether it takes what the others leave: names and titles."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a table shows of one record."""

    id: str
    """The record's id; the selection is kept by it."""
    cells: tuple[Cell, ...]
    """One a column."""
    mark: str = " "
    """One character before the row: ``!`` for an error in the record, ``?`` for a warning."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A row over a group of rows."""

    title: str
    """What the rows of the group share."""
    count: int
    """How many they are."""
    about: str = ""
    """What more is said of them: their sums."""
    folded: bool = False
    """Whether they are hidden."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A column that has got its place."""

    index: int
    """Which column of the table."""
    width: int
    """In terminal cells."""


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Return ``text`` in exactly ``width`` terminal cells: filled with blanks, or cut with an ellipsis."""
    length = cell_len(text)
    if length == width:
        return text
    if length < width:
        blanks = " " * (width - length)
        return blanks + text if right else text + blanks
    if width <= 0:
        return ""
    return set_cell_size(set_cell_size(text, width - 1).rstrip() + ELLIPSIS, width)


def place_columns(columns: Sequence[Column], sample: Sequence[Row], width: int) -> tuple[Placed, ...]:
    """Return which columns fit into ``width`` cells and how wide each is.

    Columns ask for the widest cell of ``sample`` within their bounds. Where that is too much, the widest texts give way
    first, then the last columns go. What is left over goes to the one that stretches until it has all it needs, then to
    headings that are cut, then to the one that stretches again.
    """
    wanted = [_wanted(column, index, sample) for index, column in enumerate(columns)]
    count = len(columns)
    floors = [_floor(column, index, sample) for index, column in enumerate(columns)]
    widths = _shrink(columns, wanted, floors, width)
    while count > 1 and sum(widths) + GAP * (count - 1) > width:
        count -= 1
        widths = _shrink(columns[:count], wanted[:count], floors, width)
    spare = width - sum(widths) - GAP * (count - 1)
    stretching = next((index for index in range(count) if columns[index].stretches), 0)
    if spare > 0:
        needs = max(0, _longest(stretching, sample) - widths[stretching]) if columns[stretching].stretches else 0
        spare -= _show_headings(columns[:count], widths, spare - needs)
    if spare < 0 or columns[stretching].stretches:
        widths[stretching] = max(1, widths[stretching] + spare)
    return tuple(Placed(index, size) for index, size in enumerate(widths))


def _shrink(columns: Sequence[Column], wanted: Sequence[int], floors: Sequence[int], width: int) -> list[int]:
    """Return the sizes in which the stretching column has no more than the two fifths of the width it is worth.

    Where that is still too much, the widest texts give cells, each down to its floor, and then it does, to a third.
    """
    sizes = [
        max(column.least, min(size, width * 2 // 5)) if column.stretches else size
        for column, size in zip(columns, wanted, strict=True)
    ]
    spare = sum(sizes) + GAP * (len(columns) - 1) - width
    giving = [index for index, column in enumerate(columns) if not column.stretches and not column.right]
    while spare > 0 and (giving := [index for index in giving if sizes[index] > floors[index]]):
        sizes[max(giving, key=lambda index: sizes[index])] -= 1
        spare -= 1
    if spare > 0:
        return [
            max(column.least, width // 3, size - spare) if column.stretches and size > width // 3 else size
            for column, size in zip(columns, sizes, strict=True)
        ]
    return sizes


def _floor(column: Column, index: int, sample: Sequence[Row]) -> int:
    """Return the cells down to which a column gives way: what must stay whole, and a heading of a usual length."""
    heading = cell_len(column.title)
    usual = heading if SHRUNK < heading <= HEADING and (not sample or _longest(index, sample)) else SHRUNK
    floor = max(usual, column.least)
    return max(floor, _longest(index, sample)) if column.whole else floor


def _show_headings(columns: Sequence[Column], widths: list[int], spare: int) -> int:
    """Widen columns whose headings are cut by what is to spare, and return what they took."""
    taken = 0
    for index, column in enumerate(columns):
        more = min(max(0, cell_len(column.title) - widths[index]), spare - taken)
        if more > 0:
            widths[index] += more
            taken += more
    return taken


def _longest(index: int, sample: Sequence[Row]) -> int:
    return max((cell_len(row.cells[index].text) for row in sample), default=0)


def _wanted(column: Column, index: int, sample: Sequence[Row]) -> int:
    longest = _longest(index, sample)
    if sample and not longest and not column.stretches:
        return max(column.least, min(cell_len(column.title), EMPTY))
    return max(column.least, min(column.most, max(longest, cell_len(column.title))))
