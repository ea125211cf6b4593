"""Which part of a history is asked for: by whom, when, which field, which changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from ...schema.dataclass import dataclass, replace
from ...schema.folding import fold
from ...schema.record import Record
from ..git.history import FieldChange, HistoryEntry
from ..git.log import LoggedCommit
from ..snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Span:
    """When and by whom; what is empty narrows nothing."""

    by: str = ""
    """A handle, or part of a name or e-mail address."""
    addresses: frozenset[str] = frozenset()
    """The addresses of the person with that handle."""
    since: datetime | None = None
    """The first moment that counts."""
    until: datetime | None = None
    """The first moment that counts no more."""

    def wants(self, commit: LoggedCommit) -> bool:
        """Tell whether a commit lies in it."""
        if self.since is not None and commit.when < self.since:
            return False
        if self.until is not None and commit.when >= self.until:
            return False
        if not self.by:
            return True
        if self.addresses:
            return commit.address.casefold() in self.addresses
        return fold(self.by) in fold(f"{commit.who} {commit.address}")


def span_of(snapshot: Snapshot, by: str, since: datetime | None = None, until: datetime | None = None) -> Span:
    """Return the span in which ``by`` is known as a person of the book where it is a handle."""
    person = snapshot.records.get(f"people/{by}/user") if by else None
    address = person.text("email").casefold() if person else ""
    return Span(by, frozenset({address} - {""}), since, until)


def place_of(record: Record) -> str:
    """Return where a record's history lies: its file, or the folder it names with all that is inside."""
    return record.path if record.id.rpartition("/")[2] == record.name else record.path.rpartition("/")[0]


def follow_field(entries: Iterable[HistoryEntry], field: str) -> list[HistoryEntry]:
    """Return the entries that changed ``field`` or something inside it, each with those changes alone."""
    return keep_changes(entries, lambda change: f"{change.field}.".startswith(f"{field}."))


def keep_changes(entries: Iterable[HistoryEntry], wants: Callable[[FieldChange], bool]) -> list[HistoryEntry]:
    """Return the entries with the changes that are wanted; those without any are left out."""
    kept = []
    for entry in entries:
        files = tuple(replace(file, fields=tuple(filter(wants, file.fields))) for file in entry.files)
        files = tuple(file for file in files if file.fields)
        if files:
            kept.append(replace(entry, files=files))
    return kept
