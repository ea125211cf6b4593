"""Search everything: the index is built once, in the thread of the views, and follows the snapshots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import messages

if TYPE_CHECKING:
    from ..records.index.words import SearchIndex
    from ..records.snapshot import Snapshot

MOST = 200
"""Hits shown; whoever needs more types more."""


class Searcher:
    """Answers searches. Only the thread of the views calls ``find``, so its index needs no lock."""

    def __init__(self) -> None:
        self._index: SearchIndex | None = None
        self._snapshot: Snapshot | None = None

    def find(self, snapshot: Snapshot, text: str) -> messages.Found:
        """Return what ``text`` finds in ``snapshot``, the best first."""
        return messages.Found(
            snapshot, text, tuple(self._index_of(snapshot).search(text, MOST)) if text.strip() else ()
        )

    def _index_of(self, snapshot: Snapshot) -> SearchIndex:
        if self._index is None or self._snapshot is None:
            from ..records.index.words import SearchIndex

            self._index = SearchIndex.build(snapshot)
        elif snapshot is not self._snapshot:
            self._index = self._index.updated(snapshot, changed_ids(self._snapshot, snapshot))
        self._snapshot = snapshot
        return self._index


def changed_ids(before: Snapshot, after: Snapshot) -> set[str]:
    """Return the ids of records that are new, gone or another value; few more than those where they are known."""
    touched = after.touched_since(before)
    if touched is not None:
        return {*touched}
    old, new = before.records, after.records
    return {each for each in new if old.get(each) is not new[each]} | (old.keys() - new.keys())
