"""The system calls that change or open files, one small function each.

They stand apart so that a test can let any one of them fail or kill the process there, and so that every open is
relative to an open folder and follows no symlink.
"""

from __future__ import annotations

import os

FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


def open_root(root: str | os.PathLike[str]) -> int:
    """Open the book's own folder; it alone may be reached through a symlink."""
    return os.open(root, FOLDER & ~os.O_NOFOLLOW)


def open_folder(name: str, folder: int) -> int:
    """Open the folder ``name`` of the open ``folder``."""
    return os.open(name, FOLDER, dir_fd=folder)


def open_file(name: str, folder: int) -> int:
    """Open a file for reading; ``O_NONBLOCK`` so that a named pipe does not hang us before we see what it is."""
    return os.open(name, FILE, dir_fd=folder)


def create_file(name: str, folder: int) -> int:
    """Create a file that must not exist; the umask decides its mode."""
    return os.open(name, NEW_FILE, 0o666, dir_fd=folder)


def make_folder(name: str, folder: int) -> None:
    """Create the folder ``name``."""
    os.mkdir(name, dir_fd=folder)


def write(file: int, content: memoryview) -> int:
    """Write some of ``content`` and return how many bytes."""
    return os.write(file, content)


def set_mode(file: int, mode: int) -> None:
    """Give an open file the permission bits ``mode``."""
    os.fchmod(file, mode)


def flush(file: int) -> None:
    """Return when an open file or folder has reached the disk."""
    os.fsync(file)


def flush_all() -> None:
    """Return when everything written so far, by anybody, has reached the disk."""
    os.sync()


def rename(old: str, new: str, folder: int) -> None:
    """Let ``old`` take the place of ``new`` in one step."""
    os.rename(old, new, src_dir_fd=folder, dst_dir_fd=folder)


def remove(name: str, folder: int) -> None:
    """Remove a file."""
    os.unlink(name, dir_fd=folder)


def remove_folder(name: str, folder: int) -> None:
    """Remove a folder that is empty."""
    os.rmdir(name, dir_fd=folder)


def close(descriptor: int) -> None:
    """Close an open file or folder."""
    os.close(descriptor)
