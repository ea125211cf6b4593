"""The inbox: every conflict of a book, with its values, who wrote them, and what a person would probably choose."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from ...schema.dataclass import dataclass
from ...schema.record import CONFLICTS, Record
from ...schema.sentences import Sentence, sentence
from ...schema.tree import Tree, value_at
from ..merge.body import BODY
from ..merge.decisions import MISSING, Value
from ..merge.entries import ConflictEntry, ConflictKind, Credit, read_entries
from ..merge.named_places import find_places
from ..snapshot import Snapshot


class Choice(StrEnum):
    """What a person can do about a conflict."""

    KEPT = "kept"
    """What stands in the record now is right."""
    OTHER = "other"
    """The other value is."""
    BOTH = "both"
    """Both belong: texts one after the other, lists joined."""


@dataclass(frozen=True, slots=True)
class RecordConflict:
    """One conflict of one record."""

    record: Record
    """The record, with the value that stands for now."""
    entry: ConflictEntry
    """The conflict itself."""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be done by itself; anything else is an edit."""
        if self.entry.kind is ConflictKind.UNREADABLE:
            return (Choice.KEPT,)
        return (*_EITHER, Choice.BOTH) if self._can_have_both else _EITHER

    @property
    def suggestion(self) -> Choice:
        """What a person would probably choose: the value written last; an edit before a deletion; one record before two."""
        if self.entry.kind is ConflictKind.DOUBLED:
            return Choice.OTHER
        if Choice.OTHER not in self.choices or self.entry.is_of_presence or self.is_written_since:
            return Choice.KEPT
        if self.entry.field == BODY and self._can_have_both:
            return Choice.BOTH
        kept, other = self.entry.kept_credit.moment, self.entry.other_credit.moment
        return Choice.OTHER if kept is not None and other is not None and other > kept else Choice.KEPT

    @property
    def stands(self) -> Value:
        """What the record says now where the conflict is: the value that was kept, unless somebody has written it since."""
        if self.entry.kind is not ConflictKind.FIELD or self.entry.field == BODY:
            return self.entry.kept
        tree = dict(self.record.tree)
        found = [value_at(tree, place) for place in find_places(tree, self.entry.field)]
        if self.entry.kept in found or (self.entry.kept is MISSING and None in found):
            return self.entry.kept
        return found[0] if len(found) == 1 and found[0] is not None else MISSING

    @property
    def is_written_since(self) -> bool:
        """Whether what stands is neither of the two values, as somebody has written the field since."""
        return self.stands != self.entry.kept

    @property
    def stands_credit(self) -> Credit:
        """Who wrote what stands; of a value that was written since, the history of its field tells it."""
        return Credit() if self.is_written_since else self.entry.kept_credit

    def side_of(self, who: str) -> Choice | None:
        """Return which of the two values ``who`` (the name on commits) wrote; None where neither or both."""
        mine = [self.entry.kept_credit.who == who, self.entry.other_credit.who == who]
        if not who or mine[0] == mine[1]:
            return None
        return Choice.KEPT if mine[0] else Choice.OTHER

    @property
    def _can_have_both(self) -> bool:
        values = (self.entry.kept, self.entry.other)
        if self.entry.is_of_presence or MISSING in values:
            return False
        return self.entry.field == BODY or all(isinstance(each, list) for each in values)


_EITHER = (Choice.KEPT, Choice.OTHER)


def tell_presence(entry: ConflictEntry, kept: str, other: str) -> Sentence:
    """Return why it is asked whether a record should be there; ``kept`` and ``other`` are who is credited, in words."""
    if entry.kind is ConflictKind.LOST:
        return sentence("A merge by {who} had left this record out; it is back.", who=kept)
    if entry.kind is ConflictKind.DOUBLED:
        return sentence(
            "A merge by {who} left this file beside {record}, which is the same record; the other choice makes them one.",
            who=kept,
            record=str(entry.other),
        )
    return sentence("{kept} changed it, {other} deleted it; it was kept.", kept=kept, other=other)


def list_conflicts(records: Iterable[Record]) -> list[RecordConflict]:
    """Return the conflicts of records, by record and field."""
    return [conflict for record in records if CONFLICTS in record.tree for conflict in conflicts_of(record)]


def all_conflicts(snapshot: Snapshot) -> list[RecordConflict]:
    """Return the conflicts of a book: those of its settings, then those of its records."""
    return list_conflicts((*snapshot.config.disputed, *snapshot.records.values()))


def find_settings(snapshot: Snapshot, path: str) -> Record | None:
    """Return the settings file at ``path`` that is in conflict; None where there is none."""
    return next((each for each in snapshot.config.disputed if each.path == path), None)


def conflicts_of(record: Record) -> list[RecordConflict]:
    """Return the conflicts of one record, by field."""
    entries: Tree = record.tree.get(CONFLICTS)
    return [RecordConflict(record, each) for each in sorted(read_entries(entries), key=lambda one: (one.field, one.id))]
