"""Changes: which records are not what they were, so that only what they touch is drawn again."""

from __future__ import annotations

from ..schema.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """The difference between two snapshots of one book."""

    created: tuple[str, ...] = ()
    """Ids of records that are new."""
    edited: tuple[str, ...] = ()
    """Ids of records with another content."""
    deleted: tuple[str, ...] = ()
    """Ids of records that are gone or cannot be read any more."""
    schema_changed: bool = False
    """Whether the book's schema or settings differ: everything must be computed again."""

    def __bool__(self) -> bool:
        return bool(self.created or self.edited or self.deleted or self.schema_changed)

    @property
    def touched(self) -> frozenset[str]:
        """Every id in it."""
        return frozenset((*self.created, *self.edited, *self.deleted))
