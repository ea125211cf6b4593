"""Two commits of a book merged in memory: what tree comes of them, what changes on the disk, what a person must decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from ...schema.dataclass import dataclass
from ..breath import at_ease, breathe
from ..files.paths import safe_path
from ..git.ancestry import is_cut, merge_bases
from ..git.comparing import compare_trees
from ..git.objects import ObjectWriter
from ..git.places import find_edges
from ..git.reading import ObjectReader
from ..git.repository import Repository
from ..git.sparse import read_sparse
from ..git.trees import FILE, FOLDER, TreeEntry, change_tree, find_in_tree, read_folders
from ..merge.decisions import Decision, Side
from ..merge.entries import Credit
from ..merge.records import Credits
from ..merge.trees import MergedContent, MergedTrees, merge_changes
from ..saving.journal import PlannedFile
from .authorship import Authorship
from .crossed import Crossing
from .mistakes import ShallowHistory, UnrelatedHistories

EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
"""git's name for a tree without entries, which every repository knows."""
_PLAIN = (FILE, "100755")


@dataclass(frozen=True, slots=True)
class MergedCommits:
    """What comes of two commits; its objects are in the repository."""

    tree: str
    """The merged tree."""
    files: tuple[PlannedFile, ...]
    """What changes on the disk of who stands on the first commit."""
    beside: tuple[str, ...]
    """What changes in the tree and is not written to the disk: links, unsafe names, what a sparse clone does not hold."""
    left_out: tuple[str, ...]
    """What of it nobody gets on the disk: links, other repositories, unsafe names."""
    conflicts: Mapping[str, tuple[Decision, ...]]
    """What a person must decide, by path."""


@dataclass(frozen=True, slots=True)
class _Histories:
    """What the two sides of a merge did since their histories parted, looked up where a content does not tell."""

    ours: Authorship
    theirs: Authorship
    go_on: Callable[[], None]

    def credits_for(self, our_path: str, their_path: str) -> Credits:
        """Return who is credited for what the record at these paths says. Raises what ends the merge where it is to end."""
        self.go_on()

        def credit(decision: Decision) -> tuple[Credit, Credit]:
            return self.ours.credit(our_path, decision), self.theirs.credit(their_path, decision)

        return credit

    def has_kept(self, side: Side, paths: frozenset[str]) -> bool:
        """Tell whether somebody of one side settled the deletion of the record at these paths by keeping it."""
        return (self.ours if side is Side.OURS else self.theirs).has_kept(paths)


class CommitMerger:
    """Merges commits of one repository; writes objects, never a file of the book."""

    def __init__(self, repository: Repository, reader: ObjectReader, go_on: Callable[[], None] = lambda: None) -> None:
        """``go_on`` is called for each record that both sides changed; what it raises ends the merge, and nothing is done."""
        self._go_on = go_on
        self._repository = repository
        self._git = repository.git
        self._reader = reader
        self._folders: dict[str, bytes] = {}
        """The folders of the last tree that was written, by id: who brings the merge to the disk asks for them again."""

    def merge(self, local: str, upstream: str) -> MergedCommits:
        """Merge two commits. Raises ``UnrelatedHistories`` or ``ShallowHistory`` where they have nothing in common."""
        bases = merge_bases(self._git, local, upstream)
        if is_cut(self._repository, bases, local, upstream):
            raise ShallowHistory
        if not bases:
            raise UnrelatedHistories
        base = self._common(bases, (local, upstream))
        tree, merged = self._merge_trees(base, local, upstream, self._histories(bases, local, upstream))
        return self._told(local, tree, merged)

    def forward(self, local: str, upstream: str) -> MergedCommits:
        """Return what changes where ``upstream`` follows ``local``."""
        merged = MergedTrees({path: each.after for path, each in compare_trees(self._git, local, upstream).items()})
        return self._told(local, self._tree_of(upstream), merged)

    def merge_tree(self, one: str, *others: str) -> str | None:
        """Return only the tree of a merge, of several one after the other.

        None of unrelated histories, or those whose parting a shallow clone does not see.
        """
        tree, merged = one, [one]
        for other in others:
            bases = merge_bases(self._git, other, *merged)
            if not bases or is_cut(self._repository, bases, other, *merged):
                return None
            base = self._common(bases, (*merged, other))
            tree = self._merge_trees(base, tree, other, self._histories(bases, one, other))[0]
            merged.append(other)
        return tree

    def _merge_trees(self, base: str, one: str, other: str, histories: _Histories) -> tuple[str, MergedTrees]:
        ours, theirs = compare_trees(self._git, base, one), compare_trees(self._git, base, other)
        merged = merge_changes(ours, theirs, self._reader.read_blobs, histories.credits_for, histories.has_kept)
        return self._write(one, merged), merged

    def _common(self, bases: tuple[str, ...], heads: Sequence[str]) -> str:
        """Return the base of ``heads`` as a commit or tree; after criss-cross merges, the merge of all the bases.

        Its conflicts name who wrote what, as those of the merges did that made them: else each record in conflict would
        look changed since, and nobody could delete it. See ``crossed``.
        """
        if not bases:
            if find_edges(self._repository.root):
                raise ShallowHistory
            return EMPTY_TREE
        common = bases[0]
        crossing = Crossing(self._git, self._reader, heads, bases)
        for number, commit in enumerate(bases[1:], 1):
            known = bases[:number]
            oldest = merge_bases(self._git, commit, *known)
            older = self._common(oldest, (*known, commit))
            sides = compare_trees(self._git, older, common), compare_trees(self._git, older, commit)
            told = self._histories(oldest, known[-1], commit)
            merged = merge_changes(*sides, self._reader.read_blobs, told.credits_for, told.has_kept)
            common = self._write(common, crossing.correct(merged, common))
        return common

    def _histories(self, bases: tuple[str, ...], one: str, other: str) -> _Histories:
        ours, theirs = (Authorship(self._git, self._reader, each, bases) for each in (one, other))
        return _Histories(ours, theirs, self._go_on)

    def _write(self, onto: str, merged: MergedTrees) -> str:
        """Write the objects of a merge and return its tree; ``onto`` is the commit or tree of ours."""
        writer = ObjectWriter(self._git, self._repository.common / "objects")
        entries = {
            path: TreeEntry(each.mode, writer.add("blob", each.content)) if isinstance(each, MergedContent) else each
            for path, each in at_ease(merged.outcomes.items())
        }
        root = self._tree_of(onto)
        self._folders = read_folders(root, entries, self._read_trees)
        tree = change_tree(root, entries, self._read_tree, partial(writer.add, "tree"))
        writer.flush()
        return tree

    def _told(self, local: str, tree: str, merged: MergedTrees) -> MergedCommits:
        paths = merged.outcomes.keys()
        found = find_in_tree(self._tree_of(local), paths, self._read_tree)
        standing = {path: None if each is not None and each.mode == FOLDER else each for path, each in found.items()}
        sparse = read_sparse(self._repository)
        written = [
            path
            for path in paths
            if _is_plain(path, standing[path])
            and _is_plain(path, merged.outcomes[path])
            and (sparse is None or sparse.holds(path))
        ]
        known = merged.contents
        blobs = {**known} | self._reader.read_blobs(
            entry.id
            for path in written
            for entry in (standing[path], merged.outcomes[path])
            if isinstance(entry, TreeEntry) and entry.id not in known
        )
        files = []
        for path in at_ease(written):
            before, outcome = standing[path], merged.outcomes[path]
            after = outcome.content if isinstance(outcome, MergedContent) else blobs[outcome.id] if outcome else None
            files.append(PlannedFile(path, blobs[before.id] if before else None, after, is_brought=True))
        beside = tuple(merged.outcomes.keys() - set(written))
        left_out = tuple(path for path in sorted(beside) if not _is_plain(path, merged.outcomes[path]))
        return MergedCommits(tree, tuple(files), beside, left_out, merged.conflicts)

    def _tree_of(self, name: str) -> str:
        found = self._reader.find(name)
        assert found is not None
        return found.content[5:45].decode("ascii") if found.kind == "commit" else found.id

    def _read_tree(self, tree: str) -> bytes:
        breathe()
        return self._folders.get(tree) or self._reader.read(tree, "tree")

    def _read_trees(self, ids: Iterable[str]) -> dict[str, bytes]:
        return {each.id: each.content for each in self._reader.find_all(list(ids)) if each is not None}


def _is_plain(path: str, entry: TreeEntry | MergedContent | None) -> bool:
    """Tell whether what is, or is not, at a path can be so on the disk: an ordinary file of a harmless name."""
    return safe_path(path) and (entry is None or entry.mode in _PLAIN)
