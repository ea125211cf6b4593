"""Changes: what each draft does to its file, field by field, without touching what a person changed since."""

from __future__ import annotations

from collections.abc import Mapping

from ...schema.json_schema import modeline
from ...schema.problems import Severity
from ...schema.record import Record
from ...schema.record_type import RecordType, Schema
from ...schema.sentences import sentence
from ...schema.tree import Tree
from ..book import Book
from ..dress import dress_at, dress_record
from ..files.atomic import read_file
from ..files.compose import compose
from ..files.edits import Drop, Edit, Put, PutBody
from ..files.write import splice
from ..index.reading import read_record
from ..plan import RecordChange
from ..saving.writes import Expected
from .drafts import Draft
from .filling import Filler
from .findings import Findings, RowRefused
from .ledger import Key, Ledger, mark
from .preview import Kept

BODY = "body"
"""What the text below the fields is called among them."""


class Changer:
    """Turns drafts into changes of files, and remembers what the source said."""

    def __init__(self, book: Book, schema: Schema, filler: Filler, findings: Findings, ledger: Ledger) -> None:
        self._book = book
        self._schema = schema
        self._filler = filler
        self._findings = findings
        self._industries: dict[str, str] = {}
        self.marks: dict[Key, frozenset[str]] = dict(ledger.marks)
        """What the source said of each record, for the ledger."""
        self.changes: list[RecordChange] = []
        """The files that change."""
        self.kept: list[Kept] = []
        """Fields in which a person's edit stays."""
        for line in ledger.damaged:
            findings.notice(
                ledger.path, line, sentence("A damaged line was left out; in its record only empty fields are filled.")
            )

    def take(self, draft: Draft) -> str:
        """Take one draft in and return what became of it: ``created``, ``updated`` or ``unchanged``.

        Raises:
            RowRefused: a text in the row is wrong, or the record would not be sound.
            CarteraError: its file cannot be read or written.

        """
        record_type = self._schema.types[draft.step.type]
        fields, body = self._fill(draft, record_type)
        known = self.marks.get(_ledger_key(draft))
        before = draft.existing
        if before is None:
            content = compose(
                dress_record(record_type, fields), body, record_type.order, modeline(draft.path, record_type.name)
            )
            change = self._change(draft, None, content, Expected.ABSENT, ())
        else:
            edits = self._edits(draft, before, fields, body, known)
            content = self._spliced(before, record_type, edits)
            change = self._change(draft, before, content, before.digest, tuple(edits))
        names = {BODY, *(name for name, _ in draft.step.fields)}
        self.marks[_ledger_key(draft)] = frozenset(
            mark(name, body if name == BODY else fields.get(name)) for name in names
        )
        if before is not None and not change.diffs:
            return "unchanged"
        self.changes.append(change)
        return "created" if before is None else "updated"

    def _fill(self, draft: Draft, record_type: RecordType) -> tuple[dict[str, Tree], str]:
        """Return the fields and body that the row gives."""
        fields: dict[str, Tree] = {}
        for name, filling in draft.step.fields:
            value = self._filler.value(filling, record_type.by_name.get(name), draft.row)
            if value is not None:
                fields[name] = value
        before = draft.existing.tree.get("ext") if draft.existing else None
        fields["ext"] = {**(before if isinstance(before, dict) else {}), draft.step.system: draft.key}
        paragraphs = [self._filler.write(each, draft.row) for each in draft.step.body]
        paragraphs.append("\n".join(draft.row.notes))
        body = "\n\n".join(each for each in paragraphs if each)
        return fields, body + "\n" if body else ""

    def _edits(
        self, draft: Draft, before: Record, fields: Mapping[str, Tree], body: str, known: frozenset[str] | None
    ) -> list[Edit]:
        """Return the edits that bring what the source says anew into the record."""
        edits: list[Edit] = []
        names = dict.fromkeys((*(name for name, _ in draft.step.fields), "ext"))
        for name in names:
            if self._is_new(draft, name, before.tree.get(name), fields.get(name), known):
                value = fields.get(name)
                edits.append(Drop((name,)) if value is None else Put((name,), value))
        if self._is_new(draft, BODY, before.body or None, body or None, known):
            edits.append(PutBody(body))
        return edits

    def _is_new(self, draft: Draft, name: str, present: Tree, said: Tree, known: frozenset[str] | None) -> bool:
        """Return whether the source says something of a field that it did not say last time and nobody else changed.

        Where it is not known what the source said last time, anything that stands in the record may be a person's.
        """
        if present == said:
            return False
        if name == "ext":
            return said is not None
        if known is None or (draft.is_adopted and present is not None):
            if present is not None and said is not None:
                self.kept.append(Kept(draft.path, name, said))
            return present is None
        if mark(name, said) in known or (name == BODY and mark(name, said or "") in known):
            return False
        if present is None or mark(name, present) in known:
            return True
        self.kept.append(Kept(draft.path, name, said))
        return False

    def _spliced(self, before: Record, record_type: RecordType, edits: list[Edit]) -> bytes:
        content = read_file(self._book.root, before.path)
        dressed = [
            Put(each.path, dress_at(record_type, each.path, each.tree)) if isinstance(each, Put) else each
            for each in edits
        ]
        return splice(content, before.path, dressed, record_type.order) if dressed else content

    def _change(
        self, draft: Draft, before: Record | None, content: bytes, expected: str | Expected, edits: tuple[Edit, ...]
    ) -> RecordChange:
        """Return the change of a file, once it is known to be sound.

        Raises:
            RowRefused: the record would have an error in it.

        """
        reading = read_record(draft.path, content, self._schema, self._industry(draft))
        for problem in reading.problems:
            if problem.severity is Severity.ERROR and before is None:
                raise RowRefused(problem.field or "", problem.message, problem.hint)
            if before is None or before.tree != (reading.record.tree if reading.record else {}):
                self._findings.notice(draft.row.file, draft.row.line, problem.message)
        if draft.step.type == "client" and reading.record:
            self._industries[reading.record.name] = reading.record.text("industry")
        return RecordChange(draft.path, before, reading.record, content, expected, edits, reading.problems)

    def _industry(self, draft: Draft) -> str:
        """Return the industry of the client a draft belongs to, which chooses the pack its fields come from."""
        parts = draft.path.split("/")
        if parts[0] != "clients":
            return ""
        if parts[1] not in self._industries:
            client = self._book.snapshot().records.get(f"clients/{parts[1]}/client")
            self._industries[parts[1]] = client.text("industry") if client else ""
        return self._industries[parts[1]]


def _ledger_key(draft: Draft) -> Key:
    """Return what the ledger calls a draft's record, on one line."""
    return (draft.step.type, " ".join(f"{draft.step.system}:{draft.key}".splitlines()))
