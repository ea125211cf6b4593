"""Who wrote a value that is in conflict, and when: asked of history only where there is a conflict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from ...schema.record import CONFLICTS
from ...schema.tree import Path
from ..files.parse import Document, read_text
from ..git.log import ChangedFile, LoggedCommit, log
from ..git.reading import ObjectReader
from ..git.run import Git
from ..merge.body import BODY
from ..merge.decisions import Decision, Value
from ..merge.entries import ConflictEntry, Credit, Dispute, read_entries
from ..merge.named_places import named_value


class Authorship:
    """The commits of one side since the histories parted."""

    def __init__(self, git: Git, reader: ObjectReader, head: str, lacking: Sequence[str]) -> None:
        """Look at all files: asked for one, git leaves out branches, and plain git would credit others than a sync."""
        self._git = git
        self._reader = reader
        self._head = head
        self._lacking = tuple(lacking)

    def credit(self, path: str, decision: Decision) -> Credit:
        """Return who made the field what this side has, newest first; nobody where only a merge touched it."""
        touching = self._by_path.get(path, [])
        for commit, file in touching:
            if self._changes(file, decision.path):
                return _credit(commit)
        return _credit(touching[0][0]) if touching else Credit()

    def overwritten(self, path: str, name: str) -> list[tuple[str, Value]]:
        """Return the commits that wrote a field of a record that was there, each with what had stood in it."""
        return [
            (commit.id, _value(before, (name,)))
            for commit, file in self._by_path.get(path, [])
            if file.before is not None and file.after is not None and self._changes(file, (name,))
            if (before := self._read(file.path, file.before)) is not None
        ]

    def has_kept(self, paths: Iterable[str]) -> bool:
        """Tell whether somebody settled the deletion of a record that lay at one of ``paths``, by keeping it."""
        files = [file for path in paths for _, file in self._by_path.get(path, [])]
        edited = [(file.path, file.before, file.after) for file in files if file.before and file.after]
        return any(self._deletions(path, before) - self._deletions(path, after) for path, before, after in edited)

    def has_asked(self, paths: Iterable[str], dispute: Dispute) -> bool:
        """Tell whether a commit put a conflict about this into the record that lay at one of ``paths``, or took it out.

        One that gave the record another name did neither.
        """
        balance: Counter[str] = Counter()
        for commit, file in (each for path in paths for each in self._by_path.get(path, [])):
            for blob, change in ((file.before, -1), (file.after, 1)):
                if blob is not None and any(each.dispute == dispute for each in self._open(file.path, blob)):
                    balance[commit.id] += change
        return any(balance.values())

    def _deletions(self, path: str, blob: str) -> frozenset[Dispute]:
        """Return which deletions a version asks about."""
        return frozenset(entry.dispute for entry in self._open(path, blob) if entry.is_of_presence)

    def _open(self, path: str, blob: str) -> list[ConflictEntry]:
        document = self._read(path, blob)
        return read_entries(document.tree.get(CONFLICTS)) if document is not None else []

    @cached_property
    def _by_path(self) -> dict[str, list[tuple[LoggedCommit, ChangedFile]]]:
        found: dict[str, list[tuple[LoggedCommit, ChangedFile]]] = {}
        for commit in log(self._git, self._head, lacking=self._lacking):
            for file in commit.files:
                found.setdefault(file.path, []).append((commit, file))
        return found

    def _changes(self, file: ChangedFile, path: Path) -> bool:
        if not path or file.before is None or file.after is None:
            return True
        before, after = self._read(file.path, file.before), self._read(file.path, file.after)
        if before is None or after is None:
            return True
        return _value(before, path) != _value(after, path)

    def _read(self, path: str, blob: str) -> Document | None:
        document = read_text(self._reader.read(blob, "blob"), path)
        return document if isinstance(document, Document) else None


def _value(document: Document, path: Path) -> Value:
    return document.body if path == (BODY,) else named_value(document.tree, path)


def _credit(commit: LoggedCommit) -> Credit:
    return Credit(commit.who, commit.when.isoformat())
