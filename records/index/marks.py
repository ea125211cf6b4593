"""Marks: by what a folder and its files are recognised as what they were when they were last read.

They are plain tuples, so that the cache keeps them as they are. A folder whose own time is unchanged has the same names
in it; so a book that nobody touched is checked by asking for each file once, without listing any folder.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping

from ...schema.dataclass import dataclass, field
from ...schema.problems import Problem
from ..files.scan import FoundFile, Listing, list_folder

FileMarks = tuple[str, int, int, int]
"""A file's name, size in bytes, time (ns) and inode."""
FolderMarks = tuple[int, int, tuple[FileMarks, ...], tuple[str, ...]]
"""A folder's time (ns) and inode, its record files by name, and the names of the folders in it."""
Marks = dict[str, FolderMarks]
"""The marks of every folder, by its path in the book; the book's own is the empty path."""

NEVER = -1
"""A time that nothing has: what bears it is looked at again."""
_WHOLE_SECOND = 1_000_000_000
"""A disk that keeps times in whole seconds may keep none for folders: there every folder is listed."""


@dataclass(slots=True)
class Renewal:
    """What looking at some folders again has shown."""

    changed: list[FoundFile] = field(default_factory=list)
    """Files that are new or not what they were."""
    gone: list[str] = field(default_factory=list)
    """Paths of files that are no longer there."""
    folders: set[str] = field(default_factory=set)
    """The folders whose marks are others, or that are gone."""
    oddities: list[Problem] = field(default_factory=list)
    """What lies there and is not opened."""


def renew_marks(root: str, marks: Marks, stale: Collection[str], young_ns: int) -> Renewal:
    """List the ``stale`` folders again, bring ``marks`` up to date and return what differs.

    A file written at ``young_ns`` or later counts as changed whatever its marks: it may be written again within the
    clock's tick.
    """
    renewal = Renewal()
    waiting = sorted(stale, reverse=True)
    while waiting:
        folder = waiting.pop()
        before = marks.get(folder)
        if before is None and folder and not _is_known(marks, folder):
            continue  # it went with the folder above it
        after = mark_folder(root, folder, renewal.oddities)
        renewal.folders.add(folder)
        _compare_files(folder, before[2] if before else (), after[2], young_ns, renewal)
        marks[folder] = after
        inner = set(after[3])
        for name in set(before[3] if before else ()) - inner:
            _forget(marks, _join(folder, name), renewal)
        waiting += sorted((path for name in inner if (path := _join(folder, name)) not in marks), reverse=True)
    return renewal


def _is_known(marks: Mapping[str, FolderMarks], folder: str) -> bool:
    """Return whether the folder above names this one."""
    above, _, name = folder.rpartition("/")
    return above in marks and name in marks[above][3]


def mark_folder(root: str, folder: str, oddities: list[Problem]) -> FolderMarks:
    """Return the marks of one folder; its time is asked for first, so that what changes meanwhile is seen later."""
    try:
        status = os.lstat(_join(root, folder) if folder else root)
        time_ns, inode = status.st_mtime_ns, status.st_ino
    except OSError:
        time_ns, inode = NEVER, 0
    listing = Listing()
    inner = list_folder(root, folder, listing)
    oddities += listing.problems
    if listing.problems or time_ns % _WHOLE_SECOND == 0:
        time_ns = NEVER
    skip = len(folder) + 1 if folder else 0
    files = sorted((path[skip:], size, mtime_ns, number) for path, size, mtime_ns, number in listing.files)
    return time_ns, inode, tuple(files), tuple(sorted(path[skip:] for path in inner))


def _compare_files(
    folder: str, before: Iterable[FileMarks], after: Iterable[FileMarks], young_ns: int, renewal: Renewal
) -> None:
    known = {each[0]: each for each in before}
    for each in after:
        if known.pop(each[0], None) != each or each[2] >= young_ns:
            renewal.changed.append(found_file(folder, each))
    renewal.gone += (_join(folder, name) for name in known)


def _forget(marks: Marks, folder: str, renewal: Renewal) -> None:
    """Drop a folder that is no longer there and everything in it."""
    marked = marks.pop(folder, None)
    if marked is None:
        return
    renewal.folders.add(folder)
    renewal.gone += (_join(folder, each[0]) for each in marked[2])
    for name in marked[3]:
        _forget(marks, _join(folder, name), renewal)


def found_file(folder: str, marks: FileMarks) -> FoundFile:
    """Return a marked file as the scan would find it."""
    return FoundFile(_join(folder, marks[0]), *marks[1:])


def all_files(marks: Mapping[str, FolderMarks]) -> Iterable[FoundFile]:
    """Yield every marked file, folder by folder."""
    for folder, (_, _, files, _) in marks.items():
        for each in files:
            yield found_file(folder, each)


def old_enough(marked: FolderMarks, young_ns: int) -> FolderMarks:
    """Return the marks as they are kept: what was written at ``young_ns`` or later bears a time that never matches."""
    time_ns, inode, files, inner = marked
    kept = tuple(each if each[2] < young_ns else (each[0], each[1], NEVER, each[3]) for each in files)
    return time_ns if time_ns < young_ns else NEVER, inode, kept, inner


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name
