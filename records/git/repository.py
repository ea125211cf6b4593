"""The repository of a book: where it lies, what it is in the middle of, and how a new one begins."""

from __future__ import annotations

import re
from enum import Enum
from pathlib import Path

from ...schema.dataclass import dataclass
from ...schema.sentences import Sentence, sentence
from .mistakes import ForeignRepository, InsideAnotherRepository, NoRepository, UnreadableRepository
from .reading import ObjectReader
from .run import Git, require_git

ATTRIBUTES = b"""\
# Records keep their bytes, and git never merges them line by line: Cartera merges them field by field.
*.md   -text -merge diff=cartera
*.yaml -text -merge diff=cartera
*.yml  -text -merge diff=cartera
*.csv  -text
"""
"""The ``.gitattributes`` of a new book: a clone without Cartera reports a conflict rather than mixing lines."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository whose top folder is a book."""

    root: Path
    """The book's folder, which is the top of the working tree."""
    folder: Path
    """The folder of git for this working tree; ``HEAD`` and the index lie there."""
    common: Path
    """The folder of git with objects and branches; the same as ``folder`` except in an added working tree."""

    @property
    def git(self) -> Git:
        """The git at the root of the book."""
        return Git(self.root)


class Activity(Enum):
    """What a person is in the middle of; a commit of ours would get in the way."""

    MERGE = "merge"
    REBASE = "rebase"
    CHERRY_PICK = "cherry-pick"
    REVERT = "revert"
    BISECT = "bisect"


_MARKS = {
    "rebase-merge": Activity.REBASE,
    "rebase-apply": Activity.REBASE,
    "MERGE_HEAD": Activity.MERGE,
    "CHERRY_PICK_HEAD": Activity.CHERRY_PICK,
    "REVERT_HEAD": Activity.REVERT,
    "BISECT_LOG": Activity.BISECT,
}


@dataclass(frozen=True, slots=True)
class RepositoryState:
    """Where a repository stands at one moment."""

    branch: str | None
    """The short name of the current branch; None while HEAD is detached."""
    head: str | None
    """The id of the current commit; None before the first."""
    activity: Activity | None
    """What a person is in the middle of."""

    @property
    def obstacle(self) -> Sentence | None:
        """Why no commit may be made now; None where one may."""
        if self.activity is not None:
            leave = "reset" if self.activity is Activity.BISECT else "--abort"
            return sentence(
                "a git {activity} is under way; finish it, or leave it with “git {activity} {leave}”",
                activity=self.activity.value,
                leave=leave,
            )
        if self.branch is None:
            return sentence("git stands on no branch; run “git switch” to return to one")
        return None


def open_repository(root: Path) -> Repository:
    """Return the repository whose top folder is ``root``.

    Raises ``GitMissing``, ``GitTooOld``, ``NoRepository``, ``ForeignRepository``, ``InsideAnotherRepository`` or
    ``UnreadableRepository``.
    """
    require_git()
    answer = Git(root).ask(
        "rev-parse",
        "--path-format=absolute",
        "--git-dir",
        "--git-common-dir",
        "--show-object-format",
        "--show-toplevel",
    )
    lines = answer.out.decode("utf-8", "surrogateescape").split("\n")
    if answer.code:
        if "not a git repository" in answer.words:
            raise NoRepository(str(root))
        if "dubious ownership" in answer.words:
            raise ForeignRepository(str(root))
        raise UnreadableRepository(str(root), answer.words)
    folder, common, form, top = lines[:4]
    if Path(top).resolve() != root.resolve():
        raise InsideAnotherRepository(str(root), top)
    if form != "sha1":
        raise UnreadableRepository(str(root), sentence("its objects are named by {form}", form=form))
    return Repository(root, Path(folder), Path(common))


def read_state(repository: Repository, reader: ObjectReader) -> RepositoryState:
    """Return where the repository stands now."""
    activity = next((what for name, what in _MARKS.items() if (repository.folder / name).exists()), None)
    return RepositoryState(_branch(repository), reader.resolve("HEAD"), activity)


def initialise(folder: Path, *, nested: bool = False) -> Repository:
    """Put ``folder`` under git, on the branch ``main``, without committing; one that already is stays as it is.

    Within another repository it is refused unless that one ignores the folder or ``nested`` is asked for.
    Raises ``InsideAnotherRepository``, ``GitMissing``, ``GitTooOld`` or ``GitFailed``.
    """
    require_git()
    outer = _outer_repository(next(place for place in (folder, *folder.absolute().parents) if place.is_dir()))
    if outer is not None and outer.resolve() == folder.resolve():
        return open_repository(folder)
    if outer is not None and not nested and not _is_ignored(outer, folder):
        raise InsideAnotherRepository(str(folder), str(outer))
    folder.mkdir(parents=True, exist_ok=True)
    Git(folder).run("init", "--quiet", "--initial-branch=main", "--object-format=sha1", "--template=", ".")
    return open_repository(folder)


def _outer_repository(folder: Path) -> Path | None:
    answer = Git(folder).ask("rev-parse", "--show-toplevel")
    return None if answer.code else Path(answer.out.decode("utf-8", "surrogateescape").rstrip("\n"))


def _is_ignored(outer: Path, folder: Path) -> bool:
    """Tell whether the repository ``outer`` ignores ``folder``."""
    place = folder.resolve().relative_to(outer.resolve())
    literal_not_known = {"GIT_LITERAL_PATHSPECS": "0"}  # check-ignore takes paths, and refuses to be told so
    return Git(outer).ask("check-ignore", "--quiet", "--", f"./{place}/", extra=literal_not_known).code == 0


def _branch(repository: Repository) -> str | None:
    head = (repository.folder / "HEAD").read_text("utf-8", "replace")
    match = re.match(r"ref: refs/heads/(.+)", head)
    return match[1] if match else None
