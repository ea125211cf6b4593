"""What an undo and a redo would do now, and the last changes of this person one by one."""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from pathlib import Path

from ...schema.dataclass import dataclass
from ..git.log import LoggedCommit
from ..git.mistakes import NoIdentity
from ..git.reading import ObjectReader
from ..git.repository import open_repository
from .undo import last_undone, own_commits, standing
from .writes import REDOES_TRAILER, UNDOES_TRAILER

USUAL = 10
"""How many changes a list of them shows."""

LOOKED_AT = 200
"""Own commits looked at: undos and redos take places of their own."""


@dataclass(frozen=True, slots=True)
class UndoStep:
    """One change that can be taken back, or was."""

    commit: str
    """Its id."""
    subject: str
    """What it says."""
    who: str
    """Who made it."""
    when: datetime
    """When."""
    files: int
    """How many files it changed."""
    stands: bool
    """Whether it is not taken back yet."""


@dataclass(frozen=True, slots=True)
class UndoState:
    """Where one stands between undo and redo."""

    undoes: str = ""
    """What the next undo takes back; empty where there is nothing."""
    redoes: str = ""
    """What the next redo makes again; empty where there is nothing."""
    steps: tuple[UndoStep, ...] = ()
    """The last changes, the newest first."""


def read_undo_state(root: Path, limit: int = USUAL) -> UndoState:
    """Return what can be undone and redone in the book at ``root``, by whoever works there.

    Raises ``NoRepository`` and the other mistakes of ``open_repository``.
    """
    git = open_repository(root).git
    with ObjectReader(git) as reader:
        head = reader.resolve("HEAD")
    try:
        commits = list(islice(own_commits(git, head), LOOKED_AT))
    except NoIdentity:
        return UndoState()
    still = {each.id for each in standing(iter(commits))}
    again = last_undone(iter(commits))
    changes = [each for each in commits if not each.trailer(UNDOES_TRAILER) and not each.trailer(REDOES_TRAILER)]
    steps = tuple(_step(each, each.id in still) for each in changes[:limit])
    return UndoState(
        undoes=next((each.subject for each in changes if each.id in still), ""),
        redoes=next((each.subject for each in changes if each.id == again), ""),
        steps=steps,
    )


def _step(commit: LoggedCommit, stands: bool) -> UndoStep:
    return UndoStep(commit.id, commit.subject, commit.who, commit.when, len(commit.files), stands)
