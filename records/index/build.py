"""Building: all files of a book into a snapshot, reading only what is not what it was."""

from __future__ import annotations

import gc
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ...schema.errors import CarteraError
from ...schema.problems import Problem, Severity
from ...schema.record_type import Schema
from ...schema.sentences import sentence
from ..config import BookConfig
from ..files.reader import FileReader
from ..files.refusals import MAX_BYTES, too_large
from ..files.scan import FoundFile, Listing, list_files
from ..snapshot import FileReading, Snapshot
from .cache import CachedReading, IndexCache
from .reading import read_record


@dataclass(frozen=True, slots=True)
class Index:
    """A snapshot with the marks of the files it was read from."""

    snapshot: Snapshot
    """All records."""
    files: Mapping[str, CachedReading]
    """Every reading with the marks of its file, by path."""
    oddities: tuple[Problem, ...]
    """What the scan found and never opened."""


def build_index(
    root: Path, schema: Schema, config: BookConfig, problems: Collection[Problem], cache: IndexCache | None
) -> Index:
    """Return the index of the book at ``root``, from the cache where files are unchanged."""
    read_ns = time.time_ns()
    with paused_collector():
        cached = cache.load() if cache else {}
        scan = list_files(root)
        files, changed = read_files(root, schema, scan, cached)
        gone = [path for path in cached if path not in files]
        snapshot = Snapshot(schema, config, (each.reading for each in files.values()), (*problems, *scan.problems))
    if cache and (changed or gone):
        cache.save(files, changed, gone, read_ns)
    return Index(snapshot, files, tuple(scan.problems))


def read_files(
    root: Path, schema: Schema, scan: Listing, cached: Mapping[str, CachedReading]
) -> tuple[dict[str, CachedReading], list[str]]:
    """Return every reading by path, and the paths that had to be read; clients first, since they name the industry."""
    files: dict[str, CachedReading] = {}
    changed: list[str] = []
    industries: dict[str, str] = {}
    with FileReader(root) as reader:
        for found in sorted(scan.files, key=lambda each: not is_client_file(each.path)):
            industry = industries.get(_client_folder(found.path), "")
            known = cached.get(found.path)
            if (
                known is None
                or not known.is_of(found)
                or (known.industry != industry and not is_client_file(found.path))
            ):
                known = read_one(reader, schema, found, industry)
                changed.append(found.path)
            files[found.path] = known
            if is_client_file(found.path) and known.reading.record:
                industries[_client_folder(found.path)] = known.reading.record.text("industry")
    return files, changed


def read_one(reader: FileReader, schema: Schema, found: FoundFile, industry: str) -> CachedReading:
    """Return the reading of one file; one that cannot be opened, or is too large to be, is a Problem."""
    if found.size > MAX_BYTES:
        reading = FileReading(found.path, None, (too_large(found.path, found.size),))
        return CachedReading(found.size, found.mtime_ns, found.inode, industry, reading)
    try:
        content = reader.read(found.path)
    except CarteraError as mistake:
        reading = FileReading(found.path, None, (unreadable(found.path, mistake),))
    else:
        reading = read_record(found.path, content, schema, industry)
        if is_client_file(found.path) and reading.record and reading.record.text("industry") != industry:
            industry = reading.record.text("industry")
            reading = read_record(found.path, content, schema, industry)
    return CachedReading(found.size, found.mtime_ns, found.inode, industry, reading)


def unreadable(path: str, mistake: CarteraError) -> Problem:
    """Return the Problem of a file that could not be opened."""
    hint = mistake.hint or sentence("Look at its permissions.")
    return Problem(path, "unreadable", mistake.sentence, Severity.ERROR, hint=hint)


def is_client_file(path: str) -> bool:
    """Return whether the file is the one that describes a client."""
    return path.startswith("clients/") and path.count("/") == 2


def _client_folder(path: str) -> str:
    return path.split("/", 2)[1] if path.startswith("clients/") else ""


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
