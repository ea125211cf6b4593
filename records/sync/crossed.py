"""What two commits both know, where histories crossed and they have several bases: the merge of those bases.

It is worked out as any merge is, entries of conflicts included, so that a conflict that somebody settled after a merge of
the same commits stays settled. But not everybody has merged just these: who had written the field anew before never saw
the conflict, and has not settled it by not having it. So a conflict that the merge of the bases makes counts only where a
commit of one side really took it out; else it would take away what the other side still asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ...schema.problems import Problem
from ...schema.record import CONFLICTS
from ..files.parse import read_text
from ..git.log import log
from ..git.reading import ObjectReader
from ..git.run import Git
from ..merge.entries import Dispute, disputes_in
from ..merge.records import settle_entries
from ..merge.renames import aliases_of, name_in_path
from ..merge.trees import MergedContent, MergedTrees

Settlements = Sequence[tuple[frozenset[str], frozenset[Dispute]]]
"""What commits took out of records: the names that a record had, and the conflicts."""


def find_settlements(git: Git, reader: ObjectReader, heads: Iterable[str], lacking: Sequence[str]) -> Settlements:
    """Return what was settled by the commits that lead to ``heads`` and not to ``lacking``; who deletes a record settles all.

    A conflict that a commit has elsewhere afterwards only went along with a record that got another name.
    """
    commits = {commit.id: commit.files for head in heads for commit in log(git, head, lacking=lacking)}
    before = reader.read_blobs(file.before for files in commits.values() for file in files if file.before)
    disputed = {blob for blob, content in before.items() if b"conflicts:" in content}
    touching = [files for files in commits.values() if any(file.before in disputed for file in files)]
    after = reader.read_blobs(file.after for files in touching for file in files if file.after)
    found = []
    for files in touching:
        left = frozenset[Dispute]().union(*(_disputes(file.path, after[file.after]) for file in files if file.after))
        for file in files:
            if file.before in disputed:
                gone = _disputes(file.path, before[file.before]) - left
                found.append((_names(file.path, before[file.before]), gone))
    return found


def drop_unsettled(merged: MergedTrees, settlements: Callable[[], Settlements]) -> MergedTrees:
    """Return a merge of bases without the conflicts it made that nobody settled."""
    if not merged.made:
        return merged
    outcomes = dict(merged.outcomes)
    settled = settlements()
    for path, entries in merged.made.items():
        outcome = outcomes[path]
        assert isinstance(outcome, MergedContent)
        names = _names(path, outcome.content)
        known = frozenset[Dispute]().union(*(disputes for called, disputes in settled if called & names))
        gone = frozenset(entry.dispute for entry in entries) - known
        outcomes[path] = MergedContent(settle_entries(path, outcome.content, gone), outcome.mode)
    return MergedTrees(outcomes, merged.decisions, merged.made)


def _disputes(path: str, content: bytes) -> frozenset[Dispute]:
    document = read_text(content, path)
    return frozenset() if isinstance(document, Problem) else disputes_in(document.tree.get(CONFLICTS))


def _names(path: str, content: bytes) -> frozenset[str]:
    """Return what a record is and was called, by which it is known on both sides."""
    return frozenset((name_in_path(path), *aliases_of(path, content)))
