"""Files without fields that both sides changed: both versions stay, until somebody says which is the file."""

from __future__ import annotations

import os
from pathlib import Path

from ...schema.dataclass import dataclass
from ...schema.errors import NotFound
from ...schema.sentences import sentence
from ..book import Book
from ..files.atomic import blob_id, read_file
from ..files.paths import safe_path
from ..git.places import find_git_folder
from ..git.run import Git
from ..merge.copies import COPY_MARK, is_copy, original_of
from ..plan import Plan
from ..saving.unstaged import Unstaged
from ..saving.writes import Expected, FileWrite
from .inbox import Choice
from .resolving import ChoiceImpossible


@dataclass(frozen=True, slots=True)
class FileCopy:
    """The second version of a file, under a name that says so."""

    path: str
    """Where it stands: ``rules/remind.conflict-3fa9c1d2.yaml``."""

    choices = (Choice.KEPT, Choice.OTHER)
    """What can be done about it."""

    @property
    def original(self) -> str:
        """The file it is a version of."""
        return original_of(self.path)


class NoSuchCopy(NotFound):
    """A second version is not there any more."""

    def __init__(self, path: str) -> None:
        super().__init__(
            sentence("There are not two versions of {path}.", path=path),
            sentence("“cartera conflicts” lists what is to be settled."),
        )


def list_copies(root: Path) -> tuple[str, ...]:
    """Return the second versions of files without fields that both sides changed, by path.

    Merges put them into history, so git's index knows them, or is yet to be told; walking the folders of a book of 100,000
    records for them takes ten times as long.
    """
    folder = find_git_folder(root)
    if folder is None:
        return ()
    indexed = Git(root).run("ls-files", "-z")
    paths = indexed.decode("utf-8", "surrogateescape").split("\0") if COPY_MARK.encode() in indexed else []
    found = {each for each in (*paths, *Unstaged(folder / "cartera").paths()) if COPY_MARK in each and is_copy(each)}
    return tuple(sorted(each for each in found if safe_path(each) and os.path.lexists(root / each)))


def find_copy(root: Path, words: str) -> FileCopy | None:
    """Return the second version that is called ``words`` or is one of the file called so; None where there is none.

    Of several versions of one file the first is meant; each is settled by itself.
    """
    return next((FileCopy(each) for each in list_copies(root) if words in {each, original_of(each)}), None)


def plan_copy(book: Book, copy: FileCopy, choice: Choice) -> Plan:
    """Plan which of two versions is the file; the other one goes, and stays in history.

    Raises:
        ChoiceImpossible: two files cannot be one.
        NoSuchCopy: somebody has settled it.

    """
    if choice is Choice.BOTH:
        raise ChoiceImpossible(copy.original)
    other = _content(book.root, copy.path)
    if other is None:
        raise NoSuchCopy(copy.original)
    removal = FileWrite(copy.path, None, blob_id(other))
    subject = sentence("{path}: one of two versions kept", path=copy.original)
    if choice is Choice.KEPT:
        return Plan(subject, extras=(removal,))
    kept = _content(book.root, copy.original)
    expected = Expected.ABSENT if kept is None else blob_id(kept)
    return Plan(subject, extras=(FileWrite(copy.original, other, expected), removal))


def text_of_file(root: Path, path: str) -> str | None:
    """Return what a file says; None where it is not there or is no text."""
    content = _content(root, path)
    try:
        return None if content is None or b"\0" in content else content.decode()
    except UnicodeDecodeError:
        return None


def _content(root: Path, path: str) -> bytes | None:
    return read_file(root, path) if (root / path).is_file() else None
