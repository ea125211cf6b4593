"""The history of a record, or of the book: who changed which field when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from enum import Enum
from itertools import islice
from pathlib import Path

from ...schema.dataclass import dataclass
from ...schema.tree import Tree, dotted, value_at
from ..files.differences import Insert, differences
from ..files.parse import Document, read_text
from ..files.paths import safe_path
from .log import ChangedFile, LoggedCommit, changed_files, log
from .reading import ObjectReader
from .repository import open_repository
from .run import Git

BODY = "body"
"""What the text below the fields is called where fields are named."""

FEW = 25
"""Commits that change more files than this are imports and the like: their files are listed, their fields not read."""


_FOLDER_FILES = ("client.md", "client.yaml", "client.yml", "user.md", "user.yaml", "user.yml")
"""Files that stand for the folder they lie in."""


class FileFate(Enum):
    """What a commit did to a file."""

    CREATED = "created"
    EDITED = "edited"
    DELETED = "deleted"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that changed."""

    field: str
    """The dotted field path, such as ``lines.2.qty``; ``body`` for the text below the fields."""
    before: Tree
    """What it was; None where it was missing or empty."""
    after: Tree
    """What it became; None where it was taken away or emptied."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """What a commit did to one file."""

    path: str
    """Relative to the book."""
    fate: FileFate
    """What happened to it."""
    fields: tuple[FieldChange, ...] = ()
    """Which fields changed, where it was edited or renamed and both versions can be read."""
    old_path: str | None = None
    """What it was called before, where it was renamed."""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One commit, as far as it touches what was asked for."""

    commit: str
    """Its id."""
    when: datetime
    """When it was made, with the author's offset."""
    who: str
    """The author's name."""
    subject: str
    """What its first line says."""
    files: tuple[FileChange, ...]
    """What it did."""

    @property
    def fields(self) -> tuple[FieldChange, ...]:
        """The changed fields of all its files: of the one file where the history is a record's."""
        return tuple(change for file in self.files for change in file.fields)


def history(
    root: Path,
    path: str | None = None,
    limit: int | None = 20,
    wants: Callable[[LoggedCommit], bool] = lambda _commit: True,
) -> Iterator[HistoryEntry]:
    """Yield the commits that touched a record (its file), an account (its folder) or the book, newest first.

    A record or an account that was renamed by Cartera, which leaves an alias, is followed to its old place. Commits
    come while git is still walking; of those that ``wants`` does not, nothing more is read. Raises ``NoRepository``
    and the other mistakes of ``open_repository``.
    """
    git = open_repository(root).git
    with ObjectReader(git) as reader:
        yield from islice(_History(git, reader, wants).entries(reader.resolve("HEAD"), path), limit)


class _History:
    def __init__(self, git: Git, reader: ObjectReader, wants: Callable[[LoggedCommit], bool]) -> None:
        self._git = git
        self._reader = reader
        self._wants = wants

    def entries(self, start: str | None, path: str | None) -> Iterator[HistoryEntry]:
        while start is not None:
            commit: LoggedCommit | None = None
            for commit in log(self._git, start, path):
                if self._wants(commit):
                    yield self._entry(commit, path)
            start, path = self._before(commit, path)

    def _before(self, oldest: LoggedCommit | None, path: str | None) -> tuple[str | None, str | None]:
        """Return where the history goes on under the old name of a renamed record or account."""
        if oldest is None or path is None or not oldest.parents:
            return None, None
        own = {path, *(f"{path}/{name}" for name in _FOLDER_FILES)}
        created = next((each for each in self._files(oldest, path) if each.path in own and each.before is None), None)
        old = self._old_file(oldest, created) if created else None
        if created is None or old is None:
            return None, None
        return oldest.parents[0], old.path if created.path == path else old.path.rpartition("/")[0]

    def _entry(self, commit: LoggedCommit, path: str | None) -> HistoryEntry:
        files = [file for file in self._files(commit, path) if safe_path(file.path)]
        if len(files) > FEW:
            changes = tuple(FileChange(file.path, _fate(file)) for file in files)
        else:
            changes = tuple(self._change(commit, file, is_alone=file.path == path) for file in files)
        return HistoryEntry(commit.id, commit.when, commit.who, commit.subject, changes)

    def _files(self, commit: LoggedCommit, path: str | None) -> Sequence[ChangedFile]:
        if len(commit.parents) < 2:
            return commit.files
        files = changed_files(self._git, commit.parents[0], commit.id)
        return [file for file in files if path is None or f"{file.path}/".startswith(f"{path}/")]

    def _change(self, commit: LoggedCommit, file: ChangedFile, *, is_alone: bool) -> FileChange:
        fate = _fate(file)
        if fate is FileFate.EDITED:
            return FileChange(file.path, fate, self._fields(file.path, file.before, file.after))
        if fate is FileFate.CREATED and is_alone:
            old = self._old_file(commit, file)
            if old is not None:
                fields = self._fields(file.path, old.before, file.after)
                return FileChange(file.path, FileFate.RENAMED, fields, old.path)
        return FileChange(file.path, fate)

    def _old_file(self, commit: LoggedCommit, created: ChangedFile) -> ChangedFile | None:
        """Return the file that went in the same commit and whose name the created record keeps as an alias."""
        document = self._read(created.path, created.after)
        aliases = document.tree.get("aliases") if document else None
        if not isinstance(aliases, list) or not commit.parents:
            return None
        gone = (file for file in changed_files(self._git, commit.parents[0], commit.id) if file.after is None)
        return next((file for file in gone if _is_called(file.path, created.path, aliases)), None)

    def _fields(self, path: str, before: str | None, after: str | None) -> tuple[FieldChange, ...]:
        old, new = self._read(path, before), self._read(path, after)
        return compare_documents(old, new) if old and new else ()

    def _read(self, path: str, blob: str | None) -> Document | None:
        found = self._reader.find(blob) if blob else None
        document = read_text(found.content, path) if found and found.kind == "blob" else None
        return document if isinstance(document, Document) else None


def compare_documents(old: Document, new: Document) -> tuple[FieldChange, ...]:
    """Return what differs between two versions of a record, field by field; entries of lists one by one."""
    changes = []
    for step in differences(old.tree, new.tree):
        before = None if isinstance(step, Insert) else value_at(old.tree, step.path)
        changes.append(FieldChange(dotted(step.path), before, getattr(step, "tree", None)))
    if old.body != new.body:
        changes.append(FieldChange(BODY, old.body, new.body))
    return tuple(changes)


def _fate(file: ChangedFile) -> FileFate:
    if file.before is None:
        return FileFate.CREATED
    return FileFate.DELETED if file.after is None else FileFate.EDITED


def _is_called(old: str, new: str, aliases: list[Tree]) -> bool:
    """Tell whether ``old`` is what one of ``aliases`` calls the record now at ``new``; the ending stays the same."""
    old_stem, _, old_ending = old.rpartition(".")
    new_stem, _, new_ending = new.rpartition(".")
    old_parts, new_parts = old_stem.split("/"), new_stem.split("/")
    if old_ending != new_ending or len(old_parts) != len(new_parts):
        return False
    names = [part for part, now in zip(old_parts, new_parts, strict=True) if part != now]
    return len(names) == 1 and names[0] in aliases
