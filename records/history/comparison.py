"""Two moments of a book compared: which records came, went, moved or changed, and which of their fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...schema.dataclass import dataclass
from ...schema.record import Record
from ...schema.record_type import Schema
from ..files.parse import Document, read_text
from ..files.paths import safe_path
from ..git.history import FieldChange, FileFate, compare_documents
from ..git.log import ChangedFile, changed_files
from ..git.reading import ObjectReader
from ..git.run import Git

NO_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
"""The tree without files, which git knows in every repository: what a book was before its first commit."""


@dataclass(frozen=True, slots=True)
class ComparedRecord:
    """One record that is not the same at both moments."""

    fate: FileFate
    """Whether it came, went, changed, or lies under another name."""
    record: Record
    """What it was at the later moment; of a deleted one, what it was before."""
    before: Record | None
    """What it was at the earlier moment; None where it was not there."""
    fields: tuple[FieldChange, ...]
    """What differs, where it is there at both."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two moments."""

    records: tuple[ComparedRecord, ...]
    """By path."""
    others: tuple[ChangedFile, ...]
    """Files that are no records, or cannot be read as one at one of the moments."""


def compare_moments(
    git: Git, reader: ObjectReader, schema: Schema, before: str | None, after: str, under: str = ""
) -> Comparison:
    """Return what differs between the commits ``before`` (None: nothing at all) and ``after``.

    ``under`` limits it to one file or one folder. A record that was renamed, alone or with the folder it lies in, is
    known by the alias it carries, never by likeness.
    """
    files = [each for each in changed_files(git, before or NO_TREE, after) if _is_shown(each.path, under)]
    return _Comparing(reader, schema).compare(files)


def _is_shown(path: str, under: str) -> bool:
    return safe_path(path) and (not under or f"{path}/".startswith(f"{under}/"))


class _Comparing:
    def __init__(self, reader: ObjectReader, schema: Schema) -> None:
        self._reader = reader
        self._schema = schema

    def compare(self, files: Sequence[ChangedFile]) -> Comparison:
        gone = {file.path: file for file in files if file.after is None}
        came = [file for file in files if file.before is None]
        moved = self._moved(came, gone) if gone else {}
        records: list[ComparedRecord] = []
        others: list[ChangedFile] = []
        for file in files:
            if file.after is None and file.path in moved.values():
                continue
            old = gone.get(moved.get(file.path, ""))
            compared = self._compare(file, old)
            if compared is None:
                others.append(file)
            elif compared.fate is not FileFate.EDITED or compared.fields:
                records.append(compared)
        return Comparison(tuple(records), tuple(others))

    def _compare(self, file: ChangedFile, old: ChangedFile | None) -> ComparedRecord | None:
        """Return what became of one file; None where it cannot be told as a record."""
        earlier = self._read(old.path, old.before) if old else self._read(file.path, file.before)
        later = self._read(file.path, file.after)
        was_there = file.before is not None or old is not None
        if (was_there and earlier is None) or (file.after is not None and later is None):
            return None
        before, after = (each[0] if each else None for each in (earlier, later))
        if after is None:
            return ComparedRecord(FileFate.DELETED, before, before, ()) if before else None
        if earlier is None or later is None:
            return ComparedRecord(FileFate.CREATED, after, None, ())
        fate = FileFate.RENAMED if old else FileFate.EDITED
        return ComparedRecord(fate, after, before, compare_documents(earlier[1], later[1]))

    def _moved(self, came: Sequence[ChangedFile], gone: dict[str, ChangedFile]) -> dict[str, str]:
        """Return new path → old path of what only changed its name, or the name of the folder it lies in."""
        found: dict[str, str] = {}
        folders: dict[str, str] = {}
        for file in came:
            read = self._read(file.path, file.after)
            for old in _names_before(*read) if read else ():
                if old in gone:
                    found[file.path] = old
                    if read and read[0].name != read[0].id.rpartition("/")[2]:
                        folders[_folder(file.path)] = _folder(old)
                    break
        for file in came:
            for new, old in folders.items():
                if (
                    file.path not in found
                    and file.path.startswith(new)
                    and (path := old + file.path[len(new) :]) in gone
                ):
                    found[file.path] = path
        return found

    def _read(self, path: str, blob: str | None) -> tuple[Record, Document] | None:
        record_type = self._schema.type_of_path(path)
        found = self._reader.find(blob) if blob and record_type else None
        document = read_text(found.content, path) if found and found.kind == "blob" else None
        if record_type is None or not isinstance(document, Document) or not blob:
            return None
        return Record(path, record_type.name, document.tree, document.body, blob), document


def _names_before(record: Record, document: Document) -> Iterator[str]:
    """Yield the paths at which a record lay if each of its aliases was its name."""
    aliases = document.tree.get("aliases")
    folder, _, file = record.path.rpartition("/")
    stem, _, ending = file.rpartition(".")
    for alias in aliases if isinstance(aliases, list) else ():
        if isinstance(alias, str):
            is_folder = record.name != stem
            yield f"{folder.rpartition('/')[0]}/{alias}/{file}" if is_folder else f"{folder}/{alias}.{ending}"


def _folder(path: str) -> str:
    return path.rpartition("/")[0] + "/"
