"""What can go wrong with a file on disk, one class per mistake, and how the system's error numbers map to them."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from ...schema.errors import NotFound, Refused
from ...schema.sentences import sentence


class DiskFull(Refused):
    """There is no room, or the quota is used up."""

    def __init__(self, path: str) -> None:
        super().__init__(
            sentence("{path} was not saved: the disk is full.", path=path),
            sentence("Make room and save again; the old text is untouched."),
        )


class NotWritable(Refused):
    """The folder or the whole file system may not be written."""

    def __init__(self, path: str) -> None:
        super().__init__(
            sentence("{path} may not be written: the folder or the disk is read-only for this user.", path=path),
            sentence("Check the permissions of the folder."),
        )


class NotReadable(Refused):
    """The file or a folder on the way may not be read."""

    def __init__(self, path: str) -> None:
        super().__init__(
            sentence("{path} may not be read by this user.", path=path),
            sentence("Check the permissions of the file and its folders."),
        )


class NameTooLong(Refused):
    """The file system does not take so long a name."""

    def __init__(self, path: str) -> None:
        super().__init__(
            sentence("The name {path} is longer than the disk allows.", path=path), sentence("Choose a shorter name.")
        )


class UnsafePath(Refused):
    """The path leaves the book, enters git's own folder or cannot be a file name everywhere."""

    def __init__(self, path: str) -> None:
        super().__init__(
            sentence("{path} is not a safe file name for a book.", path=ascii(path)),
            sentence("Names stay inside the book, outside .git, without backslashes or control characters."),
        )


class NotARegularFile(Refused):
    """A symlink, folder, pipe or device stands where a file or a folder should."""

    def __init__(self, path: str) -> None:
        super().__init__(
            sentence("{path} is not a plain file in plain folders.", path=path),
            sentence("Cartera follows no symlinks; put the file itself there."),
        )


class NoSuchFile(NotFound):
    """The file is not there."""

    def __init__(self, path: str) -> None:
        super().__init__(sentence("There is no file {path} in the book.", path=path))


class DiskFailed(Refused):
    """The system answered with an error that is none of the others."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(
            sentence("The disk failed at {path}: {reason}.", path=path, reason=reason),
            sentence("Check the disk, then try again."),
        )


_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_OTHER_SHAPE = {errno.ELOOP, errno.ENOTDIR, errno.EISDIR, errno.ENXIO, errno.EMLINK}


@contextmanager
def told(path: str, *, writing: bool) -> Iterator[None]:
    """Turn every ``OSError`` of the block into the mistake it means for ``path``."""
    try:
        yield
    except OSError as error:
        raise _mistake(error, path, writing=writing) from error


def _mistake(error: OSError, path: str, *, writing: bool) -> Refused | NotFound:
    number = error.errno
    if number in _FULL:
        return DiskFull(path)
    if number in _FORBIDDEN:
        return NotWritable(path) if writing else NotReadable(path)
    if number == errno.ENAMETOOLONG:
        return NameTooLong(path)
    if number in _OTHER_SHAPE:
        return NotARegularFile(path)
    if number == errno.ENOENT:
        return NoSuchFile(path)
    return DiskFailed(path, error.strerror or type(error).__name__)
