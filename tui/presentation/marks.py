"""Marked rows: which records are marked, kept by their ids over every filter and reload."""

from __future__ import annotations

from collections.abc import Container, Sequence

from ...schema.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Marks:
    """The marked records of a list."""

    ids: frozenset[str] = frozenset()
    """Which."""
    anchor: str = ""
    """The record marked last: where a range begins."""

    def __bool__(self) -> bool:
        return bool(self.ids)

    def __len__(self) -> int:
        return len(self.ids)

    def toggle(self, record_id: str) -> Marks:
        """Mark a record, or take its mark away."""
        return Marks(self.ids ^ {record_id}, record_id)

    def reach(self, record_id: str, rows: Sequence[str]) -> Marks:
        """Mark every row from the one marked last to ``record_id``; that alone where none was."""
        if self.anchor not in rows or record_id not in rows:
            return Marks(self.ids | {record_id}, record_id)
        first, last = sorted((rows.index(self.anchor), rows.index(record_id)))
        return Marks(self.ids | set(rows[first : last + 1]), record_id)

    def all_or_none(self, rows: Sequence[str]) -> Marks:
        """Mark every row; where all are marked, none."""
        return Marks() if self.ids.issuperset(rows) else Marks(self.ids | set(rows), self.anchor)

    def among(self, known: Container[str]) -> Marks:
        """Return the marks of the records that are still there."""
        ids = frozenset(each for each in self.ids if each in known)
        return self if ids == self.ids else Marks(ids, self.anchor if self.anchor in ids else "")
