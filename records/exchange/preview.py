"""What an import would do: counts, what was mended, what is refused, and the plan that does it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from ...schema.dataclass import dataclass
from ...schema.field import Labels
from ...schema.record_type import RecordType
from ...schema.tree import Tree
from ..plan import Plan, RecordChange
from .findings import Mend, Notice, Refusal
from .recipe import Recipe


@dataclass(frozen=True, slots=True)
class Kept:
    """A field in which the source says something new and the record something that is, or may be, a person's: it stays."""

    path: str
    """The record's file."""
    field: str
    """The field."""
    said: Tree
    """What the source says now."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What becomes of the rows of one record type."""

    label: Labels
    """What people call the records."""
    created: int = 0
    """New records."""
    updated: int = 0
    """Records that change."""
    unchanged: int = 0
    """Records that stay as they are."""


@dataclass(frozen=True, slots=True)
class Preview:
    """An import before it is done. Nothing is written until its plan is applied."""

    recipe: Recipe
    """What was asked."""
    counts: Mapping[str, Counts]
    """By record type, in the order of the recipe."""
    refusals: tuple[Refusal, ...]
    """The rows that will not come in, in order."""
    mends: tuple[Mend, ...]
    """What was read as something else, most frequent first."""
    notices: tuple[Notice, ...]
    """What a person should know, most frequent first."""
    kept: tuple[Kept, ...]
    """Fields in which a person's edit stays."""
    plan: Plan
    """What to apply; empty where nothing would change."""
    report: str
    """The file in the book that will say all this; empty where nothing would change."""

    @property
    def samples(self) -> tuple[RecordChange, ...]:
        """One change of each type and sort, the first of each, to show."""
        found: dict[tuple[str, bool], RecordChange] = {}
        for change in self.plan.changes:
            kind = change.after.type if change.after else ""
            found.setdefault((kind, change.before is None), change)
        return tuple(found.values())


def count(outcomes: Mapping[tuple[str, str], int], types: Iterable[RecordType]) -> dict[str, Counts]:
    """Return the counts by type of ``(type, outcome)`` tallies."""
    tally = Counter(outcomes)
    return {
        each.name: Counts(
            each.plural, tally[each.name, "created"], tally[each.name, "updated"], tally[each.name, "unchanged"]
        )
        for each in types
    }
