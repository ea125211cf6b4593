"""Refreshing: the next index from the last, reading only what is not what it was; equal to a rebuilt one."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from ...schema.record import Record
from ..absent import read_absent
from ..changes import Change
from ..files.scan import is_record_path
from ..snapshot import Snapshot
from .again import look_again
from .build import Index
from .cache import IndexCache
from .freshness import find_stale
from .marks import Marks
from .shelf import FileReading

_YOUNG_NS = 2_000_000_000
"""A file this young is read again: a second write within the clock's tick could have left the same marks."""


def refresh_index(root: Path, index: Index, paths: Collection[str] | None, cache: IndexCache | None) -> Index:
    """Return the index as the disk is now; the same object when nothing differs.

    With ``paths`` only the folders they lie in are looked at. An index that was not checked is so now, or with the next look
    at the whole.
    """
    read_ns = time.time_ns()
    young_ns = read_ns - _YOUNG_NS
    is_whole = paths is None
    if paths is None:
        check, index.check = index.check, None
        found = check() if check else None
        if found == []:
            return index
        stale: Collection[str] = find_stale(str(root), index.marks, young_ns) if found is None else found
    else:
        stale = _folders_of(str(root), index.marks, paths)
    marks = dict(index.marks)
    looked = look_again(root, index.snapshot, marks, stale, young_ns)
    snapshot = _next_snapshot(index.snapshot, looked.readings, looked.gone)
    oddities = looked.oddities if is_whole else index.oddities
    if oddities != index.oddities:
        snapshot = snapshot.with_book_problems((*index.problems, *oddities))
    absent = read_absent(root, snapshot.absent)
    if absent.ids != snapshot.absent.ids:
        snapshot = snapshot.with_absent(absent)
    moved = looked.moved(index.marks, marks)
    if snapshot is index.snapshot and not moved:
        return index
    if cache:
        cache.append(looked.change(moved, snapshot.schema, read_ns))
    following = Index(snapshot, lambda: marks, index.problems, oddities)
    following.check = index.check
    return following


def _next_snapshot(snapshot: Snapshot, readings: Iterable[FileReading], gone: Iterable[str]) -> Snapshot:
    """Return the snapshot with what was read anew; the same one where all says what it said."""
    differing = [each for each in readings if each != snapshot.reading_of(each.path)]
    missed = [path for path in gone if snapshot.reading_of(path)]
    return snapshot.replace(differing, missed) if differing or missed else snapshot


def _folders_of(root: str, marks: Marks, paths: Iterable[str]) -> set[str]:
    """Return the folders to list again for ``paths``: the nearest known ones, from the root where one is a symlink."""
    folders: set[str] = set()
    for path in paths:
        if not is_record_path(path):
            continue
        parts = path.split("/")[:-1]
        above = ["/".join(parts[:length]) for length in range(1, len(parts) + 1)]
        known = [each for each in above if each in marks]
        if any(os.path.islink(f"{root}/{each}") for each in above):  # noqa: PTH114 - asked for every save
            folders.update(("", *known))
        folders.add(known[-1] if known else "")
    return folders


def compare_snapshots(before: Snapshot, after: Snapshot, *, schema_changed: bool = False) -> Change:
    """Return what differs between two snapshots of one book."""
    if before is after:
        return Change()
    created: list[str] = []
    edited: list[str] = []
    deleted: list[str] = []
    for old, new in _differing(before, after):
        created += (each for each in new if each not in old)
        edited += (each for each, record in new.items() if each in old and old[each] is not record != old[each])
        deleted += (each for each in old if each not in new)
    return Change(tuple(sorted(created)), tuple(sorted(edited)), tuple(sorted(deleted)), schema_changed)


def _differing(before: Snapshot, after: Snapshot) -> Iterable[tuple[Mapping[str, Record], Mapping[str, Record]]]:
    """Return records here and there that may differ: of a snapshot that came of the other only those touched on the way."""
    touched = after.touched_since(before)
    if touched is None:
        return before.differing_shelves(after)
    old, new = ({each: found for each in touched if (found := one.with_id(each))} for one in (before, after))
    return [(old, new)]
