"""What a file shall hold, on the disk and in each commit, when saves of it wait and it may have changed outside.

A save that is being made finds the file as it was seen and this is plain. After a crash, or when a rebase put another
version there, the waiting saves are merged into what is found. Where both changed the same field, the commit gets the
saved value and the disk keeps what was found: both can be seen, neither is lost. What a merge brings meets an edit of the
disk as it would meet another history: what cannot be decided becomes a conflict of the record.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...schema.dataclass import dataclass
from .journal import PlannedFile


@dataclass(frozen=True, slots=True)
class Settled:
    """The outcome for one file."""

    on_disk: bytes | None
    """What the file shall hold; None: it shall not be there."""
    in_commits: tuple[bytes | None, ...]
    """What the commit of each waiting save shall hold, oldest first."""
    conflicts: tuple[str, ...] = ()
    """The dotted fields that were changed outside too."""


def settle(steps: Sequence[PlannedFile], found: bytes | None) -> Settled:
    """Return what becomes of one path, saved in ``steps`` (oldest first), where the disk holds ``found``."""
    last = steps[-1].after
    if any(found in (step.before, step.after) for step in steps):
        return Settled(last, tuple(step.after for step in steps))
    from ..merge.decisions import Side
    from ..merge.records import merge_file, merge_record  # only after a crash or a rebase, never in a plain save

    path, base = steps[0].path, steps[0].before
    if all(step.is_brought for step in steps):
        united = merge_record(path, base, found, last)
        return Settled(found if united.copies else united.content, tuple(step.after for step in steps))
    commits = tuple(merge_file(path, base, found, step.after, prefer=Side.THEIRS).content for step in steps)
    merged = merge_file(path, base, found, last, prefer=Side.OURS)
    return Settled(merged.content, commits, tuple(conflict.field for conflict in merged.conflicts))
