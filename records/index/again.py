"""Looking again: what files give now that are new, or not what they were; and what goes with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from ...schema.dataclass import dataclass
from ...schema.problems import Problem
from ...schema.record_type import Schema
from ..breath import at_ease
from ..files.reader import FileReader
from ..files.scan import FoundFile
from ..snapshot import Snapshot
from .cache import Change, racy_from
from .marks import FolderMarks, Marks, Renewal, found_file, old_enough, renew_marks
from .reading import client_folder, is_client_file, read_one
from .rows import Row, pack_reading
from .shelf import FileReading, shelf_name

FILES = 10
"""Files read between two looks whether a key is to be answered."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look into some folders has shown."""

    readings: list[FileReading]
    """What files give that were read again."""
    gone: list[str]
    """Paths of files that are no longer there."""
    folders: set[str]
    """The folders that were looked into, or are gone."""
    oddities: tuple[Problem, ...]
    """What lies in them and is not opened."""

    def moved(
        self, before: Mapping[str, FolderMarks], after: Mapping[str, FolderMarks]
    ) -> dict[str, FolderMarks | None]:
        """Return the marks that differ; None for a folder that is gone."""
        return {each: after.get(each) for each in self.folders if before.get(each) != after.get(each)}

    def change(self, moved: Mapping[str, FolderMarks | None], schema: Schema, read_ns: int) -> Change:
        """Return what the cache must learn of it; ``read_ns`` is the moment before the look."""
        young_ns = racy_from(read_ns)
        known: dict[str, str] = {}
        rows: defaultdict[str, list[Row]] = defaultdict(list)
        for each in self.readings:
            rows[shelf_name(schema, each.path)].append(pack_reading(each, known))
        marks = {name: old_enough(each, young_ns) if each else None for name, each in moved.items()}
        return marks, dict(rows), list(self.gone)


def look_again(root: Path, snapshot: Snapshot, marks: Marks, stale: Collection[str], young_ns: int) -> Looked:
    """Look into the ``stale`` folders, bring ``marks`` up to date and read what changed.

    A client of another industry than before has all its records read again, since their fields are others.
    """
    renewal = renew_marks(str(root), marks, stale, young_ns)
    oddities = tuple(sorted(renewal.oddities, key=lambda each: each.path))
    with FileReader(root) as reader:
        schema = snapshot.schema
        own = [read_one(reader, schema, each, "") for each in renewal.changed if is_client_file(each.path)]
        of_clients = snapshot.replace(own, [each for each in renewal.gone if is_client_file(each)])
        rest = _changed_records(snapshot, of_clients, marks, renewal)
        others = [
            read_one(reader, schema, each, _industry_of(of_clients, client_folder(each.path)))
            for each in at_ease(sorted(rest.values()), FILES)
        ]
    return Looked([*own, *others], renewal.gone, renewal.folders, oddities)


def _changed_records(
    before: Snapshot, after: Snapshot, marks: Mapping[str, FolderMarks], renewal: Renewal
) -> dict[str, FoundFile]:
    """Return the files to read that describe no client, by path."""
    paths = (*(each.path for each in renewal.changed), *renewal.gone)
    found = {each.path: each for each in renewal.changed if not is_client_file(each.path)}
    for slug in {client_folder(path) for path in paths if is_client_file(path)}:
        if _industry_of(before, slug) != _industry_of(after, slug):
            files = _files_below(marks, f"clients/{slug}")
            found.update((each.path, each) for each in files if not is_client_file(each.path))
    return found


def _files_below(marks: Mapping[str, FolderMarks], folder: str) -> Iterator[FoundFile]:
    if folder in marks:
        for each in marks[folder][2]:
            yield found_file(folder, each)
        for name in marks[folder][3]:
            yield from _files_below(marks, f"{folder}/{name}")


def _industry_of(snapshot: Snapshot, slug: str) -> str:
    client = snapshot.client_named(slug) if slug else None
    return client.text("industry") if client else ""
