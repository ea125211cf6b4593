"""A record that a merge made twice made one again: what was written into the copy since goes into the record."""

from __future__ import annotations

import os
from collections.abc import Iterator

from ...schema.errors import NeedsPerson
from ...schema.record import CONFLICTS, Record
from ...schema.sentences import Sentence, sentence
from ..book import Book
from ..files.atomic import blob_id, read_file
from ..folders import folder_of, other_files
from ..git.mistakes import ObjectMissing
from ..git.reading import ObjectReader
from ..git.run import Git
from ..merge.entries import ConflictEntry, ConflictKind, Dispute, read_entries
from ..merge.records import change_entries, merge_record
from ..merge.renames import add_alias
from ..plan import Plan, join
from ..rewriting import plan_rewrite
from ..saving.writes import Expected, FileWrite
from ..snapshot import Snapshot


class NoTwin(NeedsPerson):
    """The record that a copy is one of is not there, or what the merge left of it is in no history."""

    def __init__(self, path: str, twin: str) -> None:
        super().__init__(
            sentence("{path} cannot be put together with {twin}, which is not here any more.", path=path, twin=twin),
            sentence("Keep it as a record of its own, or delete it."),
        )


class TwiceInside(NeedsPerson):
    """In the folder of a client or person that was made twice lies something that was made twice too."""

    def __init__(self, folder: str, inside: str) -> None:
        super().__init__(
            sentence("{folder} cannot go yet: {inside} stands in both folders.", folder=folder, inside=inside),
            sentence("Settle that first."),
        )


def plan_fold(book: Book, copy: Record, entry: ConflictEntry, subject: Sentence) -> Plan:
    """Plan that a copy goes, and what was written into it since the merge goes into the record it is a copy of.

    The copy's name stays as an alias, so that links to it lead to the record; what lies in a folder it names goes along.

    Raises:
        NoTwin: there is no such record, or the version that the merge left is not here.
        TwiceInside: something in the folder that the copy names stands in that of the record too.

    """
    snapshot = book.snapshot()
    twin = _find_twin(snapshot, copy, str(entry.other))
    content = _joined(book, copy, entry, twin)
    plans = plan_rewrite(snapshot, book.root, twin, content), book.remove(copy), _along(book, copy, twin, subject)
    return join(plans, subject)


def _find_twin(snapshot: Snapshot, copy: Record, name: str) -> Record:
    """Return the record that was called ``name`` when the merge was looked at; it may have another name now."""
    twin = snapshot.records.get(name) or snapshot.resolve(name, copy, (copy.type,))
    if twin is None or twin is copy:
        raise NoTwin(copy.path, name)
    return twin


def _along(book: Book, copy: Record, twin: Record, subject: Sentence) -> Plan:
    """Plan that what lies in the folder that a copy names goes into that of the record."""
    folder, target = folder_of(copy) or "", folder_of(twin) or ""
    writes = []
    for path in other_files(book.root, copy, (copy.path,)):
        place = target + path.removeprefix(folder)
        if os.path.lexists(book.root / place):
            raise TwiceInside(folder, path)
        content = read_file(book.root, path)
        writes += [FileWrite(path, None, blob_id(content)), FileWrite(place, content, Expected.ABSENT)]
    return Plan(subject, carried=tuple(writes))


def _joined(book: Book, copy: Record, entry: ConflictEntry, twin: Record) -> bytes:
    """Return the record with what was written into its copy; what both say differently is in conflict."""
    with ObjectReader(Git(book.root)) as reader:
        try:
            base = reader.read(str(entry.base), "blob")
        except ObjectMissing:
            raise NoTwin(copy.path, twin.id) from None
    asked = frozenset(_disputes(copy))
    written = change_entries(copy.path, read_file(book.root, copy.path), asked)
    merged = merge_record(twin.path, base, read_file(book.root, twin.path), written).content
    assert merged is not None
    return merged if copy.name == twin.name else add_alias(twin.path, merged, copy.name)


def _disputes(copy: Record) -> Iterator[Dispute]:
    for each in read_entries(copy.tree.get(CONFLICTS)):
        if each.kind is ConflictKind.DOUBLED:
            yield each.dispute
