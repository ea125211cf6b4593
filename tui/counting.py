"""Numbers for the screens: kept in the thread of the views, and brought along from snapshot to snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..schema.language import Language

if TYPE_CHECKING:
    from ..records.kpis.engine import Numbers
    from ..records.snapshot import Snapshot


class Counting:
    """Keeps the numbers of the last snapshot. Only the thread of the views asks, so it needs no lock."""

    def __init__(self) -> None:
        self._numbers: Numbers | None = None

    def of(self, snapshot: Snapshot, language: Language) -> Numbers:
        """Return the numbers of ``snapshot``; what did not change since the last one is not read again."""
        if self._numbers is None:
            from ..records.kpis.engine import Numbers

            self._numbers = Numbers(snapshot, language)
        elif self._numbers.ground.snapshot is not snapshot:
            self._numbers = self._numbers.following(snapshot)
        return self._numbers
