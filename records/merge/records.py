"""Three versions of a file merged into one: field by field where all can be read, else as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...schema.errors import Refused
from ...schema.problems import Problem
from ...schema.tree import Tree
from ..files.edits import Drop, Edit, Put, PutBody
from ..files.parse import Document, read_text
from ..files.write import splice
from .body import merge_bodies
from .fields import FieldConflict, Side, merge_trees

BODY = "body"
"""What a body is called where fields are named."""

_RECORD_ENDINGS = (".md", ".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class MergedFile:
    """The outcome of a merge of one file."""

    content: bytes | None
    """The merged bytes; None: the file is gone."""
    conflicts: tuple[FieldConflict, ...] = ()
    """What both sides changed; the content holds one of the two values."""


def merge_file(
    path: str, base: bytes | None, ours: bytes | None, theirs: bytes | None, prefer: Side = Side.EITHER
) -> MergedFile:
    """Merge what two sides made of ``base`` (None: there was no file).

    Everything that ``theirs`` does not change keeps its bytes from ``ours``. A file that one side changed and the other
    removed stays, as a conflict.
    """
    if theirs in (ours, base):
        return MergedFile(ours)
    if ours == base:
        return MergedFile(theirs)
    if ours is None or theirs is None:
        return MergedFile(theirs if ours is None else ours, (_whole(base, ours, theirs),))
    if path.endswith(_RECORD_ENDINGS):
        documents = [read_text(version or b"", path) for version in (base, ours, theirs)]
        base_read, one, other = documents
        if (
            isinstance(one, Document)
            and isinstance(other, Document)
            and (base is None or isinstance(base_read, Document))
        ):
            merged = _merge_documents(path, base_read, (ours, one), other, prefer)
            if merged is not None:
                return merged
    return MergedFile(_choose(ours, theirs, prefer), (_whole(base, ours, theirs),))


def _merge_documents(
    path: str, base: Document | Problem, ours: tuple[bytes, Document], theirs: Document, prefer: Side
) -> MergedFile | None:
    """Merge three readable versions; None where the result cannot be written into the bytes of ``ours``."""
    content, mine = ours
    base_tree = base.tree if isinstance(base, Document) else {}
    base_body = base.body if isinstance(base, Document) else ""
    trees = merge_trees(base_tree, mine.tree, theirs.tree, prefer)
    body = merge_bodies(base_body, mine.body, theirs.body, prefer)
    conflicts = trees.conflicts
    if body.is_conflict:
        conflicts = (*conflicts, FieldConflict((BODY,), base_body, mine.body, theirs.body))
    edits = _edits(mine.tree, trees.tree)
    if body.text != mine.body:
        edits.append(PutBody(body.text))
    try:
        return MergedFile(splice(content, path, edits, tuple(trees.tree)), conflicts)
    except Refused:
        return None


def _edits(before: Mapping[str, Tree], after: Mapping[str, Tree]) -> list[Edit]:
    """Return the edits that lead from one tree to another; the writer finds the smallest step within each."""
    puts = [Put((key,), value) for key, value in after.items() if key not in before or before[key] != value]
    return [*puts, *(Drop((key,)) for key in before if key not in after)]


def _choose(ours: bytes, theirs: bytes, prefer: Side) -> bytes:
    if prefer is Side.EITHER:
        return max(ours, theirs)
    return ours if prefer is Side.OURS else theirs


def _whole(base: bytes | None, ours: bytes | None, theirs: bytes | None) -> FieldConflict:
    return FieldConflict((), _shown(base), _shown(ours), _shown(theirs))


def _shown(content: bytes | None) -> Tree:
    return None if content is None else content.decode("utf-8", "replace")
