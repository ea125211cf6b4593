"""A colleague's clone of a book: every file byte for byte, no link made, no filter run, and git set up to merge records."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from ..files import disk
from ..files.atomic import write_file
from ..files.paths import safe_path
from ..git.commit import read_author
from ..git.comparing import compare_trees
from ..git.exchange import Exchange, Outcome, clone, stand_on_the_only_branch, without_credentials
from ..git.mistakes import NoIdentity
from ..git.places import BOOK_FILE
from ..git.reading import ObjectReader
from ..git.repository import Repository, open_repository
from ..git.staging import without_filters
from ..git.trees import FILE
from .merging import EMPTY_TREE
from .mistakes import AccessDenied, FolderNotEmpty, NoSuchRemoteRepository, NotABookThere, RemoteUnreachable
from .setup import set_up

_AT_ONCE = 2000
"""Files read into memory before they are written."""


@dataclass(frozen=True, slots=True)
class Cloned:
    """What a clone gave."""

    root: Path
    """The new book."""
    files: int
    """How many files were written."""
    left_out: tuple[str, ...]
    """Links, embedded repositories and names that are not safe: they are in history and not on the disk."""
    has_identity: bool
    """Whether git knows who will write here."""


def clone_book(address: str, folder: Path) -> Cloned:
    """Clone the book at ``address`` into ``folder``.

    Raises ``FolderNotEmpty``, ``NotABookThere``, ``NoSuchRemoteRepository``, ``AccessDenied`` or ``RemoteUnreachable``;
    nothing is left behind then.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderNotEmpty(str(folder))
    local = Path(address).expanduser()
    exchange = clone(str(local.absolute()) if local.exists() else address, folder)
    if exchange.outcome is not Outcome.DONE:
        _raise(exchange, address)
    try:
        repository = open_repository(folder)
        with ObjectReader(repository.git) as reader:
            files, left_out = _write_files(repository, reader, _require_book(repository, reader, address))
        repository.git.ask("read-tree", "HEAD", extra=without_filters(repository))
        set_up(repository)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Cloned(folder.absolute(), files, left_out, _has_identity(repository))


def _require_book(repository: Repository, reader: ObjectReader, address: str) -> str:
    """Return the commit to write out. Raises ``NotABookThere`` where it holds no book."""
    head = reader.resolve("HEAD") or stand_on_the_only_branch(repository.git)
    if head is None or reader.find(f"HEAD:{BOOK_FILE}") is None:
        raise NotABookThere(without_credentials(address))
    return head


def _write_files(repository: Repository, reader: ObjectReader, head: str) -> tuple[int, tuple[str, ...]]:
    """Write the files of a commit into an empty folder; return how many, and what was left out."""
    entries = {path: each.after for path, each in compare_trees(repository.git, EMPTY_TREE, head).items() if each.after}
    plain = {path: each for path, each in entries.items() if each.mode in {FILE, "100755"} and safe_path(path)}
    paths = sorted(plain)
    for start in range(0, len(paths), _AT_ONCE):
        part = paths[start : start + _AT_ONCE]
        contents = reader.read_blobs(plain[path].id for path in part)
        for path in part:
            write_file(repository.root, path, contents[plain[path].id], wait=False)
    disk.flush_all()
    return len(paths), tuple(sorted(entries.keys() - plain.keys()))


def _has_identity(repository: Repository) -> bool:
    try:
        read_author(repository.git)
    except NoIdentity:
        return False
    return True


def _raise(exchange: Exchange, address: str) -> None:
    address = without_credentials(address)
    if exchange.outcome is Outcome.NOWHERE:
        raise NoSuchRemoteRepository(address, exchange.words)
    kind = AccessDenied if exchange.outcome is Outcome.DENIED else RemoteUnreachable
    raise kind(address, exchange.words, 0)
