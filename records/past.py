"""The book as a commit has it: a snapshot built from git's objects, with the working tree left alone.

Types and settings are those of today, so that two moments are measured by the same rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..schema.record_type import Schema
from .absent import read_absent
from .config import BookConfig
from .files.paths import safe_path
from .files.scan import is_record_path
from .git.log import ChangedFile, changed_files
from .git.reading import ObjectReader
from .git.run import Git
from .history.comparison import NO_TREE
from .index.reading import client_folder, is_client_file, read_record
from .index.shelf import FileReading
from .snapshot import Snapshot


def snapshot_at(git: Git, schema: Schema, config: BookConfig, commit: str) -> Snapshot:
    """Return all records of a commit, which git has resolved already."""
    absent = read_absent(git.root).ids
    files = [
        each for each in changed_files(git, NO_TREE, commit) if _is_read(each.path) and _is_held(each.path, absent)
    ]
    files.sort(key=lambda each: not is_client_file(each.path))
    with ObjectReader(git) as reader:
        return Snapshot(schema, config, _read(reader, schema, files))


def _is_read(path: str) -> bool:
    return safe_path(path) and is_record_path(path)


def _is_held(path: str, absent: frozenset[str]) -> bool:
    """Tell whether a sparse clone would hold a record now, so that two moments are measured on the same clients."""
    return path.rpartition(".")[0] not in absent and f"clients/{client_folder(path)}/client" not in absent


def _read(reader: ObjectReader, schema: Schema, files: list[ChangedFile]) -> Iterator[FileReading]:
    """Yield what each file gives; clients come first, because their industry brings fields to all they hold."""
    industries: dict[str, str] = {}
    for file, found in zip(files, reader.find_all([each.after or "" for each in files]), strict=True):
        if found is None or found.kind != "blob":
            continue  # a submodule is no file
        folder = client_folder(file.path)
        reading = read_record(file.path, found.content, schema, industries.get(folder, ""))
        if is_client_file(file.path) and reading.record and (industry := reading.record.text("industry")):
            industries[folder] = industry
            reading = read_record(file.path, found.content, schema, industry)
        yield reading
