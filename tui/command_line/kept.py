"""The history of the command line as one person keeps it: read when it is first asked for, written beside the screens."""

from __future__ import annotations

from ..scribe import Scribe
from .history import FILE, History, read_history, write_history


class KeptHistory:
    """Remembers lines for the length of a run, and over the end of it where the person keeps anything."""

    def __init__(self, scribe: Scribe) -> None:
        self._scribe = scribe
        self._history: History | None = None

    @property
    def history(self) -> History:
        """The lines typed so far."""
        if self._history is None:
            folder = self._scribe.folder
            self._history = read_history(folder.read_json(FILE)) if folder else History()
        return self._history

    def keep(self, history: History) -> None:
        """Remember these lines."""
        if history.lines != self.history.lines:
            self._scribe.write(FILE, write_history(history))
        self._history = History(history.lines)
