"""One pass over the journal: the disk and the branch brought to what was promised.

The same pass ends a save that was just accepted, one whose process was killed, and one that waited for a rebase to end.
A promise that cannot be kept yet holds up only those that write the same files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress

from ...schema.dataclass import dataclass, field
from ...schema.errors import CarteraError
from ..files import disk
from ..files.atomic import read_file, remove_file, remove_leftovers, write_file
from ..files.mistakes import NoSuchFile
from ..files.paths import parents
from ..git.ancestry import is_ancestor
from ..git.commit import is_in_history
from ..git.mistakes import BranchBusy
from ..git.repository import Repository
from .committing import Committer
from .journal import Entry, Journal, PlannedFile
from .settle import Settled, settle
from .stale_locks import free_locks
from .unstaged import Unstaged
from .writes import Conflict

BULK = 32
"""From this many files on the disk is waited for once, at the end: the journal has them all."""


@dataclass(slots=True)
class Outcome:
    """What one pass did."""

    commits: dict[int, str] = field(default_factory=dict)
    """The commit made of each entry, by the entry's number."""
    closed: set[int] = field(default_factory=set)
    """The numbers of the entries that are done with."""
    failed: dict[int, CarteraError] = field(default_factory=dict)
    """Why a file of an entry could not be written, by the entry's number."""
    error: CarteraError | None = None
    """Why something waits; None when all promises are kept."""
    conflicts: list[Conflict] = field(default_factory=list)
    """Files that had changed outside."""
    damaged: list[str] = field(default_factory=list)
    """Entries that could not be read."""


@dataclass(frozen=True, slots=True)
class _File:
    """One path of the entries."""

    steps: tuple[PlannedFile, ...]
    """What the entries do to it, oldest first."""
    found: bytes | None
    """What the disk held when it was looked at."""
    settled: Settled
    """What becomes of it."""

    @property
    def is_done(self) -> bool:
        """Whether the disk holds already what it shall hold."""
        return self.found == self.settled.on_disk

    @property
    def leaves_for_a_merge(self) -> bool:
        """Whether it goes, and what a merge brings may come in its place: a folder of its name, or a file of its folder's."""
        return self.settled.on_disk is None and self.steps[-1].is_brought


class Finisher:
    """Keeps the promises of one book; used under its lock."""

    def __init__(self, repository: Repository, committer: Committer, journal: Journal, unstaged: Unstaged) -> None:
        self._repository = repository
        self._committer = committer
        self._journal = journal
        self._unstaged = unstaged

    def finish(self, *, stage: bool) -> Outcome:
        """Do all that can be done now; ``stage`` says whether the user's index is told at once."""
        outcome = Outcome()
        try:
            try:
                self._pass(outcome, stage=stage)
            except BranchBusy:
                if not free_locks(self._repository.root, self._repository.folder):
                    raise
                self._pass(outcome, stage=stage)
        except CarteraError as error:
            outcome.error = error
        return outcome

    def tidy(self) -> None:
        """Remove half-written files that a killed process left."""
        self._journal.tidy()
        entries = (self._journal.read(name) for name in self._journal.names())
        paths = {file.path for entry in entries if entry for file in entry.files}
        for folder in {path.rpartition("/")[0] for path in paths}:
            with suppress(CarteraError):  # whatever stands there now instead of the folder is not ours
                remove_leftovers(self._repository.root, f"{folder}/any" if folder else "any")
        objects = self._repository.common / "objects"
        for folder_of_objects in objects.iterdir():
            if len(folder_of_objects.name) == 2:
                remove_leftovers(objects, f"{folder_of_objects.name}/any")

    def _pass(self, outcome: Outcome, *, stage: bool) -> None:
        entries = self._open_entries(outcome, stage=stage)
        files = self._settle(entries)
        waiting = _waiting(entries, self._apply(files), outcome)
        outcome.conflicts.extend(_conflicts(files))
        if stage:
            self._unstaged.retry(self._committer.stage)
        self._commit(entries, files, waiting, outcome, stage=stage)

    def _open_entries(self, outcome: Outcome, *, stage: bool) -> list[Entry]:
        """Return the entries that are not in history yet; those that are, are dropped."""
        entries = []
        for name in self._journal.names():
            entry = self._journal.read(name)
            if entry is None:
                self._journal.set_aside(name)
                outcome.damaged.append(name)
            elif self._is_done(entry):
                self._close(entry, stage=stage)
            else:
                entries.append(entry)
        return entries

    def _is_done(self, entry: Entry) -> bool:
        """Tell whether the branch has what an entry promised."""
        git = self._repository.git
        if entry.merge is not None:
            return is_ancestor(git, entry.merge.upstream, "HEAD")
        return entry.commit is not None and is_in_history(git, entry.commit)

    def _settle(self, entries: Sequence[Entry]) -> dict[str, _File]:
        """Return for each path what the disk holds now and what becomes of it."""
        steps: defaultdict[str, list[PlannedFile]] = defaultdict(list)
        for entry in entries:
            for file in entry.files:
                steps[file.path].append(file)
        leaving = {path for path, chain in steps.items() if chain[-1].after is None}
        emptied = {folder for path in leaving for folder in parents(path)}
        return {
            path: self._settle_path(
                path, tuple(chain), is_blocked=path in emptied or any(each in leaving for each in parents(path))
            )
            for path, chain in steps.items()
        }

    def _settle_path(self, path: str, steps: tuple[PlannedFile, ...], *, is_blocked: bool = False) -> _File:
        """Return what becomes of one path; ``is_blocked``: what stands in its place now goes in the same pass."""
        try:
            found = self._read(path)
            return _File(steps, found, settle(steps, found))
        except CarteraError:  # a symlink or the like took its place: the save goes into history alone
            if is_blocked:
                return _File(steps, None, settle(steps, None))
            last = steps[-1].after
            return _File(steps, last, Settled(last, tuple(step.after for step in steps), ("",)))

    def _read(self, path: str) -> bytes | None:
        try:
            return read_file(self._repository.root, path)
        except NoSuchFile:
            return None

    def _apply(self, files: dict[str, _File]) -> dict[str, CarteraError]:
        """Write what the disk shall hold; return the paths where it could not be written, and why.

        Each path is looked at again just before its write, and settled anew in ``files``: writing the others takes time,
        in which somebody else may have written this one.
        """
        undone = [path for path, file in files.items() if not file.is_done]
        paths = sorted(undone, key=lambda path: not files[path].leaves_for_a_merge)
        wait = len(paths) < BULK
        failed = {}
        for path in paths:
            file = files[path] = self._settle_path(path, files[path].steps)
            try:
                if not file.is_done:
                    self._write(path, file.settled.on_disk, wait=wait)
            except CarteraError as error:
                failed[path] = error
        if not wait:
            disk.flush_all()
        return failed

    def _write(self, path: str, content: bytes | None, *, wait: bool) -> None:
        if content is None:
            remove_file(self._repository.root, path, wait=wait)
        else:
            write_file(self._repository.root, path, content, wait=wait)

    def _commit(
        self,
        entries: Sequence[Entry],
        files: Mapping[str, _File],
        waiting: set[int],
        outcome: Outcome,
        *,
        stage: bool,
    ) -> None:
        """Commit each entry, oldest first, but those that wait."""
        contents = {path: iter(file.settled.in_commits) for path, file in files.items()}
        for entry in entries:
            content = {file.path: next(contents[file.path]) for file in entry.files}
            if entry.number in waiting:
                continue
            marked, commit = self._committer.commit(entry, content, self._journal)
            if commit is not None:
                outcome.commits[entry.number] = commit
            self._close(marked, stage=stage)
            outcome.closed.add(entry.number)

    def _close(self, entry: Entry, *, stage: bool) -> None:
        """Tell the user's index of a committed entry, or note that it must be told later, and drop the entry."""
        paths = [file.path for file in entry.files]
        if entry.merge is not None:
            paths += entry.merge.beside
        if not (stage and self._committer.stage(paths)):
            self._unstaged.add(paths)
        self._journal.drop(entry)


def _conflicts(files: Mapping[str, _File]) -> list[Conflict]:
    """Return the files that had changed outside; where the whole file is meant, no field is named."""
    return [
        Conflict(path, tuple(filter(None, file.settled.conflicts)))
        for path, file in files.items()
        if file.settled.conflicts
    ]


def _waiting(entries: Sequence[Entry], failed: Mapping[str, CarteraError], outcome: Outcome) -> set[int]:
    """Return the numbers of the entries that wait for a file that could not be written, or for each other."""
    blocked = dict(failed)
    waiting = set()
    for entry in entries:
        paths = [file.path for file in entry.files]
        error = next((blocked[path] for path in paths if path in blocked), None)
        if error is not None:
            waiting.add(entry.number)
            blocked.update(dict.fromkeys(paths, error))
            outcome.failed[entry.number] = outcome.error = error
    return waiting
