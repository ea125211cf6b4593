"""What a person wants to know of the repository: branch, remotes, commits, and what was edited without Cartera.

The one place that uses GitPython, to read; it is imported when it is asked for, as it takes longer to import than most
commands take to run. It starts gits of its own (``cat-file``, ``rev-list``), so they get the environment and the settings of
``run.py`` while it works, and only names that come from the repository itself. It is never asked for a diff or a status:
those run the filters that a book's configuration may name.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ...schema.dataclass import dataclass
from ...schema.late_pattern import late
from ...schema.sentences import sentence
from ..files.atomic import blob_id
from ..files.paths import safe_path
from ..files.reader import FileReader
from ..files.refusals import MAX_BYTES
from ..files.scan import is_record_path, list_files
from .mistakes import UnreadableRepository
from .repository import Repository, open_repository
from .run import clean, environment, find_program, settings_for_others
from .sparse import list_absent

if TYPE_CHECKING:
    from git import Blob, Commit, Head, Repo, Tree
    from git.config import GitConfigParser

_PLAIN_FILES = frozenset({0o100644, 0o100755})
_URL = late(r"(?P<scheme>[\w+.-]+://)(?:[^/]*@)?(?P<rest>[^?#]*)")


@dataclass(frozen=True, slots=True)
class Remote:
    """Another repository that the book exchanges commits with."""

    name: str
    """What git calls it, such as ``origin``; cleaned."""
    url: str
    """Where it is, without the name and the password in it; cleaned."""


@dataclass(frozen=True, slots=True)
class Upstream:
    """The branch elsewhere that the current one follows, as it was when it was last fetched."""

    name: str
    """Remote and branch, such as ``origin/main``; cleaned."""
    ahead: int
    """Commits here that are not there."""
    behind: int
    """Commits there that are not here."""


@dataclass(frozen=True, slots=True)
class LastCommit:
    """The commit the book stands on."""

    id: str
    """Its 40 hexadecimal digits."""
    when: datetime
    """When its author made it, with the author's offset."""
    who: str
    """The author's name; cleaned."""
    subject: str
    """Its first line; cleaned."""


@dataclass(frozen=True, slots=True)
class Survey:
    """A repository at one moment."""

    branch: str | None
    """The current branch, cleaned; None where HEAD is on none."""
    upstream: Upstream | None
    """None where the branch follows none, or that one was never fetched."""
    remotes: tuple[Remote, ...]
    """By name."""
    last: LastCommit | None
    """None before the first commit."""
    commits: int
    """How many commits lead to the last one, itself included."""


@dataclass(frozen=True, slots=True)
class OutsideEdits:
    """Record files that differ from the last commit: somebody edited them without Cartera and did not commit."""

    untracked: tuple[str, ...]
    """Files that no commit has, by path."""
    modified: tuple[str, ...]
    """Files that say something else."""
    missing: tuple[str, ...]
    """Files that are gone."""

    @property
    def count(self) -> int:
        """How many files that is."""
        return len(self.untracked) + len(self.modified) + len(self.missing)


def survey(root: Path) -> Survey:
    """Return what there is to know of the repository of the book at ``root``.

    Raises ``NoRepository`` and the other mistakes of ``open_repository``.
    """
    with _opened(open_repository(root)) as repository:
        last = _commit_of(repository)
        return Survey(
            branch=None if repository.head.is_detached else clean(repository.active_branch.name),
            upstream=_upstream(repository, last),
            remotes=_remotes(_own_settings(repository)),
            last=_told(last) if last else None,
            commits=last.count() if last else 0,
        )


def find_outside_edits(root: Path) -> OutsideEdits:
    """Return the record files that differ from the last commit; reads all of them. Raises as ``survey``."""
    with _opened(open_repository(root)) as repository:
        committed = _committed_files(repository)
    found = {each.path: each.size for each in list_files(root).files}
    with FileReader(root) as reader:
        modified = [
            path
            for path, blob in committed.items()
            if path in found and found[path] <= MAX_BYTES and blob_id(reader.read(path)) != blob
        ]
    untracked = tuple(sorted(found.keys() - committed.keys()))
    missing = committed.keys() - found.keys()
    missing -= list_absent(root) if missing else frozenset()
    return OutsideEdits(untracked, tuple(modified), tuple(sorted(missing)))


def clean_url(url: str) -> str:
    """Return a remote's address as it may be shown: without credentials, query and control characters."""
    match = _URL.match(url)
    return clean(f"{match['scheme']}{match['rest']}" if match else url)


@contextmanager
def _opened(place: Repository) -> Iterator[Repo]:
    """Open GitPython on a repository that our own git has found sound; its mistakes become ours."""
    with _our_environment():
        from configparser import Error as ConfigurationError

        from git import Repo
        from git.exc import GitError, ODBError

        try:
            with Repo(place.root, search_parent_directories=False, expand_vars=False) as repository:
                yield repository
        except (GitError, ODBError, ConfigurationError, ValueError, OSError) as error:
            reason = sentence("its contents cannot be read ({kind})", kind=type(error).__name__)
            raise UnreadableRepository(str(place.root), reason) from error


@contextmanager
def _our_environment() -> Iterator[None]:
    """Let every git started meanwhile see what ``run.py`` would give it: GitPython copies the process's environment.

    The environment belongs to the whole process, so this is for commands, not for a program that saves meanwhile.
    """
    before = dict(os.environ)
    ours = {"GIT_PYTHON_GIT_EXECUTABLE": find_program(), "GIT_PYTHON_REFRESH": "quiet", **settings_for_others()}
    _replace_environment(environment(before, ours))
    try:
        yield
    finally:
        _replace_environment(before)


def _replace_environment(wanted: dict[str, str]) -> None:
    for name in os.environ.keys() - wanted.keys():
        del os.environ[name]
    os.environ.update(wanted)


def _commit_of(repository: Repo) -> Commit | None:
    return repository.head.commit if repository.head.is_valid() else None


def _told(commit: Commit) -> LastCommit:
    subject = str(commit.summary)
    return LastCommit(commit.hexsha, commit.authored_datetime, clean(commit.author.name or ""), clean(subject))


def _own_settings(repository: Repo) -> GitConfigParser:
    """Return the repository's own configuration; what it includes from elsewhere is left alone."""
    from git.config import GitConfigParser

    return GitConfigParser([str(Path(repository.common_dir) / "config")], read_only=True, merge_includes=False)


def _remotes(settings: GitConfigParser) -> tuple[Remote, ...]:
    found = []
    for section in settings.sections():
        match = re.fullmatch(r'remote "(.*)"', section, re.DOTALL)
        url = settings.get_value(section, "url", "") if match else ""
        if match and url:
            found.append(Remote(clean(match[1]), clean_url(str(url))))
    return tuple(sorted(found, key=lambda each: each.name))


def _upstream(repository: Repo, last: Commit | None) -> Upstream | None:
    """Return the branch that the current one follows and how far they are apart."""
    if last is None or repository.head.is_detached:
        return None
    there = _followed(repository, repository.active_branch)
    if there is None:
        return None
    name, commit = there
    between = sum(1 for _ in repository.iter_commits(f"{commit.hexsha}..{last.hexsha}"))
    beyond = sum(1 for _ in repository.iter_commits(f"{last.hexsha}..{commit.hexsha}"))
    return Upstream(clean(name), between, beyond)


def _followed(repository: Repo, branch: Head) -> tuple[str, Commit] | None:
    settings = _own_settings(repository)
    section = f'branch "{branch.name}"'
    if not settings.has_section(section):
        return None
    remote = str(settings.get_value(section, "remote", ""))
    merge = str(settings.get_value(section, "merge", "")).removeprefix("refs/heads/")
    wanted = f"{remote}/{merge}"
    found = next((each for each in repository.references if each.path == f"refs/remotes/{wanted}"), None)
    return (wanted, found.commit) if found is not None and remote and merge else None


def _committed_files(repository: Repo) -> dict[str, str]:
    """Return the record files of the last commit with their blobs, by path."""
    last = _commit_of(repository)
    if last is None:
        return {}
    return {
        path: each.hexsha
        for each in _blobs(last.tree)
        if each.mode in _PLAIN_FILES and safe_path(path := str(each.path)) and is_record_path(path)
    }


def _blobs(tree: Tree) -> Iterator[Blob]:
    folders = [tree]
    while folders:
        folder = folders.pop()
        yield from folder.blobs
        folders += folder.trees
