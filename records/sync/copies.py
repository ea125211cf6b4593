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
from ..merge.copies import is_copy, original_of
from ..plan import Plan
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
    """Return the second versions of files without fields that both sides changed, by path."""
    found = []
    for folder, inner, names in os.walk(root):
        inner[:] = [each for each in inner if each != ".git"]
        place = os.path.relpath(folder, root)
        prefix = "" if place == "." else f"{place}/"
        found += [prefix + each for each in names if is_copy(each) and safe_path(prefix + each)]
    return tuple(sorted(found))


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
