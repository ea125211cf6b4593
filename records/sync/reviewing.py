"""What would come in: the shared branch as it is there now, fetched and not merged."""

from __future__ import annotations

from pathlib import Path

from ..git.exchange import Outcome, fetch
from ..git.reading import ObjectReader
from ..git.repository import open_repository, read_state
from .mistakes import RemoteUnreachable, SyncHindered
from .state import require_target


def fetch_shared(root: Path, *, asks: bool = True) -> str:
    """Return the reference that holds what the shared branch has; it is asked first where ``asks``.

    Raises ``NoRemote``, ``SeveralRemotes``, ``SyncHindered`` where no branch is checked out, or ``RemoteUnreachable``.
    """
    repository = open_repository(root)
    with ObjectReader(repository.git) as reader:
        state = read_state(repository, reader)
    if state.branch is None:
        assert state.obstacle is not None
        raise SyncHindered(state.obstacle)
    target = require_target(repository.git, state.branch)
    if asks:
        exchange = fetch(repository.git, target)
        if exchange.outcome not in {Outcome.DONE, Outcome.BEHIND, Outcome.REWRITTEN, Outcome.NO_BRANCH}:
            raise RemoteUnreachable(target.remote, exchange.words, 0)
    return target.tracking
