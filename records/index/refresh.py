"""Refreshing: the next index from the last, reading only what is not what it was; equal to a rebuilt one."""

from __future__ import annotations

import time
from collections.abc import Collection
from pathlib import Path

from ...schema.record_type import Schema
from ..changes import Change
from ..files.reader import FileReader
from ..files.scan import FoundFile, list_files, stat_file
from ..snapshot import Snapshot
from .build import Index, is_client_file, read_files, read_one
from .cache import CachedReading, IndexCache


def refresh_index(root: Path, index: Index, paths: Collection[str] | None, cache: IndexCache | None) -> Index:
    """Return the index as the disk is now; the same object when nothing differs.

    With ``paths`` only those files are looked at, unless one of them is a client's own file, whose industry decides how
    all its records are read.
    """
    read_ns = time.time_ns()
    if paths is None or any(is_client_file(each) for each in paths):
        return _refresh_all(root, index, cache, read_ns)
    schema = index.snapshot.schema
    found = {path: stat_file(root, path) for path in paths if schema.type_of_path(path)}
    changed: dict[str, CachedReading] = {}
    with FileReader(root) as reader:
        for path, each in found.items():
            known = index.files.get(path)
            if each is not None and (known is None or not known.is_of(each) or _is_young(each, read_ns)):
                changed[path] = read_one(reader, schema, each, _industry_at(index, path))
    gone = [path for path, each in found.items() if each is None and path in index.files]
    return _next_index(index, changed, gone, cache, read_ns)


def _refresh_all(root: Path, index: Index, cache: IndexCache | None, read_ns: int) -> Index:
    scan = list_files(root)
    schema: Schema = index.snapshot.schema
    young = {each.path for each in scan.files if _is_young(each, read_ns)}
    trusted = {path: each for path, each in index.files.items() if path not in young}
    files, read = read_files(root, schema, scan, trusted)
    gone = [path for path in index.files if path not in files]
    if tuple(scan.problems) != index.oddities:
        settings = tuple(each for each in index.snapshot.book_problems if each not in set(index.oddities))
        snapshot = Snapshot(
            schema, index.snapshot.config, (each.reading for each in files.values()), (*settings, *scan.problems)
        )
        return Index(snapshot, files, tuple(scan.problems))
    return _next_index(index, {path: files[path] for path in read}, gone, cache, read_ns)


def _next_index(
    index: Index, changed: dict[str, CachedReading], gone: list[str], cache: IndexCache | None, read_ns: int
) -> Index:
    """Return the index with what changed; a file read again that says the same changes nothing."""
    differing = {path: each for path, each in changed.items() if _reading(index, path) != each.reading}
    if not differing and not gone:
        return index
    files = {path: each for path, each in index.files.items() if path not in set(gone)} | changed
    snapshot = index.snapshot.replace((each.reading for each in differing.values()), gone)
    if cache:
        cache.save(files, changed, gone, read_ns)
    return Index(snapshot, files, index.oddities)


def _reading(index: Index, path: str) -> object:
    known = index.files.get(path)
    return known.reading if known else None


def _is_young(found: FoundFile, now_ns: int) -> bool:
    """Return whether a second write within the clock's tick could have left the same marks."""
    return found.mtime_ns > now_ns - 2_000_000_000


def _industry_at(index: Index, path: str) -> str:
    if not path.startswith("clients/"):
        return ""
    client = index.snapshot.records.get(f"clients/{path.split('/', 2)[1]}/client")
    return client.text("industry") if client else ""


def compare_snapshots(before: Snapshot, after: Snapshot, *, schema_changed: bool = False) -> Change:
    """Return what differs between two snapshots of one book."""
    if before is after:
        return Change()
    old, new = before.records, after.records
    return Change(
        created=tuple(each for each in new if each not in old),
        edited=tuple(each for each in new if each in old and old[each] is not new[each] and old[each] != new[each]),
        deleted=tuple(each for each in old if each not in new),
        schema_changed=schema_changed,
    )
