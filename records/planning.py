"""Planning: the change of one file that an edit, a new record or a removal means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ..schema.errors import NeedsPerson, Refused
from ..schema.json_schema import modeline
from ..schema.problems import Problem
from ..schema.record import Record
from ..schema.record_type import RecordType
from ..schema.sentences import sentence
from ..schema.tree import Tree, dotted, value_at
from .dress import dress_at, dress_record
from .files.atomic import blob_id, read_file
from .files.compose import compose
from .files.edits import Append, Drop, Edit, Put, PutBody
from .files.mistakes import NoSuchFile
from .files.parse import read_text
from .files.write import splice
from .index.reading import read_record
from .plan import RecordChange
from .saving.writes import Expected, FileWrite
from .snapshot import Snapshot


class EditConflict(NeedsPerson):
    """Somebody else changed the same field to something else since the record was read."""

    def __init__(self, record: Record, field: str, theirs: Tree) -> None:
        super().__init__(
            sentence("“{field}” of {record} was changed meanwhile by somebody else.", field=field, record=record.id),
            sentence("Look at the record again and repeat the change."),
        )
        self.record = record
        """The record as it was read."""
        self.field = field
        """The field both changed; ``body`` for the text."""
        self.theirs = theirs
        """What stands in the file now."""


class BrokenMeanwhile(Refused):
    """The file of a record cannot be read as a record any more."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message, problem.hint)
        self.problem = problem
        """What is wrong with it now."""


def plan_new(
    snapshot: Snapshot, path: str, record_type: RecordType, fields: Mapping[str, Tree], body: str
) -> RecordChange:
    """Return the change that creates a record's file."""
    content = compose(
        dress_record(record_type, fields),
        body,
        record_type.order,
        modeline(path, record_type.name),
        ending=path.rpartition(".")[2],
    )
    reading = read_record(path, content, snapshot.schema, _industry(snapshot, path))
    return RecordChange(path, None, reading.record, content, Expected.ABSENT, (), reading.problems)


def plan_edit(snapshot: Snapshot, root: Path, record: Record, edits: Sequence[Edit]) -> RecordChange:
    """Return the change that edits a record, made on what its file holds now.

    Raises:
        EditConflict: somebody else changed one of the same fields since ``record`` was read.
        BrokenMeanwhile: the file cannot be read any more.

    """
    content = read_file(root, record.path)
    record_type = snapshot.type_of(record)
    dressed = [_dress(record_type, each) for each in edits]
    digest = blob_id(content)
    if digest != record.digest:
        dressed = _without_agreement(record, content, dressed)
    result = splice(content, record.path, dressed, record_type.order) if dressed else content
    industry = _industry(snapshot, record.path)
    reading = read_record(record.path, result, snapshot.schema, industry)
    return RecordChange(record.path, record, reading.record, result, digest, tuple(edits), reading.problems)


def plan_extras(root: Path, files: Mapping[str, bytes]) -> tuple[FileWrite, ...]:
    """Return the writes of files that are no records, each over what it holds now and nothing else."""
    return tuple(FileWrite(path, content, _present(root, path)) for path, content in files.items())


def _present(root: Path, path: str) -> str | Expected:
    try:
        return blob_id(read_file(root, path))
    except NoSuchFile:
        return Expected.ABSENT


def plan_removal(root: Path, record: Record) -> RecordChange:
    """Return the change that deletes a record's file.

    Raises:
        EditConflict: somebody else changed the record since it was read.

    """
    content = read_file(root, record.path)
    if blob_id(content) != record.digest:
        raise EditConflict(record, "body", None)
    return RecordChange(record.path, record, None, None, record.digest)


def _dress(record_type: RecordType, edit: Edit) -> Edit:
    if isinstance(edit, Put):
        return Put(edit.path, dress_at(record_type, edit.path, edit.tree))
    if isinstance(edit, Append):
        return Append(edit.path, dress_at(record_type, edit.path, edit.tree))
    return edit


def _without_agreement(record: Record, content: bytes, edits: Sequence[Edit]) -> list[Edit]:
    """Return the edits that are still to be made on ``content``, which somebody else wrote since ``record`` was read."""
    now = read_text(content, record.path)
    if isinstance(now, Problem):
        raise BrokenMeanwhile(now)
    kept: list[Edit] = []
    for edit in edits:
        path = () if isinstance(edit, PutBody) else edit.path
        if any(isinstance(step, int) for step in path) and record.tree.get(str(path[0])) != now.tree.get(str(path[0])):
            # A place in a list means another entry once somebody put one in front of it.
            raise EditConflict(record, str(path[0]), now.tree.get(str(path[0])))
        before: Tree = record.body if isinstance(edit, PutBody) else value_at(dict(record.tree), path)
        theirs: Tree = now.body if isinstance(edit, PutBody) else value_at(now.tree, path)
        wanted: Tree = edit.text if isinstance(edit, PutBody) else None if isinstance(edit, Drop) else edit.tree
        if isinstance(edit, Append) or theirs == before:
            kept.append(edit)
        elif theirs != wanted:
            raise EditConflict(record, dotted(path) or "body", theirs)
    return kept


def _industry(snapshot: Snapshot, path: str) -> str:
    """Return the industry of the client in whose folder ``path`` lies."""
    parts = path.split("/")
    client = snapshot.records.get(f"clients/{parts[1]}/client") if parts[0] == "clients" and len(parts) > 2 else None
    return client.text("industry") if client else ""
