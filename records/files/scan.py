"""List the record files of a book, and what lies among them that must not be opened.

Only plain files in plain folders count. A symlink, a pipe, a name that shows as another or that some computer cannot have
is a Problem, so that it is seen and does not silently stay behind.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import NamedTuple

from ...schema.dataclass import dataclass, field
from ...schema.late_pattern import late
from ...schema.problems import Problem, Severity
from ...schema.sentences import Sentence, sentence
from .mistakes import NoSuchFile
from .paths import is_plain_name, is_portable_name, safe_path

ENDINGS = (".md", ".yaml", ".yml")
"""What record files end in."""

NOT_RECORDS = frozenset(
    ("templates", "schema", "rules", "playbooks", "sequences", "surveys", "calendars", "outbox", "reports", "files")
)
"""Folders at the book's root that hold no records."""

SETTINGS_FILES = ("cartera.yaml", "tiers.yaml")
"""Files at the book's root that say what it is."""

ATTACHMENTS = "files"
"""A folder of a client that holds documents, not records."""

_BY_NAME = attrgetter("name")
_USUAL_NAME = late(r"[a-z0-9][a-z0-9_-]{7,240}(?:\.[a-z]{2,4})?")
"""Names that need no further look; no reserved one is so long without a dot."""

_USUAL_FOLDER = late(r"[a-z0-9][a-z0-9_-]{0,240}")


class FoundFile(NamedTuple):
    """One candidate for a record, and by what the cache knows that it has not changed.

    A tuple, as a book has 100,000 of them: a frozen dataclass takes three times as long to make.
    """

    path: str
    """Relative to the book, with ``/``."""
    size: int
    """In bytes."""
    mtime_ns: int
    """When it was last written."""
    inode: int
    """The file's number on its disk; a replaced file has another."""


@dataclass(slots=True)
class Listing:
    """What was found in a book."""

    files: list[FoundFile] = field(default_factory=list)
    """The candidates, sorted by path."""
    problems: list[Problem] = field(default_factory=list)
    """What was seen and not opened, sorted by path."""


def list_files(root: Path) -> Listing:
    """Walk the book and return its candidates; raises ``NoSuchFile`` where there is no folder ``root``."""
    if not root.is_dir():
        raise NoSuchFile(str(root))
    listing = Listing()
    folders = [""]
    while folders:
        folders += list_folder(str(root), folders.pop(), listing)
    listing.files.sort(key=itemgetter(0))
    listing.problems.sort(key=lambda problem: problem.path)
    return listing


def stat_file(root: Path, path: str) -> FoundFile | None:
    """Return what the disk says about one candidate; None where it is gone or is not to be opened."""
    if not (is_record_path(path) and safe_path(path)):
        return None
    place = root
    try:
        for part in path.split("/"):
            place /= part
            status = place.lstat()
            if stat.S_ISLNK(status.st_mode):
                return None
    except OSError:
        return None
    if not stat.S_ISREG(status.st_mode) or any(_oddity(name, path) for name in path.split("/")):
        return None
    return FoundFile(path, status.st_size, status.st_mtime_ns, status.st_ino)


def is_record_path(path: str) -> bool:
    """Tell whether a file at ``path``, relative to the book, is a candidate for a record."""
    folder, _, name = path.rpartition("/")
    return bool(folder) and name.endswith(ENDINGS) and not name.startswith(".") and is_walked(folder)


def is_settings_path(path: str) -> bool:
    """Tell whether a file at ``path`` says what the book is: its settings, tiers or schema."""
    folder, _, name = path.rpartition("/")
    return path in SETTINGS_FILES or (folder == "schema" and name.endswith(ENDINGS[1:]))


def is_usual_folder(name: str) -> bool:
    """Tell whether a folder of this name, found in a plain folder, is walked without a further look."""
    return _USUAL_FOLDER.fullmatch(name) is not None and is_portable_name(name)


def is_walked(folder: str) -> bool:
    """Tell whether records may lie in or below ``folder``, relative to the book."""
    parts = folder.split("/")
    if folder.startswith(".") or "/." in folder or parts[0] in NOT_RECORDS:
        return False
    return not (len(parts) > 2 and parts[0] == "clients" and parts[2] == ATTACHMENTS)


def list_folder(root: str, folder: str, listing: Listing) -> list[str]:
    """Put the files and oddities of one folder into ``listing`` and return the folders in it to walk."""
    prefix = f"{folder}/" if folder else ""
    if folder and os.path.lexists(f"{root}/{folder}/.git"):
        listing.problems.append(_problem(folder, "embedded-repository", *_EMBEDDED))
        return []
    inner: list[str] = []
    rest: list[os.DirEntry[str]] = []
    usual: set[str] = set()
    try:
        with os.scandir(f"{root}/{folder}") as entries:
            for entry in entries:
                name = entry.name
                if (
                    folder
                    and name.endswith(ENDINGS)
                    and _USUAL_NAME.fullmatch(name)
                    and entry.is_file(follow_symlinks=False)
                ):
                    _list_file(entry, prefix + name, listing)
                    usual.add(name)
                elif name[0] != ".":
                    rest.append(entry)
            for entry in sorted(
                rest, key=_BY_NAME
            ):  # so that of two names too alike it is always the same that is told
                _list_other(entry, prefix, inner, usual, listing)
    except FileNotFoundError:
        pass  # gone since the folder above was read, as if it had never been there
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = sentence("The folder cannot be read: {reason}.", reason=reason)
        listing.problems.append(_problem(folder, "unreadable-folder", message, _PERMISSIONS))
    return inner


def _list_other(entry: os.DirEntry[str], prefix: str, inner: list[str], seen: set[str], listing: Listing) -> None:
    """Put an entry where it belongs that is no plain file with a usual name: a folder, a symlink, an odd name."""
    name, path = entry.name, prefix + entry.name
    is_folder = entry.is_dir(follow_symlinks=False)
    if entry.is_symlink():
        listing.problems.append(_problem(path, "symlink", *_SYMLINK))
        return
    if not (is_walked(path) if is_folder else is_record_path(path)):
        return
    folded = unicodedata.normalize("NFC", name).casefold()
    if folded in seen:
        listing.problems.append(_problem(path, "twin-name", *_TWIN, severity=Severity.WARNING))
    seen.add(folded)
    oddity = None if _USUAL_NAME.fullmatch(name) else _oddity(name, path)
    if oddity:
        listing.problems.append(oddity)
    elif is_folder:
        inner.append(path)
    elif not entry.is_file(follow_symlinks=False):
        listing.problems.append(_problem(path, "not-a-file", *_NOT_A_FILE))
    else:
        _list_file(entry, path, listing)


def _list_file(entry: os.DirEntry[str], path: str, listing: Listing) -> None:
    try:
        status = entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return  # gone since the folder was read, as if it had never been there
    listing.files.append(FoundFile(path, status.st_size, status.st_mtime_ns, status.st_ino))


def _oddity(name: str, path: str) -> Problem | None:
    if not is_plain_name(name) or not safe_path(path):
        return _problem(path, "unsafe-name", *_UNSAFE)
    return None if is_portable_name(name) else _problem(path, "reserved-name", *_RESERVED)


def _problem(
    path: str, code: str, message: Sentence, hint: Sentence, *, severity: Severity = Severity.ERROR
) -> Problem:
    return Problem(path, code, message, severity, hint=hint)


_SYMLINK = (
    sentence("This is a symlink; it is not followed."),
    sentence("Put the file itself there, or remove the link."),
)
_NOT_A_FILE = (
    sentence("This is a pipe, a socket or a device, not a file; it is not opened."),
    sentence("Remove it."),
)
_EMBEDDED = (
    sentence("Another git repository lies in this folder; nothing in it is read."),
    sentence("Move it out of the book."),
)
_UNSAFE = (
    sentence("The name has control or invisible characters, or imitates “.git”; it is not opened."),
    sentence("Rename it with letters, digits and dashes."),
)
_RESERVED = (
    sentence("Windows cannot have this name; it is not opened."),
    sentence("Rename it with letters, digits and dashes."),
)
_TWIN = (
    sentence("Another name in this folder differs only in capitals or in how accents are stored."),
    sentence("Rename one of them: on macOS and Windows they are the same file."),
)
_PERMISSIONS = sentence("Check the permissions of the folder.")
