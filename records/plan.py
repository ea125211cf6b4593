"""Plans: what a save, a bulk edit or an import would do, shown before it is done and applied as one commit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from ..schema.dataclass import dataclass
from ..schema.problems import Problem
from ..schema.record import Record
from ..schema.sentences import Sentence
from ..schema.tree import Tree
from .files.edits import Edit
from .saving.writes import Expected, FileWrite


@dataclass(frozen=True, slots=True)
class FieldDiff:
    """One field before and after."""

    field: str
    """The top-level field; ``body`` for the text."""
    before: Tree
    """None where it was missing."""
    after: Tree
    """None where it will be missing."""


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What happens to one file."""

    path: str
    """The file, relative to the book."""
    before: Record | None
    """None when it is created."""
    after: Record | None
    """None when it is deleted."""
    content: bytes | None
    """The bytes it will hold; None when it is deleted."""
    expected: str | Expected
    """The blob id the file must still have, or that there must be none."""
    edits: tuple[Edit, ...] = ()
    """The edits it came from, to be made again on what somebody else wrote meanwhile."""
    problems: tuple[Problem, ...] = ()
    """What will be wrong in the file afterwards, judged from the file alone."""

    @property
    def id(self) -> str:
        """The record's id."""
        return self.path.rpartition(".")[0]

    @property
    def diffs(self) -> tuple[FieldDiff, ...]:
        """The fields that differ, in the order they stand."""
        return tuple(compare(self.before, self.after))


@dataclass(frozen=True, slots=True)
class Plan:
    """Changes that belong together: one commit, one undo."""

    subject: Sentence
    """What they are for, in words; the commit's first line."""
    changes: tuple[RecordChange, ...] = ()
    """At most one for each file."""
    extras: tuple[FileWrite, ...] = ()
    """Other files written with them: settings, the book's schema, reports."""
    carried: tuple[FileWrite, ...] = ()
    """Files without fields of their own that change place with them: attachments, and records that cannot be read."""
    begins: bool = False
    """Whether the book begins with it, so that an undo never takes it back."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What will be wrong afterwards in the files it touches."""
        return tuple(chain.from_iterable(each.problems for each in self.changes))

    def __bool__(self) -> bool:
        return bool(self.changes or self.extras)


def join(plans: Sequence[Plan], subject: Sentence) -> Plan:
    """Return one plan for several that touch different files."""
    changes = chain.from_iterable(each.changes for each in plans)
    carried = chain.from_iterable(each.carried for each in plans)
    extras = chain.from_iterable(each.extras for each in plans)
    return Plan(subject, tuple(changes), tuple(extras), tuple(carried))


def compare(before: Record | None, after: Record | None) -> Iterator[FieldDiff]:
    """Yield the fields in which two states of a record differ; all of them for a new or deleted one."""
    old = before.tree if before else {}
    new = after.tree if after else {}
    for name in dict.fromkeys((*new, *old)):
        if old.get(name) != new.get(name):
            yield FieldDiff(name, old.get(name), new.get(name))
    old_body = before.body if before else ""
    new_body = after.body if after else ""
    if old_body != new_body:
        yield FieldDiff("body", old_body or None, new_body or None)
