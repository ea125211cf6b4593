"""Undo and redo as a person hears of them: what stands in the way is named by titles and labels."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING

from ..schema.errors import NeedsPerson
from ..schema.sentences import Sentence, sentence
from .git.history import history
from .saving.undo import ChangedSince, Undone
from .saving.writes import Conflict
from .snapshot import Snapshot

if TYPE_CHECKING:
    from .book import Book


class UndoBlocked(NeedsPerson):
    """The same fields were changed after the change that should be taken back or made again."""

    def __init__(self, subject: str, places: tuple[Sentence, ...], who: str) -> None:
        super().__init__(
            sentence(
                "“{subject}” cannot be taken back or made again: {who} changed {places} later.",
                subject=subject,
                places=places,
                who=who,
            ),
            sentence("Take the later change back first, or edit the record by hand: its history shows both values."),
        )


def take_back(book: Book, commit: str = "") -> Undone:
    """Undo the last change, or the one of ``commit``.

    Raises:
        UndoBlocked: the same fields were changed later.
        NothingToUndo: there is nothing to take back.

    """
    try:
        return book.undo(commit)
    except ChangedSince as changed:
        raise _blocked(book, changed) from changed


def make_again(book: Book) -> Undone:
    """Redo what was undone last.

    Raises:
        UndoBlocked: the same fields were changed later.
        NothingToRedo: there is nothing to make again.

    """
    try:
        return book.redo()
    except ChangedSince as changed:
        raise _blocked(book, changed) from changed


def name_conflicts(snapshot: Snapshot, conflicts: Iterable[Conflict]) -> tuple[Sentence, ...]:
    """Return which fields of which records are meant, by title and label; a file that is no record by its path."""
    return tuple(_name(snapshot, each) for each in conflicts)


def _name(snapshot: Snapshot, conflict: Conflict) -> Sentence:
    record = snapshot.at_path(conflict.path)
    if record is None:
        return sentence("{path}", path=conflict.path)
    record_type = snapshot.type_of(record)
    labels = []
    for name in dict.fromkeys(each.partition(".")[0] for each in conflict.fields):
        field = record_type.by_name.get(name)
        labels.append(field.label if field else sentence("the text") if name == "body" else name)
    if not labels:
        return sentence("“{title}”", title=record.title)
    return sentence("{fields} of “{title}”", fields=tuple(labels), title=record.title)


def _blocked(book: Book, changed: ChangedSince) -> UndoBlocked:
    book.refresh()
    newest = [entry.who for each in changed.conflicts[:1] for entry in islice(history(book.root, each.path, 1), 1)]
    return UndoBlocked(changed.subject, name_conflicts(book.snapshot(), changed.conflicts), "".join(newest) or "?")
