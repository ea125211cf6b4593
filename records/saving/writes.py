"""What is asked of a save and what it answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from ...schema.dataclass import dataclass
from ...schema.errors import Refused
from ...schema.sentences import Sentence, plural, sentence
from ..git.run import clean

TRAILERS = "Cartera-"
"""Begins the name of every trailer of ours; a commit with one was made by Cartera."""
RECORD_TRAILER = "Cartera-Record"
"""Names the record a commit is about."""
SAVE_TRAILER = "Cartera-Save"
"""Marks a commit as one of ours where it is about no single record."""
BEGINS_TRAILER = "Cartera-Begins"
"""Marks the commit a book began with; it is never taken back."""
UNDOES_TRAILER = "Cartera-Undoes"
"""Names the commit whose change this one takes back."""
REDOES_TRAILER = "Cartera-Redoes"
"""Names the commit whose change this one makes again."""


class Expected(Enum):
    """What a file must be where no one version of it is meant."""

    ABSENT = "absent"
    """It must not be there: the write creates it."""
    ANYTHING = "anything"
    """It may be there or not: what stands there is replaced unseen."""


@dataclass(frozen=True, slots=True)
class FileWrite:
    """One file of a save."""

    path: str
    """Relative to the book, with ``/``."""
    content: bytes | None
    """Its new bytes; None removes it."""
    expected: str | Expected
    """The blob id of the file the person saw, or what must hold instead."""


@dataclass(frozen=True, slots=True)
class CommitMessage:
    """What a commit says."""

    subject: str
    """One line for people; line breaks and control characters are taken out."""
    trailers: tuple[tuple[str, str], ...] = ()
    """``("Cartera-Record", "clients/acme/client")`` and the like, one line each."""

    def text(self) -> str:
        """Return the whole message; one without a trailer is marked as ours all the same."""
        trailers = self.trailers or ((SAVE_TRAILER, "1"),)
        lines = [f"{_one_line(name)}: {_one_line(value)}" for name, value in trailers]
        return "\n".join([_one_line(self.subject) or "Cartera", "", *lines, ""])


@dataclass(frozen=True, slots=True)
class Conflict:
    """A file changed outside while a save of it waited, in the same fields."""

    path: str
    """The file, relative to the book."""
    fields: tuple[str, ...]
    """The dotted fields that both changed; empty where the whole file is meant."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a save; having one means that nothing of it can be lost any more."""

    commit: str | None
    """The commit it is; None while it waits, or where nothing differed from what was committed already."""
    pending: Sentence | None = None
    """Why it is not committed yet: the file is saved, the journal keeps it."""
    hint: Sentence | None = None
    """What a person can do about that."""
    conflicts: tuple[Conflict, ...] = ()
    """Files changed outside meanwhile, of this save or of one that had waited: the save is kept for history, what the
    file said outside still stands on the disk."""
    damaged: tuple[str, ...] = ()
    """Journal entries the disk gave back unreadable; they were set aside in ``.git/cartera/journal``."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """What was found to finish when a book was opened."""

    commits: tuple[str, ...] = ()
    """Commits of saves that had been waiting."""
    pending: Sentence | None = None
    """Why some still wait."""
    hint: Sentence | None = None
    """What a person can do about that."""
    conflicts: tuple[Conflict, ...] = ()
    """Files changed outside meanwhile: the save is in history, what the file said outside still stands on the disk."""
    damaged: tuple[str, ...] = ()
    """Journal entries the disk gave back unreadable; they were set aside in ``.git/cartera/journal``."""


class ChangedOnDisk(Refused):
    """Files are no longer what the person saw; the caller merges and asks again."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__(
            plural(
                "{paths} changed meanwhile.", "{n} files changed meanwhile: {paths}.", len(paths), paths=_few(paths)
            ),
            sentence("Open it again: nothing was written."),
        )
        self.paths = tuple(paths)
        """The files, relative to the book."""


class NotHeld(Refused):
    """A save would replace files that are in the book and that a sparse clone left out."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__(
            sentence("{paths} is in the book already, but this clone does not hold it.", paths=_few(paths)),
            sentence("Choose another name, or get it first: cartera hold CLIENT"),
        )


class BookBusy(Refused):
    """Another program has been saving into the book for too long."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            sentence(
                "Another Cartera is saving into this book and did not end in {seconds} s.", seconds=round(seconds)
            ),
            sentence("Wait and save again, or look for a cartera that hangs."),
        )


def _few(paths: Sequence[str]) -> str:
    return ", ".join(paths[:3]) + (" …" if len(paths) > 3 else "")


def _one_line(text: str) -> str:
    return clean(re.sub(r"\s+", " ", text)).strip()
