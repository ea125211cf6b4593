"""The index cache: what files gave when they were last read. Disposable; deleting it changes nothing but time.

It is one file: a table, the marks of all folders in parts, the readings of each record type in slices, and behind them
what changed since, appended. A slice is unpacked when it is wanted, so that listing deals does not cost the tasks, nor
what one client has that of all.
Marshal holds only plain values, so reading it runs nothing. A reading counts only while its file bears its marks, and
not when the file is so young that a second write could have left the same ones (git's rule for racily clean files).
"""

from __future__ import annotations

import fcntl
import marshal
import os
import sys
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import accumulate, takewhile
from operator import itemgetter
from pathlib import Path
from typing import Any

from ...schema.record import Record
from ..breath import breathe
from .frames import DAMAGED, Identity, Source, Span, end_of_parts, framed
from .freshness import ANY_AGE, find_stale, find_stale_in_parts
from .marks import FolderMarks, Marks
from .rows import Row, Slice, shelf_of_rows, unpack_slice
from .shelf import Shelf

FORMAT = 6
"""Raised whenever what is stored changes its meaning."""
_RACY_NS = 20_000_000
"""A file this much younger than the moment it was read may be written again within the clock's tick."""
_PATH = itemgetter(0)
_MARKS_IN_PART = 1_000
"""Folders in one part of the marks; the parts are shared among the processes that check them."""
_CHANGES_KEPT = 1_000_000
"""Bytes of changes that may lie behind the parts, beside a quarter of what those take, until all is written anew."""

Change = tuple[dict[str, FolderMarks | None], dict[str, list[Row]], list[str]]
"""Marks of folders (None: gone), rows by record type, paths of files that are gone."""
Place = tuple[int, int, int, str, str]
"""Where a slice begins, the length of its rows and of the bodies behind them, the first and the last path in it."""


class IndexCache:
    """The cache file of one book under one schema."""

    def __init__(self, file: Path, fingerprint: str) -> None:
        self._file = file
        self._header = f"cartera {FORMAT} {sys.version_info[:2]} {fingerprint}"
        self._end = 0
        """How far the file is known and sound; nothing is appended to what somebody else has appended to."""
        self._base = 0

    def load(self) -> Kept | None:
        """Return what is kept; None when there is no cache, or it is of another version or damaged."""
        self._end = self._base = 0
        try:
            source = Source(self._file)
            header, place = source.frame(0)
            if header != self._header:
                return None
            (marks, count, groups), place = source.frame(place)
            self._base = end_of_parts(place, marks, groups)
            changes, self._end = source.frames(self._base)
        except (OSError, *DAMAGED):
            return None
        return Kept(source, place, marks, count, groups, changes)

    @property
    def is_grown(self) -> bool:
        """Whether so many changes are appended, or the last is not whole, that all had better be written anew."""
        return self._end - self._base > self._base // 4 + _CHANGES_KEPT

    def write(self, marks: Mapping[str, FolderMarks], groups: Mapping[str, Sequence[Slice]]) -> Kept | None:
        """Store everything and return it as what is kept. A cache that cannot be written is no loss: None."""
        names = list(marks)
        chunks = [
            marshal.dumps({name: marks[name] for name in names[at : at + _MARKS_IN_PART]})
            for at in range(0, len(names), _MARKS_IN_PART)
        ]
        place = 0
        spans: list[Span] = []
        for chunk in chunks:
            spans.append((place, len(chunk)))
            place += len(chunk)
        places: dict[str, tuple[Place, ...]] = {}
        for name, slices in groups.items():
            begins = [*accumulate((len(rows) + len(bodies) for _, _, rows, bodies in slices), initial=place)]
            placed = zip(begins, slices, strict=False)
            places[name] = tuple(
                (at, len(rows), len(bodies), first, last) for at, (first, last, rows, bodies) in placed
            )
            place = begins[-1]
        count = sum(len(each[2]) for each in marks.values())
        table = (tuple(spans), count, places)
        parts = (part for slices in groups.values() for each in slices for part in each[2:])
        opening = framed(self._header) + framed(table)
        try:
            source = self._replace([opening, *chunks, *parts])
        except OSError:
            return None
        return Kept(source, len(opening), spans, count, places, ())

    def append(self, change: Change) -> None:
        """Store what changed since the cache was loaded or written; given up where another process did so meanwhile."""
        if not self._end:
            return
        packed = framed(change)
        with suppress(OSError):
            handle = os.open(self._file, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX)
                if os.fstat(handle).st_size == self._end and os.write(handle, packed) == len(packed):
                    self._end += len(packed)
                else:
                    self._end = 0
            finally:
                os.close(handle)

    def _replace(self, pieces: Iterable[bytes]) -> Source:
        import tempfile

        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._file.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                for piece in pieces:
                    file.write(piece)
                self._base = self._end = file.tell()
            source = Source(Path(name))  # before another process puts its own in this place
            Path(name).replace(self._file)
        except BaseException:
            self._base = self._end = 0
            Path(name).unlink(missing_ok=True)
            raise
        return source


class Kept:
    """What a cache file held when it was opened."""

    def __init__(
        self,
        source: Source,
        place: int,
        marks: Sequence[Span],
        count: int,
        groups: Mapping[str, Sequence[Place]],
        changes: Sequence[Change],
    ) -> None:
        self._source = source
        self._place = place
        self._marks = marks
        self._count = count
        self._groups = groups
        self._changes = changes
        self._unpacked: dict[Place, list[Row]] = {}
        """The slices of which a client was asked, kept until all of their type is."""
        self._made: dict[str, Record] = {}
        """The records made of them, by path: whoever asks again gets the same."""
        self._latest: dict[str, tuple[list[str], list[Row | None]]] = {}
        """What the changes left of a type, by its name: paths in their order, and their rows; None what is gone."""

    @property
    def types(self) -> list[str]:
        """The record types of which something is kept."""
        return list(dict.fromkeys([*self._groups, *(name for _, rows, _ in self._changes for name in rows)]))

    @property
    def identity(self) -> Identity:
        """By what the file is recognised that this was read from."""
        return self._source.identity()

    def find_stale(self, root: str) -> list[str]:
        """Return the folders of the book at ``root`` in which something is not what was kept."""
        later = self._later_marks()
        parts = [partial(self._unpack, each) for each in self._marks]
        stale = find_stale_in_parts(root, parts, self._count, ANY_AGE, later.keys())
        present = {folder: marked for folder, marked in later.items() if marked is not None}
        return stale + find_stale(root, present, ANY_AGE)

    def marks(self) -> Marks:
        """Return the marks of all folders."""
        whole: Marks = {}
        for span in self._marks:
            whole.update(self._unpack(span))
        for folder, marked in self._later_marks().items():
            if marked is None:
                whole.pop(folder, None)
            else:
                whole[folder] = marked
        return whole

    def shelf(self, type_name: str) -> Shelf:
        """Return the readings of one record type."""
        places = self._groups.get(type_name, ())
        shelf = self._shelf_of(type_name, places, "")
        for place in places:
            self._unpacked.pop(place, None)
        return shelf

    def shelf_of_client(self, type_name: str, slug: str) -> Shelf:
        """Return the readings of one record type in a client's folder; only the slices they lie in are unpacked."""
        folder = f"clients/{slug}/"
        places = [
            each for each in self._groups.get(type_name, ()) if each[3] < f"clients/{slug}0" and each[4] >= folder
        ]
        for place in places:
            if place not in self._unpacked:
                self._unpacked[place] = self._rows_at(place)
        shelf = self._shelf_of(type_name, places, folder)
        self._made.update((each.path, each) for each in (*shelf.listed, *shelf.twins))
        return shelf

    def _shelf_of(self, type_name: str, places: Iterable[Place], folder: str) -> Shelf:
        """Return the readings that lie at some places and in a folder, as later changes left them."""
        rows: dict[str, Row] = {}
        for place in places:
            unpacked = self._unpacked.get(place) or self._rows_at(place)
            begin = bisect_left(unpacked, folder, key=_PATH)
            breathe()
            rows.update((row[0], row) for row in takewhile(lambda row: row[0].startswith(folder), unpacked[begin:]))
        paths, latest = self._latest_of(type_name)
        begin = bisect_left(paths, folder)
        for path, row in zip(paths[begin:], latest[begin:], strict=True):
            if not path.startswith(folder):
                break
            if row is None:
                rows.pop(path, None)
            else:
                rows[path] = row
        return shelf_of_rows(type_name, rows.values(), self._made)

    def _latest_of(self, type_name: str) -> tuple[list[str], list[Row | None]]:
        """Return what all changes together left of a type: a client is asked of a few rows, not of every save."""
        known = self._latest.get(type_name)
        if known is None:
            latest: dict[str, Row | None] = {}
            for _, later, gone in self._changes:
                latest.update(dict.fromkeys(gone))
                latest.update((row[0], row) for row in later.get(type_name, ()))
            paths = sorted(latest)
            known = self._latest[type_name] = paths, [latest[each] for each in paths]
        return known

    def followed_by(self, change: Change) -> Kept:
        """Return what is kept with a change more."""
        changes = [*self._changes, change]
        return Kept(self._source, self._place, self._marks, self._count, self._groups, changes)

    def _later_marks(self) -> dict[str, FolderMarks | None]:
        return {folder: marked for marks, _, _ in self._changes for folder, marked in marks.items()}

    def _rows_at(self, place: Place) -> list[Row]:
        begin, length, *_ = place
        return unpack_slice(self._unpack((begin, length)), self._source.text_at, self._place + begin + length)

    def _unpack(self, span: Span) -> Any:
        return self._source.unpack(self._place + span[0], span[1])


def racy_from(read_ns: int) -> int:
    """Return the time from which on marks are not believed, of what was read at ``read_ns``."""
    return read_ns - _RACY_NS
