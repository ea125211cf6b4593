"""The user's index told of what a commit of ours changed, so that ``git status`` stays clean.

Only our own paths are touched: what the user has staged elsewhere stays staged. While another git holds the index it
is left alone; the caller tries again later.
"""

from __future__ import annotations

from collections.abc import Mapping

from .repository import Repository
from .trees import TreeEntry

_GONE = "0" * 40


def stage(repository: Repository, entries: Mapping[str, TreeEntry | None]) -> bool:
    """Put ``entries`` (None: the path is gone) into the index; False where another git holds it, or it cannot be written.

    It is a courtesy to the user's git, after the commit: nothing that hinders it may hinder the save.
    """
    if not (repository.folder / "index").exists():
        answer = repository.git.ask("read-tree", "HEAD")
    else:
        lines = b"".join(_index_line(path, entry) for path, entry in entries.items())
        answer = repository.git.ask("update-index", "-z", "--index-info", stdin=lines)
    return answer.code == 0


def _index_line(path: str, entry: TreeEntry | None) -> bytes:
    mode, name = (entry.mode, entry.id) if entry else ("0", _GONE)
    return f"{mode} {name}\t{path}\0".encode()
