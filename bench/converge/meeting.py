"""How a clone gets what others did: from the hub, or straight from another clone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from random import Random

from ...records.saving.incoming import Incoming
from ...records.saving.keeper import Keeper
from ...records.sync.syncing import Syncer, prepare_merge
from ...schema.language import ENGLISH
from .first_book import git

_OTHER = "refs/peers/other"


def sync(root: Path, clock: Callable[[], datetime], random: Random) -> None:
    """Exchange with the hub. Raises what a sync raises."""
    with Keeper(root, clock) as keeper:
        Syncer(keeper, ENGLISH, random).sync()


def look_at(root: Path, other: Path) -> None:
    """Fetch what another clone has now."""
    git(root, "fetch", "-q", str(other), f"+main:{_OTHER}", check=False)


def merge_seen(root: Path, clock: Callable[[], datetime]) -> None:
    """Merge what was fetched from another clone: so histories cross. Raises what a merge raises."""
    with Keeper(root, clock) as keeper:
        theirs = keeper.reader.resolve(_OTHER)
        if theirs is None or keeper.reader.resolve("HEAD") is None:
            return
        seen = theirs

        def prepare() -> Incoming | None:
            here = keeper.reader.resolve("HEAD") or ""
            missing = git(root, "rev-list", "--count", f"{here}..{seen}")
            return prepare_merge(keeper, here, seen, "peer", ENGLISH)[0] if missing != "0" else None

        keeper.bring_in(prepare)
