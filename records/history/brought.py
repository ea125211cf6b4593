"""What came in with a sync, as a readable list: who did it, and which records and fields it changed here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from pathlib import Path

from ...schema.dataclass import dataclass, replace
from ...schema.language import Language
from ...schema.record import CONFLICTS
from ..git.reading import ObjectReader
from ..git.run import Git
from ..snapshot import Snapshot
from .comparison import compare_moments
from .moments import authors_between
from .telling import ToldRecord, tell_comparison


@dataclass(frozen=True, slots=True)
class Brought:
    """What one exchange brought in."""

    after: str
    """The commit at which the branch was then."""
    people: Mapping[str, int]
    """Who made the commits that came in, with how many, the busiest first."""
    records: tuple[ToldRecord, ...]
    """The records that differ, client by client. What a conflict left in a record is not told: the inbox has it."""
    others: tuple[str, ...]
    """Other files that differ, and records that cannot be read."""


def read_brought(
    root: Path, snapshot: Snapshot, spans: Sequence[tuple[str, str]], language: Language, zone: tzinfo
) -> tuple[Brought, ...]:
    """Return what came in between the commits of each span, before and after, the last one first."""
    git = Git(root)
    with ObjectReader(git) as reader:
        return tuple(_read(git, reader, snapshot, span, language, zone) for span in reversed(spans))


def _read(
    git: Git, reader: ObjectReader, snapshot: Snapshot, span: tuple[str, str], language: Language, zone: tzinfo
) -> Brought:
    before, after = span
    found = compare_moments(git, reader, snapshot.schema, before, after)
    told = tell_comparison(found, snapshot, language, zone)
    people = authors_between(git, before, after, merges=False)
    return Brought(after, people, tuple(map(_without_conflicts, told)), tuple(each.path for each in found.others))


def _without_conflicts(told: ToldRecord) -> ToldRecord:
    kept = tuple(each for each in told.changes if each.field.partition(".")[0] != CONFLICTS)
    return replace(told, changes=kept)
