"""The lines typed before: walked through with the arrow keys, kept in the person's private folder of the book."""

from __future__ import annotations

import json

from ...schema.dataclass import dataclass, replace

FILE = "commands.json"
"""Its name in the private folder."""
MOST = 200
"""Lines remembered."""


@dataclass(frozen=True, slots=True)
class History:
    """Lines, the oldest first, and where in them one stands. Immutable."""

    lines: tuple[str, ...] = ()
    """What was typed before."""
    begun: str = ""
    """What was typed now before one went back; only lines that begin with it are shown."""
    at: int = 0
    """How many lines back one stands; 0 for what is being typed."""

    def with_line(self, line: str) -> History:
        """Return the history with ``line`` as its newest; the same line twice stands in it once."""
        return History((*(each for each in self.lines if each != line), line)[-MOST:])

    def older(self, typed: str) -> tuple[History, str]:
        """Return where one stands after one step back, and the line there."""
        begun = self.begun if self.at else typed
        return self._step(replace(self, begun=begun), 1)

    def newer(self) -> tuple[History, str]:
        """Return where one stands after one step forward, and the line there: at the end what was being typed."""
        return self._step(self, -1)

    def _step(self, history: History, by: int) -> tuple[History, str]:
        fitting = [each for each in reversed(history.lines) if each.startswith(history.begun) and each != history.begun]
        at = min(max(0, history.at + by), len(fitting))
        return replace(history, at=at), fitting[at - 1] if at else history.begun


def write_history(history: History) -> bytes:
    """Return a history as the file keeps it."""
    return (json.dumps(list(history.lines), ensure_ascii=False, indent=1) + "\n").encode()


def read_history(said: object) -> History:
    """Return the history a file of JSON says; an empty one where it says something else."""
    lines = said if isinstance(said, list) else []
    return History(tuple(each for each in lines if isinstance(each, str))[-MOST:])
