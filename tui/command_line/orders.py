"""What a line of the command line asks for, understood but not yet done."""

from __future__ import annotations

from ...records.assignments import Assignment
from ...records.log_draft import LogDraft
from ...schema.dataclass import dataclass
from ...schema.record import Record


@dataclass(frozen=True, slots=True)
class Act:
    """Perform an action."""

    action: str
    """Its id."""


@dataclass(frozen=True, slots=True)
class ShowList:
    """Show the records of a type."""

    type: str
    """The record type."""
    query: str = ""
    """Which of them; empty for all."""


@dataclass(frozen=True, slots=True)
class FilterList:
    """Filter the list on the screen."""

    query: str
    """In the query language."""


@dataclass(frozen=True, slots=True)
class SortList:
    """Order the list on the screen."""

    order: str
    """As in ``amount-``."""


@dataclass(frozen=True, slots=True)
class OpenRecord:
    """Open the record that is called so."""

    text: str
    """An id, a name, or an unambiguous part of a name or title."""


@dataclass(frozen=True, slots=True)
class SearchText:
    """Search everything."""

    text: str
    """What for."""


@dataclass(frozen=True, slots=True)
class SetFields:
    """Change fields of a record."""

    record: Record
    """Which."""
    assignments: tuple[Assignment, ...]
    """What."""


@dataclass(frozen=True, slots=True)
class MoveTo:
    """Move a record to a state."""

    record: Record
    """Which."""
    state: str
    """The word of the state."""
    assignments: tuple[Assignment, ...] = ()
    """Fields given with it."""
    note: str = ""
    """Why it moves."""


@dataclass(frozen=True, slots=True)
class MakeRecord:
    """Write a new record."""

    type: str
    """Of this type."""
    assignments: tuple[Assignment, ...]
    """With these fields, its title among them."""
    client: str = ""
    """What its client is called; empty for that of the selected record."""
    near: Record | None = None
    """The selected record."""


@dataclass(frozen=True, slots=True)
class MakeLog:
    """Log an interaction."""

    draft: LogDraft
    """As it was understood."""


@dataclass(frozen=True, slots=True)
class Rename:
    """Give the record's file another name."""

    record: Record
    """Which."""
    name: str
    """The name."""


@dataclass(frozen=True, slots=True)
class WearTheme:
    """Draw in a theme."""

    name: str
    """Its name."""


Order = (
    Act
    | ShowList
    | FilterList
    | SortList
    | OpenRecord
    | SearchText
    | SetFields
    | MoveTo
    | MakeRecord
    | MakeLog
    | Rename
    | WearTheme
)
"""Anything a line can ask for."""
