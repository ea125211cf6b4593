"""The tour in the program: it hears what the person does, shows the next step, and is remembered with the book."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from .presentation.tour import SAVED, Tour

if TYPE_CHECKING:
    from ..records.files.private import PrivateFolder
    from ..records.snapshot import Snapshot
    from .scribe import Scribe

TOUR_FILE = "tour.json"


def recall_tour(folder: PrivateFolder | None) -> Tour | None:
    """Return how far the person is; None where no tour was offered in this book."""
    said = folder.read_json(TOUR_FILE) if folder else None
    if not isinstance(said, dict) or not isinstance(said.get("step"), int):
        return None
    return Tour(max(0, said["step"]), said.get("away") is True)


def offer_tour(folder: PrivateFolder) -> None:
    """Let the tour begin when the book is opened next, unless it was offered before."""
    if folder.read_json(TOUR_FILE) is None:
        folder.write(TOUR_FILE, _told(Tour()), wait=False)


class Guide:
    """Keeps the tour of one book."""

    def __init__(self, scribe: Scribe, show: Callable[[], None]) -> None:
        self._scribe = scribe
        self._show = show
        self.tour = recall_tour(scribe.folder)
        """How far the person is; None where there is no tour."""

    @property
    def shown(self) -> Tour | None:
        """The tour when there is something to show."""
        return self.tour if self.tour and self.tour.is_shown else None

    def saw(self, event: str) -> None:
        """Hear what the person did."""
        if self.tour is not None:
            self._take(self.tour.saw(event))

    def saw_saved(self, ids: Iterable[str], snapshot: Snapshot | None) -> None:
        """Hear which records were saved."""
        for each in ids:
            record = snapshot.records.get(each) if snapshot else None
            if record is not None:
                self.saw(SAVED + record.type)

    def skip(self) -> None:
        """Go on without the step that waits."""
        if self.tour is not None:
            self._take(self.tour.skip())

    def toggle(self) -> None:
        """Begin the tour, put it away, or take it up again."""
        self._take(self.tour.toggle() if self.tour else Tour())

    def _take(self, tour: Tour) -> None:
        if tour != self.tour:
            self.tour = tour
            self._scribe.write(TOUR_FILE, _told(tour))
            self._show()


def _told(tour: Tour) -> bytes:
    return (json.dumps({"step": tour.step, "away": tour.away}) + "\n").encode()
