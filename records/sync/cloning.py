"""A colleague's clone of a book: every file byte for byte, no link made, no filter run, and git set up to merge records."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from ...schema.dataclass import dataclass
from ...schema.nearest import nearest
from ..files import disk
from ..files.atomic import write_file
from ..files.paths import safe_path
from ..git.commit import read_author
from ..git.comparing import compare_trees
from ..git.exchange import Outcome, clone, stand_on_the_only_branch, without_credentials
from ..git.mistakes import NoIdentity
from ..git.places import BOOK_FILE
from ..git.reading import ObjectReader
from ..git.repository import Repository, open_repository
from ..git.sparse import begin_sparse, quote_pattern, read_sparse
from ..git.staging import read_all
from ..git.trees import FILE, FOLDER, parse_tree
from .merging import EMPTY_TREE
from .mistakes import FolderNotEmpty, NoSuchClientThere, NotABookThere, NothingCloned
from .setup import set_up

CLIENTS = "clients"
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
    absent: int = 0
    """How many files of other clients were not asked for; they are in the book and not here."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of a book a clone shall hold."""

    clients: tuple[str, ...] = ()
    """The clients whose folders it holds, by their folders' names; empty: all. What belongs to no client is always held."""
    depth: int | None = None
    """How many commits of history; None: all."""


WHOLE = Extent()
"""A clone that holds everything."""


def clone_book(address: str, folder: Path, extent: Extent = WHOLE) -> Cloned:
    """Clone the book at ``address`` into ``folder``, whole or a part of it.

    Raises ``FolderNotEmpty``, ``NotABookThere``, ``NoSuchClientThere`` or ``NothingCloned``;
    nothing is left behind then.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderNotEmpty(str(folder))
    local = Path(address).expanduser()
    place = str(local.absolute()) if local.exists() else address
    exchange = clone(place, folder, depth=extent.depth, blobless=bool(extent.clients))
    if exchange.outcome is not Outcome.DONE:
        raise NothingCloned(without_credentials(address), exchange.words)
    try:
        repository = open_repository(folder)
        with ObjectReader(repository.git) as reader:
            head = _require_book(repository, reader, address)
            if extent.clients:
                begin_sparse(repository, _patterns(reader, extent.clients))
            written = _write_files(repository, reader, head)
        read_all(repository)
        set_up(repository)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Cloned(folder.absolute(), len(written.files), written.left_out, _has_identity(repository), written.absent)


def _require_book(repository: Repository, reader: ObjectReader, address: str) -> str:
    """Return the commit to write out. Raises ``NotABookThere`` where it holds no book."""
    head = reader.resolve("HEAD") or stand_on_the_only_branch(repository.git)
    if head is None or reader.find(f"HEAD:{BOOK_FILE}") is None:
        raise NotABookThere(without_credentials(address))
    return head


def _patterns(reader: ObjectReader, words: Sequence[str]) -> list[str]:
    """Return the patterns of a clone that holds some clients. Raises ``NoSuchClientThere``."""
    return ["/*", f"!/{CLIENTS}/*/", *map(pattern_of_client, find_clients(reader, words))]


def pattern_of_client(name: str) -> str:
    """Return the line that asks for a client's folder."""
    return f"/{CLIENTS}/{quote_pattern(name)}/"


def find_clients(reader: ObjectReader, words: Sequence[str]) -> list[str]:
    """Return the folders of the clients that are meant, held here or not. Raises ``NoSuchClientThere``."""
    found = reader.find(f"HEAD:{CLIENTS}")
    entries = parse_tree(found.content) if found is not None and found.kind == "tree" else {}
    names = [os.fsdecode(name) for name, each in entries.items() if each.mode == FOLDER]
    meant = []
    for word in words:
        fitting = [word] if word in names else [each for each in names if word.casefold() in each.casefold()]
        if len(fitting) != 1:
            raise NoSuchClientThere(word, fitting[0] if fitting else nearest(word, names))
        meant.append(fitting[0])
    return meant


@dataclass(frozen=True, slots=True)
class _Written:
    files: list[str]
    left_out: tuple[str, ...]
    absent: int


def _write_files(repository: Repository, reader: ObjectReader, head: str) -> _Written:
    """Write the files of a commit that are asked for into an empty folder; say what was left out."""
    entries = {path: each.after for path, each in compare_trees(repository.git, EMPTY_TREE, head).items() if each.after}
    sparse = read_sparse(repository)
    wanted = {path: each for path, each in entries.items() if sparse is None or sparse.wants(path)}
    plain = {path: each for path, each in wanted.items() if each.mode in {FILE, "100755"} and safe_path(path)}
    paths = sorted(plain)
    for start in range(0, len(paths), _AT_ONCE):
        part = paths[start : start + _AT_ONCE]
        contents = reader.read_blobs(plain[path].id for path in part)
        for path in part:
            write_file(repository.root, path, contents[plain[path].id], wait=False)
    disk.flush_all()
    return _Written(paths, tuple(sorted(wanted.keys() - plain.keys())), len(entries) - len(wanted))


def _has_identity(repository: Repository) -> bool:
    try:
        read_author(repository.git)
    except NoIdentity:
        return False
    return True
