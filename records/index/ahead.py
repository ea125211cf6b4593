"""Ahead: the look at all files for changes, begun in copies of the process before the rest of the program is loaded.

A small command spends as long on loading itself as on that look, and loads on one processor. So the entry point starts
the copies for commands that read the whole book; when the index is opened, the answer is there or nearly so. It counts
only where the cache is still the very file that the copies read. ``CARTERA_NO_LOOK_AHEAD=1`` does without.
This module loads as little as it can: what it imports delays the copies.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from .frames import DAMAGED, Identity, Source, end_of_parts
from .freshness import ANY_AGE, check_share, find_stale
from .workers import Copy, are_done, count_workers, end_jobs, finish_jobs, start_jobs

WORTH_IT = 1_000_000
"""Bytes of a cache from which starting the copies so early is quicker."""


class LookAhead:
    """Copies of the process that look at the files of one book."""

    def __init__(self, root: Path, started: list[Copy], patience: float | None = None) -> None:
        self.root = root
        """The folder of the book."""
        self._started = started
        self._patience = patience

    @property
    def is_wanted(self) -> bool:
        """Whether what it finds is still to be asked for."""
        return bool(self._started)

    @property
    def is_late(self) -> bool:
        """Whether it takes longer than whoever began it is ready to wait: what was kept is then shown meanwhile."""
        return self._patience is not None and not are_done(self._started, self._patience)

    def stale(self, identity: Identity) -> list[str] | None:
        """Return the folders in which something is not as the cache of that identity has it; None where that is unknown."""
        started, self._started = self._started, []
        answers = [marshal.loads(each) for each in finish_jobs(started) if each is not None]  # noqa: S302 - our own copies
        if not started or len(answers) < len(started) or any(tuple(known) != identity for known, _ in answers):
            return None
        return [folder for _, stale in answers for folder in stale]

    def close(self) -> None:
        """End the copies if nobody has asked for what they found."""
        started, self._started = self._started, []
        end_jobs(started)
        for _, reading in started:
            os.close(reading)


def look_ahead(
    root: Path, cache: Path, environment: Mapping[str, str], patience: float | None = None
) -> LookAhead | None:
    """Begin to look at the book at ``root`` whose cache file is ``cache``; None where it is not worth it.

    Who has ``patience`` for some seconds only, and goes on with what was kept, has more to do meanwhile: one processor is
    left to them.
    """
    try:
        size = cache.stat().st_size
    except OSError:
        return None
    workers = count_workers()
    if size < WORTH_IT or workers == 1 or environment.get("CARTERA_NO_LOOK_AHEAD"):
        return None
    copies = workers if patience is None else workers - 1
    return LookAhead(
        root, start_jobs([partial(_look, str(root), cache, place, copies) for place in range(copies)]), patience
    )


def _look(root: str, cache: Path, place: int, copies: int) -> bytes:
    """Return what one copy finds: in its share of the parts, the first also in what was appended later."""
    try:
        source = Source(cache)
        identity = source.identity()
        _, at = source.frame(0)
        (spans, _, groups), at = source.frame(at)
        changes, end = source.frames(end_of_parts(at, spans, groups))
        later: dict[str, Any] = {folder: marked for marks, _, _ in changes for folder, marked in marks.items()}
        loads = [partial(source.unpack, at + begin, length) for begin, length in spans[place::copies]]
        stale = marshal.loads(check_share(root, loads, ANY_AGE, later))  # noqa: S302 - made one line above
        if place == 0:
            present = {folder: marked for folder, marked in later.items() if marked is not None}
            stale += find_stale(root, present, ANY_AGE)
    except (OSError, *DAMAGED):
        return marshal.dumps(((0, 0, 0), []))
    return marshal.dumps((identity if end else (0, 0, 0), stale))
