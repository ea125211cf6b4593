"""The one module that writes files in the book: whole or not at all, on the disk before it returns.

Every path is walked folder by folder without following a symlink, so a book that was pulled cannot make us write
elsewhere. What is killed between two calls leaves the old file or the new one, and at most a temporary file beside it.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from . import disk
from .mistakes import NotARegularFile, UnsafePath, told
from .paths import safe_path

_TEMPORARY = ".cartera-"
_ENDING = ".tmp"


def write_file(root: Path, path: str, content: bytes, *, wait: bool = True, mode: int | None = None) -> None:
    """Make ``content`` the whole file at ``path`` (relative, with ``/``), creating folders, and wait for the disk.

    An existing file keeps its permission bits unless ``mode`` says which it has. Who writes thousands of files that a journal already holds passes
    ``wait=False`` and calls ``disk.flush_all`` once at the end. Raises ``UnsafePath``, ``NotARegularFile``, ``NotWritable``,
    ``DiskFull``, ``NameTooLong`` or ``DiskFailed``; the old file is then untouched, unless only the last flush of the
    folder failed, where the new one already stands.
    """
    with told(path, writing=True), _parent(root, path, create=True, wait=wait) as (folder, name):
        kept = _mode_of(folder, name, path)
        temporary, file = _create_beside(folder)
        try:
            _fill(file, content, kept if mode is None else mode, wait=wait)
            disk.rename(temporary, name, folder)
        except BaseException:
            _discard(temporary, folder)
            raise
        if wait:
            disk.flush(folder)


def remove_file(root: Path, path: str, *, wait: bool = True) -> None:
    """Remove the file at ``path`` and the folders it leaves empty, as git does, and wait for the disk.

    ``wait`` is as in ``write_file``.
    Raises ``NoSuchFile``, ``NotARegularFile``, ``NotWritable`` or ``DiskFailed``.
    """
    with told(path, writing=True):
        with _parent(root, path, create=False) as (folder, name):
            if not stat.S_ISREG(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
                raise NotARegularFile(path)
            disk.remove(name, folder)
            if wait:
                disk.flush(folder)
        _remove_empty_folders(root, path)


def read_file(root: Path, path: str) -> bytes:
    """Return the bytes of the regular file at ``path``.

    Raises ``NoSuchFile``, ``NotARegularFile``, ``NotReadable`` or ``UnsafePath``.
    """
    with told(path, writing=False), _parent(root, path, create=False) as (folder, name):
        return read_in(folder, name, path)


def read_in(folder: int, name: str, path: str) -> bytes:
    """Return the bytes of the regular file ``name`` in an open ``folder``; ``path`` is what errors call it."""
    file = disk.open_file(name, folder)
    try:
        status = os.fstat(file)
        if not stat.S_ISREG(status.st_mode):
            raise NotARegularFile(path)
        return _read_all(file, status.st_size)
    finally:
        disk.close(file)


def remove_leftovers(root: Path, path: str) -> None:
    """Remove temporary files that a killed write left beside ``path``.

    Call it under the book's lock: a temporary file found there belongs to nobody alive.
    """
    with told(path, writing=True), _parent(root, path, create=False) as (folder, _):
        with os.scandir(folder) as entries:
            leftovers = [entry.name for entry in entries if is_temporary(entry.name)]
        for name in leftovers:
            disk.remove(name, folder)


def is_temporary(name: str) -> bool:
    """Tell whether ``name`` is one that ``write_file`` gives to what it has not finished."""
    return name.startswith(_TEMPORARY) and name.endswith(_ENDING)


def blob_id(content: bytes) -> str:
    """Return git's name for ``content``: 40 hexadecimal digits."""
    import hashlib  # here, because most commands name no content and would wait for it

    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


@contextmanager
def _parent(root: Path, path: str, *, create: bool, wait: bool = True) -> Iterator[tuple[int, str]]:
    """Open the folder that ``path`` lies in; yield it and the file's name."""
    if not safe_path(path):
        raise UnsafePath(path)
    *folders, name = path.split("/")
    folder = disk.open_root(root)
    try:
        for part in folders:
            inner = _enter(part, folder, create=create, wait=wait)
            disk.close(folder)
            folder = inner
        yield folder, name
    finally:
        disk.close(folder)


def _enter(name: str, folder: int, *, create: bool, wait: bool) -> int:
    try:
        return disk.open_folder(name, folder)
    except FileNotFoundError:
        if not create:
            raise
    try:
        disk.make_folder(name, folder)
    except FileExistsError:
        pass  # somebody else made it meanwhile
    else:
        if wait:
            disk.flush(folder)
    return disk.open_folder(name, folder)


def _mode_of(folder: int, name: str, path: str) -> int | None:
    """Return the permission bits of the file that will be replaced, None where there is none."""
    try:
        mode = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(mode):
        raise NotARegularFile(path)
    return stat.S_IMODE(mode)


def _create_beside(folder: int) -> tuple[str, int]:
    """Create a hidden temporary file; its name is short, so that only the record's own name can be too long."""
    for number in count():
        name = f"{_TEMPORARY}{os.getpid()}-{number}{_ENDING}"
        try:
            return name, disk.create_file(name, folder)
        except FileExistsError:
            continue
    raise AssertionError


def _fill(file: int, content: bytes, mode: int | None, *, wait: bool) -> None:
    try:
        if mode is not None:
            disk.set_mode(file, mode)
        left = memoryview(content)
        while left:
            left = left[disk.write(file, left) :]
        if wait:
            disk.flush(file)
    finally:
        disk.close(file)


def _discard(temporary: str, folder: int) -> None:
    with suppress(OSError):  # the first error is the one to tell; ``remove_leftovers`` comes by later
        disk.remove(temporary, folder)


def _read_all(file: int, size: int) -> bytes:
    """Read to the end; usually one call, as ``size`` is known."""
    content = os.read(file, size + 1)
    if len(content) == size:
        return content
    pieces = [content]
    while piece := os.read(file, 1 << 20):
        pieces.append(piece)
    return b"".join(pieces)


def _remove_empty_folders(root: Path, path: str) -> None:
    """Climb from the file's folder and remove what is empty; whatever refuses to go may stay."""
    folder = path.rpartition("/")[0]
    while folder:
        try:
            with _parent(root, folder, create=False) as (outer, name):
                disk.remove_folder(name, outer)
        except OSError:
            return
        folder = folder.rpartition("/")[0]
