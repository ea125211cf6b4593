"""The user's index told of what a commit of ours changed, so that ``git status`` stays clean.

Only our own paths are touched: what the user has staged elsewhere stays staged. While another git holds the index it
is left alone; the caller tries again later.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from .repository import Repository
from .sparse import list_indexed, mark_absent, read_sparse
from .trees import TreeEntry

_GONE = "0" * 40


def stage(repository: Repository, entries: Mapping[str, TreeEntry | None]) -> bool:
    """Put ``entries`` (None: the path is gone) into the index; False where another git holds it, or it cannot be written.

    It is a courtesy to the user's git, after the commit: nothing that hinders it may hinder the save.
    """
    environment = without_filters(repository)
    if not (repository.folder / "index").exists():
        return read_all(repository)
    sparse = read_sparse(repository)
    absent = [path for path, entry in entries.items() if entry and sparse and not sparse.holds(path)]
    lines = b"".join(_index_line(path, entry) for path, entry in entries.items())
    answer = repository.git.ask("update-index", "-z", "--index-info", stdin=lines, extra=environment)
    return answer.code == 0 and mark_absent(repository, absent, environment)


def read_all(repository: Repository) -> bool:
    """Let a new index hold what ``HEAD`` does, and know what a sparse clone left out; False where it cannot be written."""
    environment = without_filters(repository)
    if repository.git.ask("read-tree", "HEAD", extra=environment).code:
        return False
    sparse = read_sparse(repository)
    if sparse is None:
        return True
    absent = [path for path in list_indexed(repository.git) if not sparse.holds(path)]
    return mark_absent(repository, absent, environment)


def without_filters(repository: Repository) -> dict[str, str]:
    """Return the environment in which git runs none of the filters that the repository's own configuration names.

    Whenever git writes the index it looks again at files that changed within the clock's tick, through their filter. What
    the person's own configuration names, such as large-file storage, stays.
    """
    if not _may_have_filters(repository):
        return {}
    answer = repository.git.ask("config", "--show-scope", "--null", "--name-only", "--get-regexp", r"^filter\.")
    parts = answer.out.decode("utf-8", "surrogateescape").split("\0")
    keys = [key for scope, key in zip(parts[::2], parts[1::2], strict=False) if scope in {"local", "worktree"}]
    settings = {"GIT_CONFIG_COUNT": str(len(keys))}
    for number, key in enumerate(keys):
        settings[f"GIT_CONFIG_KEY_{number}"] = key
        settings[f"GIT_CONFIG_VALUE_{number}"] = "false" if key.endswith(".required") else ""
    return settings


def _may_have_filters(repository: Repository) -> bool:
    """Tell whether asking git is worth its time: hardly any book's configuration speaks of filters or other files."""
    for file in (repository.common / "config", repository.folder / "config.worktree"):
        with suppress(FileNotFoundError):
            content = file.read_bytes().lower()
            if b"filter" in content or b"include" in content:
                return True
    return False


def _index_line(path: str, entry: TreeEntry | None) -> bytes:
    mode, name = (entry.mode, entry.id) if entry else ("0", _GONE)
    return f"{mode} {name}\t{path}\0".encode("utf-8", "surrogateescape")
