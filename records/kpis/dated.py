"""The records of a type in the order of one of their dates, so that those of a period are found without a search."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from operator import itemgetter

from ...schema.record import Record

_DAY = itemgetter(0)
_Row = tuple[date, str, Record]


class Dated:
    """Records with the day of one of their fields; those without one are left out."""

    def __init__(self, day_of: Callable[[Record], date | None], rows: list[_Row]) -> None:
        self._day_of = day_of
        self._rows = rows

    @classmethod
    def of(cls, records: Iterable[Record], day_of: Callable[[Record], date | None]) -> Dated:
        """Return some records by the day that ``day_of`` says."""
        rows = [(day, each.path, each) for each in records if (day := day_of(each)) is not None]
        rows.sort(key=itemgetter(0, 1))
        return cls(day_of, rows)

    def between(self, start: date, end: date) -> Sequence[Record]:
        """Return those from ``start`` to the day before ``end``, by path."""
        rows = self._rows
        found = rows[bisect_left(rows, start, key=_DAY) : bisect_left(rows, end, key=_DAY)]
        found.sort(key=itemgetter(1))
        return [each for _, _, each in found]

    def exchanging(self, pairs: Iterable[tuple[Record | None, Record | None]]) -> Dated:
        """Return the same with some records exchanged, gone or come."""
        rows = list(self._rows)
        for before, after in pairs:
            if before is not None and (day := self._day_of(before)) is not None:
                place = bisect_left(rows, (day, before.path), key=itemgetter(0, 1))
                del rows[place]
            if after is not None and (day := self._day_of(after)) is not None:
                insort(rows, (day, after.path, after), key=itemgetter(0, 1))
        return Dated(self._day_of, rows)
