"""The keeper: the only way anything is written into a book.

Lock, look, promise (the journal), write the files, commit, forget the promise. Killed anywhere, the next keeper finds
either no promise, and nothing happened, or a promise, and finishes it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from ...schema.errors import CarteraError
from ...schema.language import ENGLISH, Language
from ..files import disk
from ..files.atomic import blob_id, read_file, remove_file, remove_leftovers, write_file
from ..files.mistakes import NoSuchFile
from ..git.commit import is_in_history
from ..git.reading import ObjectReader
from ..git.repository import Repository, find_git_folder, open_repository
from .committing import Committer
from .journal import Entry, Journal, PlannedFile
from .lock import hold_lock
from .settle import Settled, settle
from .unstaged import Unstaged
from .writes import ChangedOnDisk, CommitMessage, Conflict, Expected, FileWrite, Receipt, Recovery

if TYPE_CHECKING:
    from .undo import Undone

BULK = 32
"""From this many files on the disk is waited for once, at the end: the journal has them all."""

PATIENCE = 10.0
"""Seconds to wait for another save to end."""


@dataclass(slots=True)
class _Round:
    """What one pass over the journal did."""

    commits: dict[str, str] = field(default_factory=dict)
    """The commit made of each entry, by the entry's number."""
    error: CarteraError | None = None
    """Why the rest waits."""
    conflicts: list[Conflict] = field(default_factory=list)
    """Files that had changed outside."""
    damaged: list[str] = field(default_factory=list)
    """Entries that could not be read."""


class Keeper:
    """Saves into one book; safe to use from several threads and beside other processes."""

    def __init__(self, root: Path, clock: Callable[[], datetime], *, patience: float = PATIENCE) -> None:
        self._root = root
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
        """End the git that answers questions; the next save starts another."""
        if self._reader is not None:
            self._reader.close()

    def write(self, writes: Sequence[FileWrite], message: CommitMessage) -> Receipt:
        """Save all of ``writes`` or none, as one commit.

        Raises ``ChangedOnDisk`` where a file is not what was expected, ``BookBusy``, or what the disk said where nothing
        could be written. Once the promise is on the disk nothing is raised: what hinders the commit is in the receipt.
        """
        self.repository  # noqa: B018 (opened now, so that nothing is promised that git could not take)
        with self._locked():
            self._finish()
            entry = self._accept(writes, message)
            after = self._finish(fresh=entry)
        number = entry.name[:10]
        if after.error is None or number in after.commits:
            return Receipt(after.commits.get(number))
        return Receipt(None, after.error.sentence, after.error.hint)

    def recover(self) -> Recovery:
        """Finish what a killed process or an obstacle left; call it when a book is opened."""
        if find_git_folder(self._root) is None or (self._journal.is_empty() and not self._unstaged.paths()):
            return Recovery()
        with self._locked():
            self._tidy()
            done = self._finish()
        return Recovery(
            commits=tuple(done.commits.values()),
            pending=done.error.sentence if done.error else None,
            hint=done.error.hint if done.error else None,
            conflicts=tuple(done.conflicts),
            damaged=tuple(done.damaged),
        )

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

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with hold_lock(self._folder, self._patience):
            yield

    def _accept(self, writes: Sequence[FileWrite], message: CommitMessage) -> Entry:
        """Check that every file is what was expected and promise the rest."""
        found = {write.path: self.read(write.path) for write in writes}
        changed = [write.path for write in writes if not _is_as_expected(write.expected, found[write.path])]
        if changed:
            raise ChangedOnDisk(changed)
        files = [PlannedFile(write.path, found[write.path], write.content) for write in writes]
        return self._journal.add(message, self._clock(), files)

    def _finish(self, fresh: Entry | None = None) -> _Round:
        """Bring the disk and the branch to what the journal promises.

        ``fresh`` is taken back, and the error raised, where not even its first file could be written.
        """
        done = _Round()
        entries = self._open_entries(done)
        settled = self._settle(entries, done)
        try:
            self._apply(settled)
        except CarteraError as error:
            if fresh is not None and self._is_untouched(fresh):
                self._journal.drop(fresh)
                raise
            done.error = error
            return done
        try:
            self._commit(entries, settled, done)
            self._unstaged.retry(self._committer.stage)
        except CarteraError as error:
            done.error = error
        return done

    def _open_entries(self, done: _Round) -> list[Entry]:
        """Return the entries that are not in history yet; those that are, are dropped."""
        entries = []
        for name in self._journal.names():
            entry = self._journal.read(name)
            if entry is None:
                self._journal.set_aside(name)
                done.damaged.append(name)
            elif entry.commit and is_in_history(self.repository.git, entry.commit):
                self._close(entry)
            else:
                entries.append(entry)
        return entries

    def _settle(self, entries: Sequence[Entry], done: _Round) -> dict[str, tuple[bytes | None, Settled]]:
        """Return for each path what the disk holds now and what becomes of it."""
        steps: defaultdict[str, list[PlannedFile]] = defaultdict(list)
        for entry in entries:
            for file in entry.files:
                steps[file.path].append(file)
        settled = {}
        for path, chain in steps.items():
            found = self.read(path)
            outcome = settle(chain, found)
            settled[path] = (found, outcome)
            if outcome.conflicts:
                done.conflicts.append(Conflict(path, tuple(filter(None, outcome.conflicts))))
        return settled

    def _apply(self, settled: dict[str, tuple[bytes | None, Settled]]) -> None:
        """Write what the disk shall hold."""
        changes = {path: outcome.on_disk for path, (found, outcome) in settled.items() if found != outcome.on_disk}
        wait = len(changes) < BULK
        for path, content in changes.items():
            if content is None:
                remove_file(self._root, path, wait=wait)
            else:
                write_file(self._root, path, content, wait=wait)
        if not wait:
            disk.flush_all()

    def _commit(self, entries: Sequence[Entry], settled: dict[str, tuple[bytes | None, Settled]], done: _Round) -> None:
        """Commit each entry, oldest first."""
        contents = {path: iter(outcome.in_commits) for path, (_, outcome) in settled.items()}
        for entry in entries:
            files = {file.path: next(contents[file.path]) for file in entry.files}
            marked, commit = self._committer.commit(entry, files, self._journal)
            if commit is not None:
                done.commits[entry.name[:10]] = commit
            self._close(marked)

    def _close(self, entry: Entry) -> None:
        """Tell the user's index of a committed entry, or note that it must be told later, and drop the entry."""
        paths = [file.path for file in entry.files]
        if not self._committer.stage(paths):
            self._unstaged.add(paths)
        self._journal.drop(entry)

    def _is_untouched(self, entry: Entry) -> bool:
        return all(self.read(file.path) == file.before for file in entry.files)

    def _tidy(self) -> None:
        """Remove half-written files that a killed process left."""
        self._journal.tidy()
        entries = (self._journal.read(name) for name in self._journal.names())
        paths = {file.path for entry in entries if entry for file in entry.files}
        for path in {path.rpartition("/")[0] + "/any" if "/" in path else "any" for path in paths}:
            with suppress(NoSuchFile):
                remove_leftovers(self._root, path)
        objects = self.repository.common / "objects"
        for folder in objects.iterdir():
            if len(folder.name) == 2:
                remove_leftovers(objects, f"{folder.name}/any")


def _is_as_expected(expected: str | Expected, found: bytes | None) -> bool:
    if expected is Expected.ANYTHING:
        return True
    if found is None or expected is Expected.ABSENT:
        return found is None and expected is Expected.ABSENT
    return blob_id(found) == expected
