"""The past brought back: a field, a record or an account as it was at any moment, as an ordinary save."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ...schema.errors import NotFound, Refused
from ...schema.problems import Problem
from ...schema.record import Record
from ...schema.sentences import sentence
from ...schema.tree import value_at
from ..files.edits import Drop, Edit, Put, PutBody
from ..files.parse import Document, read_text
from ..git.history import FileFate, history
from ..git.log import changed_files, log
from ..git.reading import ObjectReader
from ..git.run import Git
from ..index.reading import client_folder, read_record
from ..plan import Plan, RecordChange
from ..planning import plan_edit
from ..saving.writes import Expected
from ..snapshot import Snapshot
from .comparison import NO_TREE
from .narrowing import place_of


class NeverThere(NotFound):
    """The record did not exist at that moment, under any of its names."""

    def __init__(self, record_id: str) -> None:
        super().__init__(
            sentence("{id} was not there then.", id=record_id),
            sentence("“cartera history {id}” shows when it came.", id=record_id),
        )


class UnreadableThen(Refused):
    """What the file held at that moment cannot be read as a record."""

    def __init__(self, record_id: str, problem: Problem) -> None:
        super().__init__(sentence("{id} could not be read then: {why}", id=record_id, why=problem.message))


class StateNeedsMove(Refused):
    """A state has guards and a history: it is moved, not put back alone."""

    def __init__(self, field: str) -> None:
        super().__init__(
            sentence("“{field}” cannot be put back alone: its history would not agree.", field=field),
            sentence("Restore the whole record, or move it with “cartera move”."),
        )


class Past:
    """What a book held at one commit."""

    def __init__(self, git: Git, reader: ObjectReader, commit: str) -> None:
        self._git = git
        self._reader = reader
        self._commit = commit

    def read(self, record: Record) -> Document:
        """Return what a record said.

        Raises:
            NeverThere: it did not exist.
            UnreadableThen: it could not be read.

        """
        content = self._content(record.path) or self._content_of_old_name(record)
        if content is None:
            raise NeverThere(record.id)
        document = read_text(content, record.path)
        if isinstance(document, Problem):
            raise UnreadableThen(record.id, document)
        return document

    def files(self, under: str) -> Iterator[tuple[str, bytes]]:
        """Yield the files at or below ``under`` with what they held."""
        for path, blob in self._listing(under):
            yield path, self._reader.read(blob, "blob")

    def _listing(self, under: str) -> Iterator[tuple[str, str]]:
        for file in changed_files(self._git, NO_TREE, self._commit):
            if file.after and f"{file.path}/".startswith(f"{under}/"):
                yield file.path, file.after

    def _content(self, path: str) -> bytes | None:
        found = self._reader.find(f"{self._commit}:{path}")
        return found.content if found is not None and found.kind == "blob" else None

    def _content_of_old_name(self, record: Record) -> bytes | None:
        for entry in history(self._git.root, record.path, None):
            for file in entry.files:
                if file.fate is FileFate.RENAMED and file.old_path:
                    found = self._content(file.old_path)
                    if found is not None:
                        return found
        return None


def edits_to(record: Record, then: Document, field: str, state_field: str) -> list[Edit]:
    """Return the edits that make a record say what it said ``then``, wholly or in one field.

    Raises:
        StateNeedsMove: the one field is its state.

    """
    if field == "body":
        return [PutBody(then.body)] if then.body != record.body else []
    if field:
        if field == state_field:
            raise StateNeedsMove(field)
        path = tuple(field.split("."))
        before = value_at(then.tree, path)
        if before == value_at(dict(record.tree), path):
            return []
        return [Drop(path) if before is None else Put(path, before)]
    edits: list[Edit] = [
        Put((name,), tree) for name, tree in then.tree.items() if tree is not None and record.tree.get(name) != tree
    ]
    edits += [Drop((name,)) for name, tree in record.tree.items() if tree is not None and then.tree.get(name) is None]
    return [*edits, PutBody(then.body)] if then.body != record.body else edits


def plan_restore(snapshot: Snapshot, root: Path, record: Record, then: Document, field: str = "") -> Plan:
    """Return the plan that brings a record back to what it said ``then``; empty where it says so already."""
    machine = snapshot.type_of(record).machine
    edits = edits_to(record, then, field, machine.field if machine else "")
    subject = sentence("{id}: {what} as it was", id=record.id, what=field or sentence("all"))
    return Plan(subject, (plan_edit(snapshot, root, record, edits),)) if edits else Plan(subject)


def plan_return(snapshot: Snapshot, past: Past, place: str) -> Plan:
    """Return the plan that brings back every record at or below ``place`` that is not there any more.

    Raises:
        NeverThere: nothing was there at that moment either.

    """
    contents = dict(past.files(place))
    client = next((each for path, each in contents.items() if path.endswith(("/client.md", "/client.yaml"))), b"")
    changes = [
        _come_back(snapshot, path, content, client)
        for path, content in contents.items()
        if snapshot.at_path(path) is None and snapshot.schema.type_of_path(path) is not None
    ]
    if not changes:
        raise NeverThere(place)
    return Plan(sentence("{place} brought back", place=place.rpartition(".")[0] or place), tuple(changes))


def _come_back(snapshot: Snapshot, path: str, content: bytes, client: bytes) -> RecordChange:
    holder = snapshot.client_named(client_folder(path)) if client_folder(path) else None
    industry = holder.text("industry") if holder else _industry(client)
    reading = read_record(path, content, snapshot.schema, industry)
    return RecordChange(path, None, reading.record, content, Expected.ABSENT, (), reading.problems)


def _industry(client: bytes) -> str:
    document = read_text(client, "client.md") if client else None
    found = document.tree.get("industry") if isinstance(document, Document) else None
    return found if isinstance(found, str) else ""


def find_deleted(git: Git, words: str) -> tuple[str, str] | None:
    """Return the place of what was deleted under that id, path or name, and the commit that still had it.

    The newest deletion counts. A place is a file, or the folder of a client or person.
    """
    for commit in log(git, "HEAD"):
        for file in commit.files:
            if file.after is None and commit.parents and words in _names(file.path):
                return place_of_path(file.path), commit.parents[0]
    return None


def place_of_path(path: str) -> str:
    """Return the folder that a client's or person's own file stands for; any other file itself."""
    return place_of(Record(path, "", {}, "", ""))


def _names(path: str) -> set[str]:
    record = Record(path, "", {}, "", "")
    return {path, record.id, record.name}
