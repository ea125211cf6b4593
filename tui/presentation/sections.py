"""Rows under headings, and where the cursor goes when they change: no screen needed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cached_property

from ...schema.dataclass import dataclass
from .cells import Column, Row
from .lines import Span
from .steps import step_to


@dataclass(frozen=True, slots=True)
class Headline:
    """A line between rows on which the cursor does not stop."""

    spans: tuple[Span, ...]
    """What it says."""


@dataclass(frozen=True)
class Sectioned:
    """What a list with headings shows; rows are made when they are drawn, what every key asks is found out once."""

    columns: tuple[Column, ...] = ()
    """From left to right."""
    lines: tuple[Headline | str, ...] = ()
    """Headings, and the ids of the rows below them."""
    row: Callable[[str], Row] | None = None
    """Makes the row of one record."""

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The records shown, in order."""
        return tuple(each for each in self.lines if isinstance(each, str))

    @cached_property
    def stops(self) -> tuple[int, ...]:
        """The lines on which the cursor stops."""
        return tuple(index for index, each in enumerate(self.lines) if isinstance(each, str))

    def section_of(self, record_id: str) -> int:
        """Return the number of the heading a record stands under; -1 where it is not shown."""
        section = 0
        for each in self.lines:
            if each == record_id:
                return section
            section += isinstance(each, Headline)
        return -1


def step_among(stops: Sequence[int], cursor: int, step: str, page: int) -> int:
    """Return the line after a movement among those on which the cursor stops; headings are stepped over."""
    if not stops:
        return -1
    place = min(bisect_left(stops, cursor), len(stops) - 1)
    return stops[step_to(step, place, len(stops), page)]


def keep_place(before: Sectioned, cursor: int, after: Sectioned) -> int:
    """Return the line of the cursor in what is shown next.

    It stays on its record while that stays under its heading; where the record went away or was put off, it goes to
    the row that followed, so that one can work down a list.
    """
    at = {each: index for index, each in enumerate(after.lines) if isinstance(each, str)}
    rest = before.lines[cursor:] if cursor >= 0 else ()
    following = [each for each in rest if isinstance(each, str)]
    if following and following[0] in at and before.section_of(following[0]) == after.section_of(following[0]):
        return at[following[0]]
    former = [each for each in reversed(before.lines[: max(cursor, 0)]) if isinstance(each, str)]
    wanted = next((each for each in (*following[1:], *former) if each in at), None)
    return at[wanted] if wanted is not None else step_among(after.stops, 0, "top", 1)
