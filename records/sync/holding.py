"""Getting more clients into a clone that holds only some: their files written byte for byte, and git told they are here.

Killed anywhere it leaves a clone that is sound and holds some of it: the files come first, then the index, then the patterns
by which later exchanges know what is wanted; done again, it goes on.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from ...schema.dataclass import dataclass
from ...schema.errors import Refused
from ...schema.sentences import sentence
from ..files import disk
from ..files.atomic import write_file
from ..files.paths import safe_path
from ..git.comparing import compare_trees
from ..git.reading import ObjectReader
from ..git.repository import Repository
from ..git.sparse import end_sparse, list_absent, mark_held, read_sparse, widen_sparse
from ..git.staging import without_filters
from ..git.trees import FILE, TreeEntry
from ..saving.keeper import Keeper
from .cloning import CLIENTS, find_clients, pattern_of_client
from .merging import EMPTY_TREE

_AT_ONCE = 2000
"""Files read into memory before they are written."""
_PLAIN = frozenset({FILE, "100755"})


@dataclass(frozen=True, slots=True)
class Held:
    """What a clone holds now that it did not before."""

    clients: tuple[str, ...]
    """The clients, by the names of their folders; empty where everything was asked for."""
    files: tuple[str, ...]
    """The files that were written."""


class IndexHeld(Refused):
    """Another git holds the index, so it cannot be told what is here."""

    def __init__(self) -> None:
        super().__init__(
            sentence("Another git is at work in this book; the files are here, but git was not told."),
            sentence("Do it again when it has ended."),
        )


def absent_clients(ids: Iterable[str]) -> tuple[str, ...]:
    """Return the clients of which something is not here, by their folders, from the ids of absent records."""
    parts = (each.split("/") for each in ids)
    return tuple(sorted({each[1] for each in parts if each[0] == CLIENTS and len(each) > 2}))


def hold_clients(keeper: Keeper, words: Sequence[str] = ()) -> Held:
    """Get the clients that ``words`` name into a clone that lacks them; everything where none is named.

    Raises:
        BookBusy: others are writing all the time.
        IndexHeld: another git is.
        NoSuchClientThere: the book has no such client.
        ObjectsElsewhere: the server has their files, and it does not answer.

    """
    repository, reader = keeper.repository, keeper.reader
    clients = tuple(find_clients(reader, words))
    if read_sparse(repository) is None:
        return Held(clients, ())
    # What must come from the server does before anybody has to wait for it.
    reader.read_blobs(each.id for each in _missing(repository, clients).values())
    with keeper.locked():
        missing = _missing(repository, clients)
        written = _write(repository, reader, missing)
        if not mark_held(repository, missing, without_filters(repository)):
            raise IndexHeld
        if clients:
            widen_sparse(repository, map(pattern_of_client, clients))
        else:
            end_sparse(repository)
    return Held(clients, tuple(written))


def _missing(repository: Repository, clients: Sequence[str]) -> dict[str, TreeEntry]:
    """Return the files of some clients, or of all, that are in the book and not asked for here."""
    absent = list_absent(repository.root)
    folders = tuple(f"{CLIENTS}/{each}/" for each in clients)
    found = compare_trees(repository.git, EMPTY_TREE, "HEAD")
    entries = {path: each.after for path, each in found.items() if each.after is not None and each.after.mode in _PLAIN}
    wanted = (path for path in sorted(absent) if not folders or path.startswith(folders))
    return {path: entries[path] for path in wanted if path in entries and safe_path(path)}


def _write(repository: Repository, reader: ObjectReader, missing: dict[str, TreeEntry]) -> list[str]:
    """Write files where none stands; what somebody has put there meanwhile is theirs, and git shows it as changed."""
    paths = [each for each in missing if not os.path.lexists(repository.root / each)]
    for start in range(0, len(paths), _AT_ONCE):
        part = paths[start : start + _AT_ONCE]
        contents = reader.read_blobs(missing[path].id for path in part)
        for path in part:
            write_file(repository.root, path, contents[missing[path].id], wait=False)
    disk.flush_all()
    return paths
