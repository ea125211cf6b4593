"""Drafts: which record each row is, where it lies and what it is called, before any field is filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial

from ...schema.dataclass import dataclass
from ...schema.record import FOLDER_NAMED, Record
from ...schema.record_type import RecordType
from ...schema.sentences import sentence
from ...schema.tree import Tree
from ..drafting import Author, Home, place_file
from ..files.locate import slug
from ..snapshot import Snapshot
from .filling import Filler, RowInHand
from .finder import Finder, Target
from .findings import Findings, RowRefused
from .ledger import short_hash
from .recipe import ListOf, Source, Step
from .tables import Row, Table

LONGEST_KEY = 200
"""Ids of other systems are shorter; a longer one is a wrong column."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One row and the record it is."""

    step: Step
    """What is done with the row."""
    row: RowInHand
    """The row."""
    key: str
    """Its id in the other system."""
    path: str
    """The file of the record."""
    existing: Record | None
    """The record as the book has it; None where it is new."""
    is_adopted: bool
    """Whether the book's record is known by its name alone: it was not imported, so what it says stays."""


class Drafter:
    """Gives the rows of one step their records."""

    def __init__(
        self,
        snapshot: Snapshot,
        types: Mapping[str, RecordType],
        *,
        filler: Filler,
        finder: Finder,
        findings: Findings,
        now: datetime,
    ) -> None:
        self._snapshot = snapshot
        self._filler = filler
        self._finder = finder
        self._findings = findings
        self._author = Author(None, now)
        self._types: Mapping[str, RecordType] = types
        self._taken: dict[str, str] = {}
        self._seen: dict[tuple[str, str, str], int] = {}

    def drafts(self, step: Step, record_type: RecordType, table: Table) -> Iterator[Draft]:
        """Yield a draft for every row of ``table`` that counts; refused rows go to the findings."""
        for row in table.rows:
            hand = self._take(step, table, row)
            if not step.only_if.holds(hand.cells):
                continue
            try:
                draft = self._draft(step, record_type, hand, row)
            except RowRefused as refused:
                self._findings.refuse(table.file, row.line, refused)
                continue
            if draft:
                yield draft

    def _take(self, step: Step, table: Table, row: Row) -> RowInHand:
        """Return a row with the mends of its step made."""
        cells: Mapping[str, str] = row.cells
        for column, mends in step.mend.items():
            said = row.cells.get(column, "")
            if said in mends:
                cells = {**cells, column: mends[said]}
                self._findings.mend(table.file, row.line, column, said, mends[said])
        return RowInHand(table.file, row.line, cells, step.system)

    def _draft(self, step: Step, record_type: RecordType, hand: RowInHand, row: Row) -> Draft | None:
        """Return the draft of a row; None where it names a record that an earlier row made and may."""
        if row.extra:
            raise RowRefused("", sentence("it has more cells than the table has columns."))
        key = self._filler.text(step.key, hand)
        column = ", ".join(step.key.template.columns)
        if not key:
            raise RowRefused(column, sentence("it has no id the record could be known by."))
        if len(key) > LONGEST_KEY:
            raise RowRefused(column, sentence("its id is longer than {most} characters.", most=LONGEST_KEY))
        first = self._seen.get((step.type, step.system, key))
        if first is not None:
            if step.distinct:
                return None
            raise RowRefused(column, sentence("line {line} has the same id “{key}”.", line=first, key=key))
        self._seen[step.type, step.system, key] = hand.line
        hand.client = self._client(step, record_type, hand)
        known = self._finder.record_with_key(step.type, step.system, key)
        existing = self._snapshot.at_path(known.path) if known else None
        if existing:
            hand.client = None if existing.type in FOLDER_NAMED else existing.client
            return self._made(step, hand, key, existing.path, existing)
        path = self._free_path(step, record_type, hand, key)
        return self._made(step, hand, key, path, self._snapshot.at_path(path), is_adopted=True)

    def _made(
        self, step: Step, hand: RowInHand, key: str, path: str, existing: Record | None, *, is_adopted: bool = False
    ) -> Draft:
        """Return the draft and make it findable for the rows that link to it."""
        draft = Draft(step, hand, key, path, existing, is_adopted and existing is not None)
        self._taken[path] = key
        probe = Record(path, step.type, existing.tree if existing else {}, "", "")
        tree = self._facts(step, hand, ("title", "emails", "email", "website"))
        title = tree.get("title")
        target = Target(step.type, probe.name, title if isinstance(title, str) else probe.title, probe.client, path)
        self._finder.add(target, step.system, key, {**probe.tree, **tree})
        return draft

    def _client(self, step: Step, record_type: RecordType, hand: RowInHand) -> str | None:
        """Return the client folder of a row's record; None where the row says none.

        Raises:
            RowRefused: it names one that is not there, or needs one and names none.

        """
        for source in step.client:
            target = self._filler.target(source, hand)
            client = (target.name if target.type == "client" else target.client) if target else None
            if client:
                return client
        if step.client_needed:
            columns = dict.fromkeys(column for source in step.client for column in source.template.columns)
            raise RowRefused(", ".join(columns), sentence("it says no client."))
        if "client" in record_type.layout.homes:
            self._findings.notice(
                hand.file,
                hand.line,
                sentence(
                    "{type}: the row says no client, so its record lies in {folder}/ of the book.",
                    type=record_type.label,
                    folder=record_type.layout.folder,
                ),
            )
        return None

    def _free_path(self, step: Step, record_type: RecordType, hand: RowInHand, key: str) -> str:
        """Return the file of a new record: the same for everybody who imports the same row."""
        layout = record_type.layout
        facts = self._facts(step, hand, ("title", "kind", "created", layout.dated_by))
        if "title" not in facts:
            raise RowRefused("", sentence("it gives the record no title."))
        said = self._filler.write(step.name, hand) if step.name else str(facts["title"])
        short = f"{step.system}:{key}"
        is_slow = "{r4}" not in layout.name
        is_astray = is_slow and hand.client is None and "client" in layout.homes
        for length in (0, 4, 8, 16) if is_slow and not is_astray else (4, 8, 16):
            code = short_hash(short, length)
            name = f"{slug(said)}-{code}" if is_slow and length else slug(said)
            home = Home(client=hand.client, name=name)
            path = place_file(record_type, facts, self._author, home, partial(str, code))
            if self._is_free(path, step.system):
                return path
        raise RowRefused("", sentence("there is already a file {path}.", path=path))

    def _is_free(self, path: str, system: str) -> bool:
        """Return whether nothing, or only a record made by hand, stands at ``path``."""
        if path in self._taken:
            return False
        reading = self._snapshot.reading_of(path)
        if reading is None:
            return True
        ext = reading.record.tree.get("ext") if reading.record else None
        return reading.record is not None and not (isinstance(ext, dict) and system in ext)

    def _facts(self, step: Step, hand: RowInHand, names: tuple[str, ...]) -> dict[str, Tree]:
        """Return some fields of a row's record ahead of the others; what is wrong in them is told later."""
        scratch = RowInHand(hand.file, hand.line, hand.cells, hand.system, hand.client)
        found: dict[str, Tree] = {}
        for name, filling in step.fields:
            if name in names and isinstance(filling, Source | ListOf):
                value = self._filler.quietly(filling, self._types[step.type].by_name.get(name), scratch)
                if value is not None:
                    found[name] = value
        return found
