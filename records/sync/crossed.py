"""What two commits both know, where histories crossed and they have several bases: the merge of those bases.

It is worked out as any merge is, entries of conflicts included, so that a conflict that somebody settled after a merge of
the same commits stays settled. But not everybody has merged just these. Who had written the field anew before never saw the
conflict, and has not settled it by not having it: a conflict that the merge of the bases makes counts only where a commit
really took it out. And who merged the same three in another order may have settled one that this merge does not make.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ...schema.problems import Problem
from ...schema.record import CONFLICTS
from ..files.parse import read_text
from ..git.comparing import compare_trees
from ..git.log import log
from ..git.reading import ObjectReader
from ..git.run import Git
from ..merge.entries import ConflictEntry, Dispute, read_entries
from ..merge.records import change_entries
from ..merge.renames import aliases_of, name_in_path
from ..merge.trees import MergedContent, MergedTrees

Entries = Mapping[Dispute, ConflictEntry]
"""Conflicts by what they are about."""
Notes = list[tuple[frozenset[str], Entries]]
"""Conflicts of records, each with the names that the record has and had, as its path may have changed since."""


class Crossing:
    """What happened between several bases and the commits that follow them."""

    def __init__(self, git: Git, reader: ObjectReader, heads: Iterable[str], bases: Sequence[str]) -> None:
        self._git = git
        self._reader = reader
        self._heads = tuple(heads)
        self._bases = bases
        self._settled: Notes | None = None

    def correct(self, merged: MergedTrees, common: str) -> MergedTrees:
        """Return a merge of bases with the conflicts somebody settled, and without those it made that nobody did.

        ``common`` is one of the bases merged.
        """
        if not merged.made:
            return merged
        if self._settled is None:
            self._settled = self._find_settled()
        still_open = self._find_open(common)
        outcomes = dict(merged.outcomes)
        for path, made in merged.made.items():
            outcome = outcomes[path]
            assert isinstance(outcome, MergedContent)
            names = _names(path, outcome.content)
            settled, asked = _of(names, self._settled), _of(names, still_open)
            gone = frozenset(entry.dispute for entry in made) - settled.keys()
            added = [entry for dispute, entry in settled.items() if dispute in asked]
            outcomes[path] = MergedContent(change_entries(path, outcome.content, gone, added), outcome.mode)
        return MergedTrees(outcomes, merged.decisions, merged.made)

    def _find_settled(self) -> Notes:
        """Return what commits since the bases took out of records; who deletes a record settles all.

        A conflict that a commit has elsewhere afterwards only went along with a record that got another name.
        """
        told = (commit for head in self._heads for commit in log(self._git, head, lacking=self._bases))
        commits = {commit.id: commit.files for commit in told}
        before = self._reader.read_blobs(file.before for files in commits.values() for file in files if file.before)
        disputed = {blob for blob, content in before.items() if _MARK in content}
        touching = [files for files in commits.values() if any(file.before in disputed for file in files)]
        after = self._reader.read_blobs(file.after for files in touching for file in files if file.after)
        found: Notes = []
        for files in touching:
            left = {key for file in files if file.after for key in _entries(file.path, after[file.after])}
            for file in files:
                if file.before in disputed:
                    entries = _entries(file.path, before[file.before])
                    gone = {key: entry for key, entry in entries.items() if key not in left}
                    found.append((_names(file.path, before[file.before]), gone))
        return found

    def _find_open(self, common: str) -> Notes:
        """Return what is open at the heads, in records that are not as in ``common``."""
        changed = [
            (path, each.after.id)
            for head in self._heads
            for path, each in compare_trees(self._git, common, head).items()
            if each.after is not None
        ]
        contents = self._reader.read_blobs(blob for _, blob in changed)
        return [
            (_names(path, contents[blob]), _entries(path, contents[blob]))
            for path, blob in changed
            if _MARK in contents[blob]
        ]


_MARK = CONFLICTS.encode()


def _of(names: frozenset[str], notes: Notes) -> dict[Dispute, ConflictEntry]:
    return {key: entry for called, entries in notes if called & names for key, entry in entries.items()}


def _entries(path: str, content: bytes) -> Entries:
    document = read_text(content, path)
    found = [] if isinstance(document, Problem) else read_entries(document.tree.get(CONFLICTS))
    return {entry.dispute: entry for entry in found}


def _names(path: str, content: bytes) -> frozenset[str]:
    """Return what a record is and was called, by which it is known on both sides."""
    return frozenset((name_in_path(path), *aliases_of(path, content)))
