"""The shadow: what the terminal shows, so that only what differs from it is sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

from rich.color import ColorSystem
from textual._compositor import ChopsUpdate, LayoutUpdate

from .cells import UNKNOWN, Row, cells_of, put_cells, unknown_row
from .looks import Look
from .pen import Paper, Pen, differences
from .shift import FEWEST, find_shift, move_block

WORTH_MOVING = 160
"""Bytes below which nobody looks for a block that moved."""
WORTH_CLEARING = 2_500
"""Bytes from which another screen is drawn on empty ground where that is shorter than wiping the old one word by word."""
BELOW_HEADER = 1
"""The line from which on it is cleared: the first says where one is, and much of it stays."""


class Shadow:
    """Follows a terminal by what was sent to it; where it is not sure, it sends again."""

    def __init__(self, *, erases: bool) -> None:
        self._erases = erases
        self._rows: list[Row] = []
        self._width = 0

    @property
    def rows(self) -> Sequence[Row]:
        """What every line of the terminal shows."""
        return self._rows

    def forget(self) -> None:
        """Trust nothing: somebody else wrote to the terminal, or it has another size."""
        self._rows = []

    def redraw(self, update: LayoutUpdate | ChopsUpdate, width: int, height: int, colours: ColorSystem) -> str:
        """Return what must be sent so that a terminal of this size shows ``update``."""
        if len(self._rows) != height or self._width != width:
            self._rows, self._width = [unknown_row(width) for _ in range(height)], width
        after = list(self._rows)
        touched: set[int] = set()
        for x, y, part in _parts_of(update, colours):
            if y < height and x < width:
                after[y] = put_cells(after[y], x, part)[:width]
                touched.add(y)
        paper = Paper(width, self._erases)
        sent = differences(self._rows, after, paper)
        is_worth_it = len(sent) >= WORTH_MOVING and len(touched) >= FEWEST
        if is_worth_it and (shift := find_shift(self._rows, after)):
            move = partial(Pen.scroll, top=shift.top, bottom=shift.bottom, count=shift.count)
            sent = min(sent, differences(move_block(self._rows, shift), after, paper, move), key=len)
        if len(sent) >= WORTH_CLEARING and self._erases and self._rows[-1][0] is not UNKNOWN:
            back = _ground(after[BELOW_HEADER:])
            blank = [(" ", Look(back=back))] * width
            cleared = [*self._rows[:BELOW_HEADER], *[blank] * (height - BELOW_HEADER)]
            clear = partial(Pen.clear_from, y=BELOW_HEADER, back=back)
            sent = min(sent, differences(cleared, after, paper, clear), key=len)
        self._rows = after
        return sent


def _ground(rows: Sequence[Row]) -> str:
    """Return the colour behind most blanks."""
    behind = Counter(look.back for row in rows for text, look in row if text == " " and look.is_even)
    return behind.most_common(1)[0][0] if behind else ""


def _parts_of(update: LayoutUpdate | ChopsUpdate, colours: ColorSystem) -> Iterator[tuple[int, int, Row]]:
    """Yield the drawn pieces of lines: column, line, cells."""
    if isinstance(update, LayoutUpdate):
        for y, line in enumerate(update.strips, update.region.y):
            yield update.region.x, y, cells_of(line, colours)
        return
    for y, begin, end in update.spans:
        for edge, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is not None and x < end and edge > begin:
                yield x, y, cells_of((strip,), colours)
