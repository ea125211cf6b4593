"""Writing a plan through the save protocol, made again where somebody else was faster."""

from __future__ import annotations

from collections.abc import Callable

from ..schema.dataclass import dataclass, replace
from ..schema.errors import CarteraError
from ..schema.language import Language
from ..schema.sentences import sentence
from .changes import Change
from .files.atomic import blob_id
from .plan import Plan, RecordChange
from .saving.keeper import Keeper
from .saving.writes import BEGINS_TRAILER, RECORD_TRAILER, ChangedOnDisk, CommitMessage, FileWrite, Receipt

_TRIES = 40
"""How often a plan is made again because somebody else was faster: of seven who write one record without a pause some were
overtaken five times, and each time by an edit of another field."""


class PathTaken(CarteraError):
    """A file with the new record's name is there already."""

    def __init__(self, path: str) -> None:
        super().__init__(
            sentence("There is already a file {path}.", path=path), sentence("Choose another title or name.")
        )


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a plan."""

    ids: tuple[str, ...]
    """The records it touched."""
    receipt: Receipt
    """The commit, or why it waits."""
    change: Change
    """What differs in the snapshot."""


def message_of(plan: Plan, language: Language) -> CommitMessage:
    """Return what the commit of a plan says, in the book's language."""
    if plan.begins:
        return CommitMessage(plan.subject.text(language), ((BEGINS_TRAILER, "1"),))
    trailers = ((RECORD_TRAILER, plan.changes[0].id),) if len(plan.changes) == 1 and not plan.extras else ()
    return CommitMessage(plan.subject.text(language), trailers)


def write_plan(
    keeper: Keeper, plan: Plan, message: CommitMessage, again: Callable[[RecordChange], RecordChange]
) -> tuple[Plan, Receipt]:
    """Save a plan and return it as it was saved.

    A file that changed between planning and saving gets its edits again, on what it holds now; ``again`` raises where
    both changed the same field.
    """
    for attempt in range(_TRIES):
        try:
            return plan, keeper.write(writes_of(plan), message)
        except ChangedOnDisk as changed:
            if attempt == _TRIES - 1:
                raise
            stale = set(changed.paths)
            plan = replace(plan, changes=tuple(again(each) if each.path in stale else each for each in plan.changes))
    raise AssertionError


def writes_of(plan: Plan) -> list[FileWrite]:
    """Return the files of a plan; a file that would hold the very bytes it holds is left out."""
    changed = (
        FileWrite(each.path, each.content, each.expected)
        for each in plan.changes
        if each.content is None or each.expected != blob_id(each.content)
    )
    return [*changed, *plan.carried, *plan.extras]
