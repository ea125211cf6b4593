"""Several points of a history brought back together: one plan, one commit, one undo."""

from __future__ import annotations

from collections.abc import Sequence

from ...schema.dataclass import dataclass
from ...schema.sentences import plural
from ..book import Book
from ..files.edits import Edit
from ..git.reading import ObjectReader
from ..git.run import Git
from ..plan import Plan, join
from ..planning import plan_edit
from .restoring import Past, edits_to, plan_restore, plan_return


@dataclass(frozen=True, slots=True)
class Point:
    """What is to be as it was."""

    commit: str
    """When it was so."""
    path: str
    """The file."""
    field: str = ""
    """The field; empty for the whole record."""
    before: bool = False
    """Whether what counts is how it was before that commit: the one that deleted it."""


def plan_points(book: Book, points: Sequence[Point]) -> Plan:
    """Plan that each point is as it was then; of one field named twice the first counts.

    Raises:
        NeverThere: a record was not there at that moment.
        StateNeedsMove: a field is a state, which is moved and not put back.
        UnreadableThen: what a file held cannot be read.

    """
    by_path: dict[str, dict[str, Point]] = {}
    for each in points:
        by_path.setdefault(each.path, {}).setdefault(each.field, each)
    git = Git(book.root)
    with ObjectReader(git) as reader:
        plans = [_plan(book, git, reader, [*fields.values()]) for fields in by_path.values()]
    plans = [each for each in plans if each]
    if len(plans) == 1:
        return plans[0]
    return join(plans, plural("{n} record as it was", "{n} records as they were", len(plans)))


def _plan(book: Book, git: Git, reader: ObjectReader, points: Sequence[Point]) -> Plan:
    """Plan all points of one file."""
    snapshot, path = book.snapshot(), points[0].path
    record = snapshot.at_path(path)
    if record is None:
        return plan_return(snapshot, Past(git, reader, _commit_of(reader, points[0])), path)
    then = [Past(git, reader, _commit_of(reader, each)).read(record) for each in points]
    first = plan_restore(snapshot, book.root, record, then[0], points[0].field)
    if len(points) == 1:
        return first
    machine = snapshot.type_of(record).machine
    edits: list[Edit] = []
    for document, each in zip(then, points, strict=True):
        found = edits_to(record, document, each.field, machine.field if machine else "")
        edits += [edit for edit in found if edit not in edits]
    return Plan(first.subject, (plan_edit(snapshot, book.root, record, edits),)) if edits else Plan(first.subject)


def _commit_of(reader: ObjectReader, point: Point) -> str:
    return (reader.resolve(f"{point.commit}^") or point.commit) if point.before else point.commit
