"""What the person at the keyboard opens and does: remembered in their private folder, read when it is first asked for."""

from __future__ import annotations

from ..scribe import Scribe
from .visits import FILE, Visits, read_visits, write_visits


class Habits:
    """Remembers visits; they are written beside the screens."""

    def __init__(self, scribe: Scribe) -> None:
        self._scribe = scribe
        self._visits: Visits | None = None

    @property
    def visits(self) -> Visits:
        """Everything remembered so far."""
        if self._visits is None:
            folder = self._scribe.folder
            self._visits = read_visits(folder.read_json(FILE)) if folder else Visits()
        return self._visits

    def visit(self, target: str) -> None:
        """Remember that a record was opened, a list shown or an action chosen by name."""
        self._visits = self.visits.with_visit(target)
        self._scribe.write(FILE, write_visits(self._visits))
