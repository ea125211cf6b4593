"""Three versions of a file merged into one: field by field where all can be read, else as a whole.

``merge_file`` is for what one person does to a file that changed meanwhile: it prefers a side and tells the conflicts.
``merge_record`` is for two people's histories: it prefers nobody, writes what it could not decide into the record and
gives the same bytes whichever side is called ours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ...schema.dataclass import dataclass
from ...schema.errors import Refused
from ...schema.problems import Problem
from ...schema.record import CONFLICTS
from ...schema.tree import Tree
from ..files.atomic import blob_id
from ..files.edits import Drop, Edit, Put, PutBody
from ..files.frame import Frame, frame
from ..files.parse import Document, read_text
from ..files.scan import is_record_path, is_settings_path
from ..files.write import splice
from .apart import merge_apart
from .body import BODY, merge_bodies, shared_paragraphs
from .copies import Copy, copy_of
from .decisions import MISSING, Action, Decision, Side, Value, choose
from .entries import ConflictEntry, ConflictKind, Credit, Dispute, add_entries, drop_entries, new_entries
from .fields import merge_trees
from .text import merge_rows, merge_text

__all__ = ["BODY", "Credits", "MergedFile", "merge_file", "merge_record", "nobody"]

_RECORD_ENDINGS = (".md", ".yaml", ".yml")

Credits = Callable[[Decision], tuple[Credit, Credit]]
"""Says who wrote the value of ours and who that of theirs; asked of conflicts only, as it looks into history."""


@dataclass(frozen=True, slots=True)
class MergedFile:
    """The outcome of a merge of one file."""

    content: bytes | None
    """The merged bytes; None: the file is gone."""
    decisions: tuple[Decision, ...] = ()
    """What was done with each field that both sides touched the file to change."""
    copies: tuple[Copy, ...] = ()
    """The other version of a file without fields that both sides changed."""
    made: tuple[ConflictEntry, ...] = ()
    """The conflicts written into the record that neither side had in it."""

    @property
    def conflicts(self) -> tuple[Decision, ...]:
        """What both sides changed differently; the content holds one of the two values."""
        return tuple(each for each in self.decisions if each.is_conflict)


@dataclass(frozen=True, slots=True)
class _Versions:
    """One path's three versions, read."""

    path: str
    contents: tuple[bytes | None, bytes, bytes]
    base: Document | None
    """None where there was no file, or one that could not be read."""
    ours: Document
    theirs: Document


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What the merged record shall say."""

    tree: dict[str, Tree]
    body: str
    decisions: tuple[Decision, ...]


def nobody(decision: Decision) -> tuple[Credit, Credit]:
    """Credit nobody: for who merges without a history at hand."""
    del decision
    return Credit(), Credit()


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
    versions = _read(path, base, ours, theirs)
    if versions is not None:
        outcome = _merge(versions, prefer)
        content = _spliced(ours, path, versions.ours, outcome)
        if content is not None:
            return MergedFile(content, outcome.decisions)
    return MergedFile(_choose(ours, theirs, prefer), (_whole(base, ours, theirs),))


def merge_record(
    path: str,
    base: bytes | None,
    ours: bytes | None,
    theirs: bytes | None,
    credits_of: Credits = nobody,
    *,
    is_kept: bool = False,
) -> MergedFile:
    """Merge what two histories made of ``base``; what could not be decided stands in the result.

    A conflict in a record becomes an entry of its ``conflicts``; a file that has no fields stays as two files. ``is_kept``:
    one side deleted it, and somebody of the other decided to keep it, as it was perhaps.
    """
    if theirs in (ours, base) and not is_kept:
        return MergedFile(ours)
    if ours == base and not is_kept:
        return MergedFile(theirs)
    if ours is None or theirs is None:
        return _merge_deleted(path, base, ours, theirs, credits_of)
    content = merge_apart(path, base, ours, theirs) if base is not None else None
    if content is not None:
        return MergedFile(content)
    versions = _read(path, base, ours, theirs)
    if versions is not None:
        outcome = _merge(versions, Side.EITHER)
        if any(each.is_conflict for each in outcome.decisions) and not _takes_entries(path):
            return _keep_both(path, base, ours, theirs)
        made = _new_entries(outcome, credits_of)
        content = _written(versions, _with_entries(outcome, made))
        if content is not None:
            return MergedFile(content, outcome.decisions, made=tuple(made))
    elif path.endswith(".csv"):
        return _merge_rows(path, base, ours, theirs)
    return _merge_unreadable(path, base, ours, theirs, credits_of)


def _takes_entries(path: str) -> bool:
    return is_record_path(path) or is_settings_path(path)


def _read(path: str, base: bytes | None, ours: bytes, theirs: bytes) -> _Versions | None:
    """Return the versions read; None where a side cannot be."""
    if not path.endswith(_RECORD_ENDINGS):
        return None
    one, other = read_text(ours, path), read_text(theirs, path)
    if isinstance(one, Problem) or isinstance(other, Problem):
        return None
    before = read_text(base, path) if base is not None else None
    return _Versions(path, (base, ours, theirs), before if isinstance(before, Document) else None, one, other)


def _merge(versions: _Versions, prefer: Side) -> _Outcome:
    base, ours, theirs = versions.base, versions.ours, versions.theirs
    trees = merge_trees(base.tree if base else {}, ours.tree, theirs.tree, prefer)
    body = merge_bodies(
        base.body if base else shared_paragraphs(ours.body, theirs.body), ours.body, theirs.body, prefer
    )
    return _Outcome(trees.tree, body.text, (*trees.decisions, *body.conflicts))


def _new_entries(outcome: _Outcome, credits_of: Credits) -> list[ConflictEntry]:
    found = [_entry(each, *credits_of(each)) for each in outcome.decisions if each.is_conflict]
    return new_entries(outcome.tree.get(CONFLICTS), found)


def _with_entries(outcome: _Outcome, made: list[ConflictEntry]) -> _Outcome:
    if not made:
        return outcome
    tree = {**outcome.tree, CONFLICTS: add_entries(outcome.tree.get(CONFLICTS), made)}
    return _Outcome(tree, outcome.body, outcome.decisions)


def _entry(decision: Decision, ours: Credit, theirs: Credit) -> ConflictEntry:
    if decision.value == decision.ours:
        return ConflictEntry(decision.field, decision.base, decision.ours, decision.theirs, ours, theirs)
    return ConflictEntry(decision.field, decision.base, decision.theirs, decision.ours, theirs, ours)


def _written(versions: _Versions, outcome: _Outcome) -> bytes | None:
    """Return the bytes of the merged record, the same for both sides; None where they cannot be written."""
    _, ours, theirs = versions.contents
    papers = sorted((ours, theirs), key=lambda content: (content.count(b"#"), content), reverse=True)
    shared = _shared_paper(versions, outcome.body)
    for paper in [shared, *papers] if shared is not None else papers:
        document = read_text(paper, versions.path)
        if isinstance(document, Document):
            content = _spliced(paper, versions.path, document, outcome)
            if content is not None:
                return content
    return None


def _shared_paper(versions: _Versions, body: str) -> bytes | None:
    """Return the front matters merged line by line, over the merged body; None where the files are laid out unlike."""
    base_content, ours, theirs = versions.contents
    frames = [frame(content, versions.path) for content in (base_content, ours, theirs) if content is not None]
    if len(frames) < 3 or any(isinstance(each, Problem) for each in frames):
        return None
    sound = [each for each in frames if isinstance(each, Frame)]
    if len({each.layout for each in sound}) > 1 or sound[0].layout.newline != "\n" or sound[0].layout.bom:
        return None
    header = merge_text(*(each.text[: each.body] for each in sound))
    try:
        return (header + body).encode(sound[0].layout.encoding)
    except UnicodeEncodeError:
        return None


def _spliced(paper: bytes, path: str, document: Document, outcome: _Outcome) -> bytes | None:
    """Return ``paper`` made to say what the outcome says; None where it cannot be written into these bytes."""
    edits = _edits(document.tree, outcome.tree)
    if outcome.body != document.body:
        edits.append(PutBody(outcome.body))
    if not edits:
        return paper
    order = [*(key for key in outcome.tree if key != CONFLICTS), CONFLICTS]
    try:
        return splice(paper, path, edits, order)
    except Refused:
        return None


def _edits(before: Mapping[str, Tree], after: Mapping[str, Tree]) -> list[Edit]:
    """Return the edits that lead from one tree to another; the writer finds the smallest step within each."""
    puts = [Put((key,), value) for key, value in after.items() if key not in before or before[key] != value]
    return [*puts, *(Drop((key,)) for key in before if key not in after)]


def _merge_deleted(
    path: str, base: bytes | None, ours: bytes | None, theirs: bytes | None, credits_of: Credits
) -> MergedFile:
    """Keep what one side changed and the other removed, and say so in it."""
    decision = _whole(base, ours, theirs)
    left = theirs if ours is None else ours
    assert left is not None
    document = read_text(left, path) if _takes_entries(path) else None
    if not isinstance(document, Document):
        return MergedFile(left, (decision,))
    credit, other = credits_of(decision)
    if ours is None:
        credit, other = other, credit
    entry = ConflictEntry("", blob_id(base or b""), MISSING, MISSING, credit, other, ConflictKind.DELETED)
    made = tuple(new_entries(document.tree.get(CONFLICTS), [entry]))
    return MergedFile(_flagged(left, path, document, entry), (decision,), made=made)


def _merge_unreadable(path: str, base: bytes | None, ours: bytes, theirs: bytes, credits_of: Credits) -> MergedFile:
    """Keep the side that can be read, and name the blob of the other; where none can, keep both files."""
    decision = _whole(base, ours, theirs)
    if not _takes_entries(path):
        return _keep_both(path, base, ours, theirs)
    one, other = read_text(ours, path), read_text(theirs, path)
    if isinstance(one, Document) == isinstance(other, Document):
        return _keep_both(path, base, ours, theirs)
    credit, lost_credit = credits_of(decision)
    if isinstance(one, Document):
        document, content, lost = one, ours, theirs
    else:
        assert isinstance(other, Document)
        document, content, lost = other, theirs, ours
        credit, lost_credit = lost_credit, credit
    entry = ConflictEntry("", MISSING, MISSING, blob_id(lost), credit, lost_credit, ConflictKind.UNREADABLE)
    made = tuple(new_entries(document.tree.get(CONFLICTS), [entry]))
    return MergedFile(_flagged(content, path, document, entry), (decision,), made=made)


def change_entries(path: str, content: bytes, gone: frozenset[Dispute], added: Sequence[ConflictEntry] = ()) -> bytes:
    """Return a record without some of its conflicts, and with others."""
    document = read_text(content, path)
    if isinstance(document, Problem):
        return content
    left = add_entries(drop_entries(document.tree.get(CONFLICTS), gone), added)
    edit = Put((CONFLICTS,), left) if left else Drop((CONFLICTS,))
    return splice(content, path, [edit], [*document.tree, CONFLICTS])


def _flagged(content: bytes, path: str, document: Document, entry: ConflictEntry) -> bytes:
    """Return a record with one more conflict; as it was where its layout takes none."""
    tree = {**document.tree, CONFLICTS: add_entries(document.tree.get(CONFLICTS), [entry])}
    return _spliced(content, path, document, _Outcome(tree, document.body, ())) or content


def _merge_rows(path: str, base: bytes | None, ours: bytes, theirs: bytes) -> MergedFile:
    """Merge tables by line; rows that both changed stay as two files."""
    try:
        before, one, other = ((each or b"").decode() for each in (base, ours, theirs))
    except UnicodeDecodeError:
        return _keep_both(path, base, ours, theirs)
    rows = merge_rows(before, one, other)
    return _keep_both(path, base, ours, theirs) if rows is None else MergedFile(rows.encode())


def _keep_both(path: str, base: bytes | None, ours: bytes, theirs: bytes) -> MergedFile:
    kept, other = max(ours, theirs), min(ours, theirs)
    return MergedFile(kept, (_whole(base, ours, theirs),), (copy_of(path, other),))


def _choose(ours: bytes, theirs: bytes, prefer: Side) -> bytes:
    if prefer is Side.EITHER:
        return max(ours, theirs)
    return ours if prefer is Side.OURS else theirs


def _whole(base: bytes | None, ours: bytes | None, theirs: bytes | None) -> Decision:
    versions = (_shown(base), _shown(ours), _shown(theirs))
    return Decision((), *versions, Action.CONFLICT, choose(*versions[1:]))


def _shown(content: bytes | None) -> Value:
    return MISSING if content is None else content.decode("utf-8", "replace")
