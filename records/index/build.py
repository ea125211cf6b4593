"""Building: all files of a book into a snapshot, reading only what is not what it was."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ...schema.problems import Problem
from ...schema.record_type import Schema
from ..absent import AbsentRecords, read_absent
from ..config import BookConfig
from ..snapshot import Snapshot
from .cache import IndexCache, Kept, racy_from
from .frames import DAMAGED
from .marks import Marks, old_enough
from .shelf import Shelf, Shelves

if TYPE_CHECKING:
    from ..book_schema import BookRules
    from ..steps import Tell
    from .ahead import LookAhead

Check = Callable[[], list[str] | None]
"""Returns the folders in which something is not as it was kept; None where that is unknown. Asked once."""


class Index:
    """A snapshot with the marks of the files it was read from."""

    def __init__(
        self,
        snapshot: Snapshot,
        load_marks: Callable[[], Marks],
        problems: tuple[Problem, ...],
        oddities: tuple[Problem, ...],
    ) -> None:
        self.snapshot = snapshot
        """All records."""
        self.problems = problems
        """What is wrong in the book's settings and schema."""
        self.oddities = oddities
        """What the scan found and never opened."""
        self._load_marks = load_marks
        self.check: Check | None = None
        """Finds out what has changed since it was kept, which nobody has looked at yet; None where somebody has."""

    @cached_property
    def marks(self) -> Marks:
        """The marks of every folder and file."""
        return self._load_marks()


def build_index(
    root: Path, rules: BookRules, cache: IndexCache | None, tell: Tell | None = None, ahead: LookAhead | None = None
) -> Index:
    """Return the index of the book at ``root``, from the cache where files are unchanged.

    ``tell`` is told how far it is where all files must be read, and may end it; ``ahead`` has begun to look at them. Where
    that look is late the index is what was kept, with a ``check`` to be made as soon as there is time for it.
    """
    read_ns = time.time_ns()
    book = _About(root, rules.schema, rules.config, tuple(rules.problems), read_absent(root), tell)
    with paused_collector():
        kept = cache.load() if cache else None
        try:
            return _follow(book, cache, kept, read_ns, ahead) if cache and kept else _read_whole(book, cache, read_ns)
        except DAMAGED:
            return _read_whole(book, cache, read_ns)


class _About(NamedTuple):
    """What is known of a book before its records."""

    root: Path
    schema: Schema
    config: BookConfig
    problems: tuple[Problem, ...]
    absent: AbsentRecords
    tell: Tell | None


def _follow(book: _About, cache: IndexCache, kept: Kept, read_ns: int, ahead: LookAhead | None) -> Index:
    """Return the index as it was kept, brought up to what the disk holds now."""
    index = _reopen(book, kept, ())
    if ahead and ahead.is_late:
        index.check = partial(ahead.stale, kept.identity)
        return index
    found = ahead.stale(kept.identity) if ahead else None
    stale = kept.find_stale(str(book.root)) if found is None else found
    if not stale:
        return index
    from .again import look_again

    marks = kept.marks()
    before = dict(marks)
    looked = look_again(book.root, index.snapshot, marks, stale, sys.maxsize)
    moved = looked.moved(before, marks)
    if not (moved or looked.readings):
        return _reopen(book, kept, looked.oddities)
    change = looked.change(moved, book.schema, read_ns)
    cache.append(change)
    following = _reopen(book, kept.followed_by(change), looked.oddities)
    if cache.is_grown:
        _store_whole(cache, following, read_ns)
    return following


def _reopen(book: _About, kept: Kept, oddities: tuple[Problem, ...]) -> Index:
    """Return the index as it was kept, unpacked as it is asked for."""
    names = dict.fromkeys((*book.schema.types, "", *kept.types))

    def load(name: str) -> Shelf:
        try:
            return kept.shelf(name)
        except DAMAGED:
            from .cold import read_all

            return read_all(book.root, book.schema).shelves()[name]

    def load_client(name: str, slug: str) -> Shelf:
        try:
            return kept.shelf_of_client(name, slug)
        except DAMAGED:
            return load(name)

    shelves = Shelves({name: partial(load, name) for name in names}, load_client)
    snapshot = Snapshot.of_shelves(book.schema, book.config, shelves, (*book.problems, *oddities), book.absent)
    return Index(snapshot, kept.marks, book.problems, oddities)


def _read_whole(book: _About, cache: IndexCache | None, read_ns: int) -> Index:
    """Return the index of files that were all read now."""
    from .cold import read_all

    found = read_all(book.root, book.schema, book.tell)
    marks, oddities = found.marks, tuple(found.oddities)
    kept = cache.write(_aged(marks, read_ns), found.packed()) if cache else None
    if kept:
        return Index(_reopen(book, kept, oddities).snapshot, lambda: marks, book.problems, oddities)
    problems = (*book.problems, *oddities)
    snapshot = Snapshot.of_shelves(book.schema, book.config, found.shelves(), problems, book.absent)
    return Index(snapshot, lambda: marks, book.problems, oddities)


def _store_whole(cache: IndexCache, index: Index, read_ns: int) -> None:
    """Write the cache anew, without what later changes have replaced."""
    from .rows import pack_shelf

    shelves = index.snapshot.shelves
    cache.write(_aged(index.marks, read_ns), {name: pack_shelf(shelves[name]) for name in shelves})


def _aged(marks: Marks, read_ns: int) -> Marks:
    young_ns = racy_from(read_ns)
    return {name: old_enough(each, young_ns) for name, each in marks.items()}


@contextmanager
def paused_collector() -> Iterator[None]:
    """Keep the garbage collector off while many long-lived values are made, then leave them out of its rounds."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


@contextmanager
def resting_collector() -> Iterator[None]:
    """Keep the garbage collector off for a moment in which much is made and thrown away without any circles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
