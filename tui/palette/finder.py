"""Finds records by their titles: the index is built once, in the thread of the views, and follows the snapshots."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

from .. import messages
from ..searching import changed_ids

if TYPE_CHECKING:
    from ...records.snapshot import Snapshot
    from .titles import TitleIndex

MOST = 60
"""Records given at once; whoever needs more types more."""


class TitleFinder:
    """Answers the palette; who asks while the index is made beside the screens waits for it."""

    def __init__(self) -> None:
        self._index: TitleIndex | None = None
        self._snapshot: Snapshot | None = None
        self._lock = Lock()

    def prepare(self, snapshot: Snapshot) -> None:
        """Have the index ready before it is asked for."""
        self._index_of(snapshot)

    def find(self, snapshot: Snapshot, text: str, ahead: Sequence[str]) -> messages.TitlesFound:
        """Return the records whose titles fit ``text``; those of the ids ``ahead`` are looked at in any case."""
        return messages.TitlesFound(snapshot, text, tuple(self._index_of(snapshot).search(text, ahead)[:MOST]))

    def _index_of(self, snapshot: Snapshot) -> TitleIndex:
        from .titles import TitleIndex

        with self._lock:
            if self._index is None or self._snapshot is None:
                self._index = TitleIndex.build(snapshot)
            elif snapshot is not self._snapshot:
                changed = changed_ids(self._snapshot, snapshot)
                self._index = self._index.updated(snapshot, changed) if changed else self._index
            self._snapshot = snapshot
            return self._index
