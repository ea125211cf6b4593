"""The keeper: the only way anything is written into a book.

Lock, look, promise (the journal), write the files, commit, forget the promise. Killed anywhere, the next keeper finds
either no promise, and nothing happened, or a promise, and finishes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from ...schema.errors import CarteraError
from ...schema.language import ENGLISH, Language
from ..files.atomic import blob_id, read_file
from ..files.mistakes import NoSuchFile
from ..git.places import find_git_folder
from ..git.reading import ObjectReader
from ..git.repository import Repository, open_repository
from ..git.sparse import list_absent
from .committing import Committer
from .finishing import Finisher, Outcome
from .incoming import Incoming, SavesWait
from .journal import Entry, Journal, PlannedFile
from .late_staging import LateStaging
from .lock import hold_lock
from .stale_locks import free_locks
from .unstaged import Unstaged
from .writes import BookBusy, ChangedOnDisk, CommitMessage, Expected, FileWrite, NotHeld, Receipt, Recovery

if TYPE_CHECKING:
    from .undo import Undone

PATIENCE = 10.0
"""Seconds to wait for another save to end."""
UNHINDERED = 3
"""How often a merge is worked out while saves go on, before they wait for it."""


class Keeper:
    """Saves into one book; safe to use from several threads and beside other processes."""

    def __init__(
        self, root: Path, clock: Callable[[], datetime], *, patience: float = PATIENCE, stages_later: bool = False
    ) -> None:
        """Nothing is opened yet.

        ``stages_later`` tells the user's index a moment after a save, in a thread of its own, or when the keeper is
        closed: where a book has 100,000 records that takes much longer than the commit. It is for a program that lasts.
        """
        self._root = root
        self._late = LateStaging(self.stage) if stages_later else None
        self._clock = clock
        self._patience = patience
        self._reader: ObjectReader | None = None

    @cached_property
    def repository(self) -> Repository:
        """The repository of the book, opened when it is first asked for: reading records needs none.

        Raises ``NoRepository``, ``GitMissing`` and the other mistakes of ``open_repository``.
        """
        return open_repository(self._root)

    @property
    def reader(self) -> ObjectReader:
        """Reads the objects of the repository; closed with the keeper."""
        if self._reader is None:
            self._reader = ObjectReader(self.repository.git)
        return self._reader

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the git that answers questions; the next save starts another. What the index must still be told, it is."""
        if self._late is not None:
            self._late.finish()
        if self._reader is not None:
            self._reader.close()

    def write(self, writes: Sequence[FileWrite], message: CommitMessage) -> Receipt:
        """Save all of ``writes`` or none, as one commit.

        Raises ``ChangedOnDisk`` where a file is not what was expected, ``BookBusy``, or what the disk said where nothing
        could be written. Otherwise the promise is kept: what hinders the commit for now is in the receipt.
        """
        self.repository  # noqa: B018 (opened now, so that nothing is promised that git could not take)
        with self.locked():
            before = self._finish()
            entry = self._accept(writes, message)
            after = self._finish()
            if entry.number in after.failed and _is_untouched(self, entry):
                self._journal.drop(entry)
                raise after.failed[entry.number]
        if self._late is not None:
            self._late.ask()
        return _receipt(entry, before, after)

    def bring_in(self, prepare: Callable[[], Incoming | None]) -> Receipt | None:
        """Merge what ``prepare`` works out; None where it finds nothing to bring in.

        Saves go on while it is worked out, and where one moved the branch it is worked out again; only who is overtaken
        again and again lets saves wait. Like a save it is finished after a crash, or nothing has happened. Raises
        ``SavesWait`` where a save cannot be committed now, and otherwise as ``write``.
        """
        self.repository  # noqa: B018 (as in ``write``)
        for _ in range(UNHINDERED):
            incoming = prepare()
            if incoming is None:
                return None
            with self.locked():
                before = self._ready()
                if self.reader.resolve("HEAD") == incoming.merge.local:
                    return self._take(incoming, before)
        with self.locked():
            before = self._ready()
            incoming = prepare()
            return self._take(incoming, before) if incoming is not None else None

    def recover(self, *, waits: bool = True) -> Recovery:
        """Finish what a killed process or an obstacle left; call it when a book is opened.

        What hinders it is in the answer, as a book is read on a full disk too. Without ``waits`` it is left to who saves
        now: they finish it with their own. Raises ``BookBusy`` where they take too long.
        """
        folder = find_git_folder(self._root)
        if folder is None:
            return Recovery()
        with suppress(CarteraError):  # where a lock is in the way, the commit says so
            free_locks(self._root, folder)
        if self._journal.is_empty() and not self._unstaged.paths():
            return Recovery()
        try:
            with hold_lock(self._folder, self._patience if waits else 0):
                done = self._finish_what_was_left()
        except BookBusy:
            if waits:
                raise
            return Recovery()
        except CarteraError as error:
            return Recovery(pending=error.sentence, hint=error.hint)
        return Recovery(
            commits=tuple(done.commits.values()),
            pending=done.error.sentence if done.error else None,
            hint=done.error.hint if done.error else None,
            conflicts=tuple(done.conflicts),
            damaged=tuple(done.damaged),
        )

    def stage(self) -> None:
        """Tell the user's index of all commits it does not know yet, if it is free."""
        if find_git_folder(self._root) is not None and self._unstaged.paths():
            with self.locked():
                self._unstaged.retry(self._committer.stage)

    def undo(self, language: Language = ENGLISH) -> Undone:
        """Take back this person's newest change that still stands; the commit says so in ``language``.

        Raises ``NothingToUndo``, ``ChangedSince`` and others: see ``undo.undo``.
        """
        from .undo import undo

        return undo(self, language)

    def redo(self, language: Language = ENGLISH) -> Undone:
        """Make again what this person undid last. Raises ``NothingToRedo`` and others: see ``undo.redo``."""
        from .undo import redo

        return redo(self, language)

    def read(self, path: str) -> bytes | None:
        """Return what the file at ``path`` holds now; None where there is none."""
        try:
            return read_file(self._root, path)
        except NoSuchFile:
            return None

    def pending(self) -> tuple[str, ...]:
        """Return the subjects of saves that wait for their commit, oldest first."""
        if find_git_folder(self._root) is None:
            return ()
        entries = (self._journal.read(name) for name in self._journal.names())
        return tuple(entry.message.subject for entry in entries if entry is not None)

    @cached_property
    def _folder(self) -> Path:
        """Where the lock and the journal lie, found without starting git."""
        return (find_git_folder(self._root) or self.repository.folder) / "cartera"

    @cached_property
    def _journal(self) -> Journal:
        return Journal(self._folder / "journal")

    @cached_property
    def _unstaged(self) -> Unstaged:
        return Unstaged(self._folder)

    @cached_property
    def _committer(self) -> Committer:
        return Committer(self.repository, self.reader, self._clock)

    @cached_property
    def _finisher(self) -> Finisher:
        return Finisher(self.repository, self._committer, self._journal, self._unstaged)

    def _finish_what_was_left(self) -> Outcome:
        """Finish the saves, and around them what is only in the way: that waits for a better disk."""
        with suppress(CarteraError):
            self._finisher.tidy()
        done = self._finish()
        with suppress(CarteraError):
            self._unstaged.retry(self._committer.stage)
        return done

    def _finish(self) -> Outcome:
        return self._finisher.finish(stage=self._late is None)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Let every save and every exchange wait for the block. Raises ``BookBusy``."""
        with hold_lock(self._folder, self._patience):
            yield

    def _ready(self) -> Outcome:
        """Commit what waits, so that a merge starts from all there is. Raises ``SavesWait``."""
        before = self._finish()
        if before.error is not None:
            raise SavesWait(before.error.sentence)
        self._finisher.tidy()
        return before

    def _take(self, incoming: Incoming, before: Outcome) -> Receipt:
        entry = self._journal.add(incoming.message, self._clock(), incoming.files, incoming.merge)
        after = self._finish()
        if entry.number in after.failed and _is_untouched(self, entry):
            self._journal.drop(entry)
            raise after.failed[entry.number]
        return _receipt(entry, before, after)

    def _accept(self, writes: Sequence[FileWrite], message: CommitMessage) -> Entry:
        """Check that every file is what was expected and promise the rest."""
        found = {write.path: self.read(write.path) for write in writes}
        changed = [write.path for write in writes if not _is_as_expected(write.expected, found[write.path])]
        if changed:
            raise ChangedOnDisk(changed)
        fresh = {write.path for write in writes if found[write.path] is None and write.content is not None}
        taken = sorted(fresh & list_absent(self._root)) if fresh else []
        if taken:
            raise NotHeld(taken)
        files = [PlannedFile(write.path, found[write.path], write.content) for write in writes]
        return self._journal.add(message, self._clock(), files)


def tidy(keeper: Keeper) -> None:
    """Remove what killed programs left half-written; none of it was promised."""
    keeper.repository  # noqa: B018 (as in ``write``)
    with keeper.locked():
        keeper._finisher.tidy()


def _is_untouched(keeper: Keeper, entry: Entry) -> bool:
    return all(keeper.read(file.path) == file.before for file in entry.files)


def _is_as_expected(expected: str | Expected, found: bytes | None) -> bool:
    if expected is Expected.ANYTHING:
        return True
    if found is None or expected is Expected.ABSENT:
        return found is None and expected is Expected.ABSENT
    return blob_id(found) == expected


def _receipt(entry: Entry, before: Outcome, after: Outcome) -> Receipt:
    """Return what became of ``entry`` in the pass ``after`` it was promised, and what that and the one before met."""
    conflicts = tuple(dict.fromkeys([*before.conflicts, *after.conflicts]))
    damaged = (*before.damaged, *after.damaged)
    if after.error is None or entry.number in after.commits or entry.number in after.closed:
        return Receipt(after.commits.get(entry.number), conflicts=conflicts, damaged=damaged)
    return Receipt(None, after.error.sentence, after.error.hint, conflicts, damaged)
