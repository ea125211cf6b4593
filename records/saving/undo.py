"""Undo and redo: a new commit that takes one commit's fields back, and leaves alone what changed since.

The stack is in history itself: an undo names the commit it takes back in a trailer, a redo the one it makes again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from ...schema.dataclass import dataclass
from ...schema.errors import NeedsPerson, Refused
from ...schema.language import Language
from ...schema.sentences import Sentence, sentence
from ..files.atomic import blob_id
from ..git.commit import read_author_address
from ..git.log import ChangedFile, LoggedCommit, log
from ..git.run import Git
from ..merge.decisions import Side
from ..merge.records import merge_file
from .writes import (
    BEGINS_TRAILER,
    RECORD_TRAILER,
    REDOES_TRAILER,
    TRAILERS,
    UNDOES_TRAILER,
    ChangedOnDisk,
    CommitMessage,
    Conflict,
    Expected,
    FileWrite,
    Receipt,
)

if TYPE_CHECKING:
    from .keeper import Keeper

LOOK_BACK = 2000
"""How many commits are looked at for one of the person's own."""

_TRIES = 5


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo or redo did."""

    commit: str
    """The commit that was taken back or made again."""
    subject: str
    """What that commit says."""
    paths: tuple[str, ...]
    """The files that changed now."""
    receipt: Receipt
    """The commit that did it, or why that waits."""


class NothingToUndo(Refused):
    """The person has made no change that still stands."""

    def __init__(self) -> None:
        super().__init__(sentence("There is nothing of yours to undo."))


class NothingToRedo(Refused):
    """Nothing was undone, or something else was done since."""

    def __init__(self) -> None:
        super().__init__(sentence("There is nothing to redo."))


class SavesWait(Refused):
    """Saves are not committed yet, so history does not know what came last."""

    def __init__(self, reason: Sentence) -> None:
        super().__init__(sentence("Undo must wait until all that is saved is in history. {reason}", reason=reason))


class ChangedSince(NeedsPerson):
    """The same fields were changed after the change that should be taken back or made again."""

    def __init__(self, subject: str, conflicts: Sequence[Conflict]) -> None:
        places = "; ".join(f"{each.path} {', '.join(each.fields)}".strip() for each in conflicts[:3])
        super().__init__(
            sentence(
                "“{subject}” cannot be taken back or made again: {places} changed since.",
                subject=subject,
                places=places,
            ),
            sentence("Edit the record by hand; its history shows both values."),
        )
        self.subject = subject
        """What the change says that is not taken back."""
        self.conflicts = tuple(conflicts)
        """The files and fields that changed since."""


def undo(keeper: Keeper, language: Language, wanted: str = "") -> Undone:
    """Take back the newest change of this person that still stands, or the one with the commit ``wanted``.

    Raises ``NothingToUndo``, ``ChangedSince``, ``SavesWait``, ``NoIdentity`` or what a save raises.
    """
    _require_committed(keeper)
    for commit in standing(_own_commits(keeper)):
        if wanted and commit.id != wanted:
            continue
        message = _message(sentence("Undo: {subject}", subject=commit.subject), UNDOES_TRAILER, commit, language)
        undone = _apply(keeper, commit, message, lambda file: (file.after, file.before))
        if undone is not None:
            return undone
    raise NothingToUndo


def redo(keeper: Keeper, language: Language) -> Undone:
    """Make again what this person undid last, unless they did something else since.

    Raises ``NothingToRedo`` and otherwise as ``undo``.
    """
    _require_committed(keeper)
    taken_back = last_undone(_own_commits(keeper))
    commit = next((each for each in _own_commits(keeper) if each.id == taken_back), None)
    if commit is None:
        raise NothingToRedo
    message = _message(sentence("Redo: {subject}", subject=commit.subject), REDOES_TRAILER, commit, language)
    redone = _apply(keeper, commit, message, lambda file: (file.before, file.after))
    if redone is None:
        raise NothingToRedo
    return redone


def _require_committed(keeper: Keeper) -> None:
    reason = keeper.recover().pending
    if reason is not None:
        raise SavesWait(reason)


def _own_commits(keeper: Keeper) -> Iterator[LoggedCommit]:
    return own_commits(keeper.repository.git, keeper.reader.resolve("HEAD"))


def own_commits(git: Git, head: str | None) -> Iterator[LoggedCommit]:
    """Yield this person's commits made by Cartera, newest first; never a merge, nor the one the book began with."""
    address = read_author_address(git)
    commits = log(git, head) if head else iter(())
    for commit in islice(commits, LOOK_BACK):
        is_ours = any(name.startswith(TRAILERS) and name != BEGINS_TRAILER for name, _ in commit.trailers)
        if is_ours and commit.address == address and len(commit.parents) == 1:
            yield commit


def standing(commits: Iterator[LoggedCommit]) -> Iterator[LoggedCommit]:
    """Yield the changes that are not taken back; what was said of a commit last counts."""
    decided: dict[str, bool] = {}
    for commit in commits:
        undone, redone = commit.trailer(UNDOES_TRAILER), commit.trailer(REDOES_TRAILER)
        if undone or redone:
            decided.setdefault(undone or redone or "", redone is not None)
        elif decided.get(commit.id, True):
            yield commit


def last_undone(commits: Iterator[LoggedCommit]) -> str | None:
    """Return the id of the commit a redo makes again; None after any new change."""
    redone = set()
    for commit in commits:
        again, back = commit.trailer(REDOES_TRAILER), commit.trailer(UNDOES_TRAILER)
        if again:
            redone.add(again)
        elif back and back not in redone:
            return back
        elif not back:
            return None
    return None


def _message(subject: Sentence, trailer: str, commit: LoggedCommit, language: Language) -> CommitMessage:
    records = [(name, value) for name, value in commit.trailers if name == RECORD_TRAILER]
    return CommitMessage(subject.text(language), (*records, (trailer, commit.id)))


_Turn = Callable[[ChangedFile], tuple[str | None, str | None]]
"""Says of a changed file which blob is left and which is wanted: after and before, or the other way round."""


def _apply(keeper: Keeper, commit: LoggedCommit, message: CommitMessage, turn: _Turn) -> Undone | None:
    """Write what undoes or redoes ``commit``; None where nothing of it is left to do."""
    for attempt in range(_TRIES):
        writes = _plan(keeper, commit, turn)
        if not writes:
            return None
        try:
            receipt = keeper.write(writes, message)
        except ChangedOnDisk:
            if attempt == _TRIES - 1:
                raise
        else:
            return Undone(commit.id, commit.subject, tuple(write.path for write in writes), receipt)
    raise AssertionError


def _plan(keeper: Keeper, commit: LoggedCommit, turn: _Turn) -> list[FileWrite]:
    """Return the writes, against the files as they are now. Raises ``ChangedSince``."""
    writes = []
    conflicts = []
    for file in commit.files:
        write, fields = _plan_file(keeper, file.path, *turn(file))
        if fields is not None:
            conflicts.append(Conflict(file.path, fields))
        elif write is not None:
            writes.append(write)
    if conflicts:
        raise ChangedSince(commit.subject, conflicts)
    return writes


def _plan_file(
    keeper: Keeper, path: str, left: str | None, wanted: str | None
) -> tuple[FileWrite | None, tuple[str, ...] | None]:
    """Return what to write at ``path``, None for nothing, and the fields that changed since, None for none."""
    found = keeper.read(path)
    now = None if found is None else blob_id(found)
    if now == wanted:
        return None, None
    expected = now if now is not None else Expected.ABSENT
    target = _blob(keeper, wanted)
    if now == left:
        return FileWrite(path, target, expected), None
    merged = merge_file(path, _blob(keeper, left), found, target, prefer=Side.OURS)
    if merged.conflicts:
        return None, tuple(conflict.field for conflict in merged.conflicts if conflict.field)
    return (FileWrite(path, merged.content, expected) if merged.content != found else None), None


def _blob(keeper: Keeper, blob: str | None) -> bytes | None:
    return None if blob is None else keeper.reader.read(blob, "blob")
