"""One accepted save made into one commit, by compare-and-swap on whatever the branch is by then."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from ...schema.errors import Refused
from ...schema.sentences import Sentence, sentence
from ..git.commit import Signing, make_commit, move_branch, read_signing
from ..git.mistakes import BranchBusy
from ..git.objects import ObjectWriter
from ..git.reading import ObjectReader
from ..git.repository import Repository, read_state
from ..git.staging import stage
from ..git.trees import FILE, TreeEntry, change_tree, find_in_tree
from .journal import Entry, Journal, PlannedMerge
from .stale_locks import has_living_git, may_write_index_back

_PLAIN = (FILE, "100755")
_TRIES = 60
"""Each lost race means that somebody else's commit succeeded; so many in a row, in four seconds, that something is wrong."""


class Postponed(Refused):
    """No commit may be made now; the save waits in the journal."""

    def __init__(self, reason: Sentence) -> None:
        super().__init__(sentence("Saved, but not in history yet: {reason}.", reason=reason))


class Committer:
    """Makes commits in one repository."""

    def __init__(self, repository: Repository, reader: ObjectReader, clock: Callable[[], datetime]) -> None:
        self._repository = repository
        self._reader = reader
        self._clock = clock
        self._signing: Signing | None = None

    def commit(self, entry: Entry, contents: Mapping[str, bytes | None], journal: Journal) -> tuple[Entry, str | None]:
        """Commit ``contents`` (path → bytes, None to remove) with the message of ``entry``.

        Returns the entry, marked in the journal, and the commit; None where all of it is committed already. Raises
        ``Postponed``, ``NoIdentity``, ``BranchBusy``, ``GitFailed`` or what writing to the disk raises.
        """
        for attempt in range(_TRIES):
            head, tree = self._current()
            new_tree = self._write_tree(entry, contents, head, tree)
            if new_tree == tree and entry.merge is None:
                return entry, None
            commit = self._make(entry, new_tree, head)
            entry = journal.mark(entry, commit)
            if move_branch(self._repository.git, commit, head, entry.message.subject):
                return entry, commit
            time.sleep(0.002 * attempt)
        raise BranchBusy(sentence("it moved {n} times meanwhile.", n=_TRIES))

    def stage(self, paths: list[str]) -> bool:
        """Tell the user's index what ``HEAD`` holds at ``paths``; False where it is not free, or may be forgotten again.

        ``git commit`` reads the index before it locks it and writes what it read: what was told in between is gone.
        """
        head = self._reader.find("HEAD")
        if head is None:
            return True
        root = self._repository.root
        meets_another = has_living_git(root, may_write_index_back)
        is_told = stage(self._repository, find_in_tree(_tree_of(head.content), paths, self._read))
        return is_told and not meets_another and not has_living_git(root, may_write_index_back)

    def _current(self) -> tuple[str | None, str | None]:
        """Return the current commit and its tree. Raises ``Postponed``."""
        state = read_state(self._repository, self._reader)
        if state.obstacle is not None:
            raise Postponed(state.obstacle)
        return state.head, _tree_of(self._reader.read(state.head, "commit")) if state.head else None

    def _write_tree(
        self, entry: Entry, contents: Mapping[str, bytes | None], head: str | None, tree: str | None
    ) -> str:
        """Return the tree that comes of ``contents`` on the current one, with all its objects written."""
        writer = ObjectWriter(self._repository.git, self._repository.common / "objects")
        if entry.merge is None:
            changes: dict[str, str | TreeEntry | None] = {
                path: None if content is None else writer.add("blob", content) for path, content in contents.items()
            }
        elif head == entry.merge.local:
            return entry.merge.tree
        else:
            changes = self._merge_again(entry.merge, [file.path for file in entry.files], tree, writer)
        new_tree = change_tree(tree, changes, self._read, partial(writer.add, "tree"))
        writer.flush()
        return new_tree

    def _merge_again(
        self, merge: PlannedMerge, paths: list[str], tree: str | None, writer: ObjectWriter
    ) -> dict[str, str | TreeEntry | None]:
        """Return what a merge brings, merged with what somebody committed since it was worked out."""
        from ..merge.records import merge_record  # only when another program was faster

        paths = [*paths, *merge.beside]
        local = _tree_of(self._reader.read(merge.local, "commit"))
        before, brought, standing = (find_in_tree(each, paths, self._read) for each in (local, merge.tree, tree))
        changes: dict[str, str | TreeEntry | None] = {}
        for path in paths:
            versions = before[path], standing[path], brought[path]
            if standing[path] == before[path]:
                changes[path] = brought[path]
            elif brought[path] not in versions[:2] and all(each is None or each.mode in _PLAIN for each in versions):
                base, ours, theirs = (self._reader.read(each.id, "blob") if each else None for each in versions)
                merged = merge_record(path, base, ours, theirs)
                changes[path] = None if merged.content is None else writer.add("blob", merged.content)
                changes.update({copy.path: writer.add("blob", copy.content) for copy in merged.copies})
        return changes

    def _make(self, entry: Entry, tree: str, head: str | None) -> str:
        git = self._repository.git
        if entry.merge is not None and entry.merge.is_forward and head == entry.merge.local:
            return entry.merge.upstream
        if self._signing is None:
            self._signing = read_signing(git)
        parents = ((entry.merge.upstream,) if entry.merge else ()) + ((head,) if head else ())
        return make_commit(
            git, tree, parents, entry.message.text(), authored=entry.made, now=self._clock(), signing=self._signing
        )

    def _read(self, tree: str) -> bytes:
        return self._reader.read(tree, "tree")


def _tree_of(commit: bytes) -> str:
    """Return the tree that a commit's first line names."""
    return commit[5:45].decode("ascii")
