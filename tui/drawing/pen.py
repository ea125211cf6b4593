"""The pen: writes changes with as few bytes as it can, knowing where it stands and in which look."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ...schema.dataclass import dataclass
from ...schema.late_pattern import late
from .cells import UNKNOWN, Cell, Row, is_agreed
from .looks import BARE, Look, turn

NEAR = 4
"""Unchanged cells that are cheaper written again than stepped over."""
WORTH_SORTING = 400
"""Bytes from which it is tried whether the looks one after another are shorter than the lines one after another."""
_NOWHERE = (-1, -1)
_DOWN_AND_BACK = "\b\x1b[B"
"""To the place below what was written last: the next piece of an upright line."""
_LONG_BLANK = late(" {9,}")
"""Blanks from which erasing and stepping over them is shorter than writing them."""
_BLANK_AT_EDGE = late(" {9,}| {4,}$")
"""The same where the line ends with the terminal's: nothing need be stepped over there."""


@dataclass(frozen=True, slots=True)
class Run:
    """A text of one look that stands on one line."""

    x: int
    """Its first column."""
    y: int
    """Its line."""
    text: str
    """Its characters, each of one cell."""
    look: Look
    """How they are drawn; blanks in it may only have its background."""


def runs_of(y: int, before: Row, after: Row) -> Iterator[Run]:
    """Yield what differs on line ``y``, both rows of one cell a character."""
    changed = [x for x, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    if not changed:
        return
    begin = end = changed[0]
    for x in changed[1:]:
        if x - end > NEAR:
            yield from _split(begin, y, after[begin : end + 1])
            begin = x
        end = x
    yield from _split(begin, y, after[begin : end + 1])


def _split(x: int, y: int, cells: Sequence[Cell]) -> Iterator[Run]:
    """Yield cells that stand side by side look by look; a blank goes with what stands before it where it can."""
    place = 0
    while place < len(cells):
        look, end = cells[place][1], place + 1
        usual = (" ", Look(back=look.back)) if look.is_even else None
        while end < len(cells) and ((cell := cells[end])[1] == look or cell == usual or look.covers(cell)):
            end += 1
        yield Run(x + place, y, "".join([each[0] for each in cells[place:end]]), look)
        place = end


class Pen:
    """Writes into a text to be sent; it begins and ends in the terminal's own look.

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

    def clear_from(self, y: int, back: str) -> None:
        """Make all lines from ``y`` on blank in one colour."""
        self._move(0, y)
        self._turn(Look(back=back))
        self._parts.append("\x1b[J")

    def write_whole(self, y: int, row: Row) -> None:
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

    def write(self, run: Run) -> None:
        """Write a run, long blanks in it by erasing."""
        place, x, text = 0, run.x, run.text
        if self._erases and run.look.is_even:
            blank = _BLANK_AT_EDGE if x + len(text) == self._width else _LONG_BLANK
            for found in blank.finditer(text):
                self._put(x + place, run.y, text[place : found.start()], run.look)
                self._erase(x + found.start(), run.y, found.end() - found.start(), run.look)
                place = found.end()
        self._put(x + place, run.y, text[place:], run.look)

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
        if self._at == (x + 1, y - 1):
            self._parts.append(_DOWN_AND_BACK)
        elif self._at[1] == y and x > self._at[0]:
            self._parts.append(f"\x1b[{x - self._at[0]}C")
        else:
            self._parts.append(f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H")
        self._at = (x, y)

    def _turn(self, look: Look) -> None:
        if look != self._look:
            self._parts.append(turn(self._look, look))
            self._look = look


@dataclass(frozen=True, slots=True)
class Paper:
    """What is written on."""

    width: int
    """Cells of a line."""
    erases: bool
    """Whether erased places take the background of the moment."""


def differences(
    before: Sequence[Row], after: Sequence[Row], paper: Paper, begin: Callable[[Pen], None] | None = None
) -> str:
    """Return what turns one screen into the other; what ``begin`` has the pen do first made the one of another."""
    runs: list[Run] = []
    whole: list[int] = []
    for y, (old, new) in enumerate(zip(before, after, strict=True)):
        if old is new or old == new:
            continue
        if is_agreed(old) and is_agreed(new):
            runs += runs_of(y, old, new)
        else:
            whole.append(y)

    def sent(ordered: Iterable[Run]) -> str:
        pen = Pen(paper.width, erases=paper.erases)
        if begin:
            begin(pen)
        for y in whole:
            pen.write_whole(y, after[y])
        for run in ordered:
            pen.write(run)
        return pen.close()

    text = sent(runs)
    if len(text) < WORTH_SORTING:
        return text
    bare = (_trimmed(run, before[run.y], after[run.y]) for run in runs)
    return min(text, sent(_by_look([run for run in bare if run.text])), key=len)


def _trimmed(run: Run, before: Row, after: Row) -> Run:
    """Return a run without what is the same already at its edges: it joined two runs that are written apart now."""
    begin, end = run.x, run.x + len(run.text)
    while end > begin and before[end - 1] == after[end - 1]:
        end -= 1
    while begin < end and before[begin] == after[begin]:
        begin += 1
    return Run(begin, run.y, run.text[begin - run.x : end - run.x], run.look)


def _by_look(runs: Sequence[Run]) -> list[Run]:
    """Return the runs look by look: to name a colour takes 20 bytes, to go to another line 7.

    Of a look come first the cells that stand over each other, column by column: the pen goes down in 4.
    """
    order: dict[Look, list[Run]] = {}
    for run in runs:
        order.setdefault(run.look, []).append(run)
    return [run for group in order.values() for run in _upright_first(group)]


def _upright_first(runs: Sequence[Run]) -> list[Run]:
    cells = {(run.x, run.y) for run in runs if len(run.text) == 1}
    upright = {(x, y) for x, y in cells if (x, y - 1) in cells or (x, y + 1) in cells}
    if not upright:
        return list(runs)
    lines = sorted((run for run in runs if (run.x, run.y) in upright), key=lambda run: (run.x, run.y))
    return [*lines, *(run for run in runs if (run.x, run.y) not in upright)]
