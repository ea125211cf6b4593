"""The journal: saves that are promised and not yet committed, one file each in ``.git/cartera/journal``.

An entry holds everything the save needs and everything it replaced, so it can be finished by another process, after a
crash, or on a file that changed meanwhile. It is on the disk before the save is acknowledged and dropped after the
commit.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from ...schema.late_pattern import late
from ..files import disk
from ..files.atomic import read_file, remove_leftovers, write_file
from ..files.mistakes import NoSuchFile, told
from ..files.paths import safe_path
from .writes import CommitMessage

_NAME = late(r"(\d{10})(?:\.([0-9a-f]{40}))?\.save")
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One file of an entry."""

    path: str
    """Relative to the book."""
    before: bytes | None
    """What stood there when the save was accepted; None where nothing did."""
    after: bytes | None
    """What shall stand there; None to remove it."""
    is_brought: bool = False
    """Whether a merge brings it: what a person edited meanwhile is merged as another history would be."""


@dataclass(frozen=True, slots=True)
class PlannedMerge:
    """What an entry that brings in somebody else's commits says besides its files."""

    local: str
    """The commit the branch stood on when it was worked out."""
    upstream: str
    """The commit that is brought in; done with once the branch leads to it."""
    tree: str
    """The tree that comes of both, if the branch still stands on ``local``."""
    beside: tuple[str, ...] = ()
    """Paths that change in history and not on the disk: links, names that are not safe to write."""
    is_forward: bool = False
    """Whether ``upstream`` follows ``local``, so that the branch only moves."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One accepted save."""

    name: str
    """The name of its file."""
    message: CommitMessage
    """What its commit will say."""
    made: datetime
    """When it was accepted; the author date of its commit."""
    files: tuple[PlannedFile, ...]
    """What it writes."""
    commit: str | None = None
    """The commit made of it, if the process got that far; the branch may or may not have been moved onto it."""
    merge: PlannedMerge | None = None
    """What it brings in, where it is no save but a merge."""

    @property
    def number(self) -> int:
        """Counts the entries of a book in the order they were accepted."""
        return int(self.name[:10])


class Journal:
    """The entries in one folder; used under the book's lock."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> list[str]:
        """Return the names of all entries, oldest first."""
        with suppress(FileNotFoundError):
            return sorted(path.name for path in self._folder.iterdir() if _NAME.fullmatch(path.name))
        return []

    def is_empty(self) -> bool:
        """Tell whether there is nothing at all, not even what a killed process left half-written."""
        with suppress(FileNotFoundError):
            return next(self._folder.iterdir(), None) is None
        return True

    def add(
        self,
        message: CommitMessage,
        made: datetime,
        files: Sequence[PlannedFile],
        merge: PlannedMerge | None = None,
    ) -> Entry:
        """Put an entry on the disk; when this returns, the save is a promise."""
        names = self.names()
        number = int(names[-1][:10]) + 1 if names else 1
        entry = Entry(f"{number:010d}.save", message, made, tuple(files), merge=merge)
        with told(str(self._folder), writing=True):
            self._folder.mkdir(parents=True, exist_ok=True)
        write_file(self._folder, entry.name, _pack(entry))
        return entry

    def read(self, name: str) -> Entry | None:
        """Return one entry; None where the disk gives it back damaged."""
        try:
            return _unpack(name, read_file(self._folder, name))
        except (ValueError, KeyError, TypeError):
            return None

    def set_aside(self, name: str) -> None:
        """Rename a damaged entry to ``….damaged``: it hinders nothing and can still be looked at."""
        self._rename(name, name + ".damaged")

    def mark(self, entry: Entry, commit: str) -> Entry:
        """Note that ``commit`` was made of ``entry``, just before the branch is moved onto it."""
        name = f"{entry.name[:10]}.{commit}.save"
        self._rename(entry.name, name)
        return replace(entry, name=name, commit=commit)

    def drop(self, entry: Entry) -> None:
        """Forget an entry that is committed, or was never begun."""
        with told(entry.name, writing=True):
            folder = disk.open_root(self._folder)
            try:
                disk.remove(entry.name, folder)
            finally:
                disk.close(folder)

    def tidy(self) -> None:
        """Remove what a killed ``add`` left half-written; it was never promised."""
        with suppress(NoSuchFile):
            remove_leftovers(self._folder, "any")

    def _rename(self, old: str, new: str) -> None:
        if old == new:
            return
        with told(old, writing=True):
            folder = disk.open_root(self._folder)
            try:
                disk.rename(old, new, folder)
            finally:
                disk.close(folder)


def _pack(entry: Entry) -> bytes:
    """Return an entry as one line of JSON followed by the bytes of all its files."""
    header = {
        "format": _FORMAT,
        "subject": entry.message.subject,
        "trailers": entry.message.trailers,
        "made": entry.made.isoformat(),
        "files": [(file.path, _size(file.before), _size(file.after)) for file in entry.files],
    }
    if entry.merge is not None:
        header["merge"] = asdict(entry.merge)
    contents = [part for file in entry.files for part in (file.before, file.after) if part is not None]
    return b"".join([json.dumps(header).encode(), b"\n", *contents])


def _unpack(name: str, packed: bytes) -> Entry:
    """Return the entry in ``packed``. Raises ``ValueError``, ``KeyError`` or ``TypeError`` where it is damaged."""
    line, _, rest = packed.partition(b"\n")
    header = json.loads(line)
    if header["format"] != _FORMAT:
        raise ValueError(header["format"])
    merge = (
        PlannedMerge(**header["merge"] | {"beside": tuple(header["merge"]["beside"])}) if "merge" in header else None
    )
    files = []
    position = 0
    for path, *sizes in header["files"]:
        if not safe_path(path):
            raise ValueError(path)  # no save of ours: it would lead out of the book, or into a tree no git accepts
        parts: list[bytes | None] = []
        for size in sizes:
            parts.append(None if size is None else rest[position : position + size])
            position += size or 0
        files.append(PlannedFile(path, parts[0], parts[1], is_brought=merge is not None))
    if position != len(rest):
        raise ValueError(name)
    message = CommitMessage(header["subject"], tuple((key, value) for key, value in header["trailers"]))
    match = _NAME.fullmatch(name)
    commit = match[2] if match else None
    return Entry(name, message, datetime.fromisoformat(header["made"]), tuple(files), commit, merge)


def _size(content: bytes | None) -> int | None:
    return None if content is None else len(content)
