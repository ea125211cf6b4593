"""What of a book waits to be shared, told without asking the network."""

from __future__ import annotations

from ...schema.dataclass import dataclass
from ..git.ancestry import count_commits
from ..git.exchange import RemoteBranch, read_followed, read_remotes
from ..git.repository import read_state
from ..git.run import Git
from ..saving.keeper import Keeper
from .mistakes import NoRemote, SeveralRemotes

ORIGIN = "origin"


@dataclass(frozen=True, slots=True)
class Sharing:
    """How a book stands to the one it is shared through."""

    target: RemoteBranch | None
    """The branch it exchanges with; None where it is shared with nobody, or nobody said with whom."""
    to_send: int
    """Commits here that are not there, as far as was seen."""
    to_merge: int
    """Commits there that were fetched and are not merged here."""
    waiting: int
    """Saves that wait for their commit."""


def read_sharing(keeper: Keeper) -> Sharing:
    """Return what waits to be sent and merged, by what was last fetched."""
    git = keeper.repository.git
    state = read_state(keeper.repository, keeper.reader)
    waiting = len(keeper.pending())
    target = choose_target(git, state.branch) if state.branch and read_remotes(git) else None
    if target is None or state.head is None:
        return Sharing(target, 0, 0, waiting)
    there = keeper.reader.resolve(target.tracking)
    to_merge = count_commits(git, state.head, there) if there else 0
    return Sharing(target, count_commits(git, there, state.head), to_merge, waiting)


def choose_target(git: Git, branch: str) -> RemoteBranch | None:
    """Return the branch that ``branch`` follows, else its namesake at ``origin`` or the only remote; None in doubt."""
    followed = read_followed(git, branch)
    if followed is not None:
        return followed
    remotes = read_remotes(git)
    remote = ORIGIN if ORIGIN in remotes else remotes[0] if len(remotes) == 1 else None
    return RemoteBranch(remote, branch) if remote else None


def require_target(git: Git, branch: str) -> RemoteBranch:
    """Return the branch to exchange with. Raises ``NoRemote`` or ``SeveralRemotes``."""
    target = choose_target(git, branch)
    if target is not None:
        return target
    remotes = read_remotes(git)
    if remotes:
        raise SeveralRemotes(remotes)
    raise NoRemote
