"""What can be wrong in a line: one exception that points at the characters."""

from __future__ import annotations

from ...records.query.mistakes import BadQuery
from ...schema.errors import CarteraError, Misused
from ...schema.sentences import Sentence


class BadCommand(Misused):
    """The line means nothing."""

    def __init__(self, reason: Sentence, at: int, length: int = 1, hint: Sentence | None = None) -> None:
        super().__init__(reason, hint)
        self.at = at
        """The character of the mistake, counted from 0."""
        self.length = max(1, length)
        """How many characters are meant."""


def in_line(mistake: CarteraError, at: int, length: int = 1) -> BadCommand:
    """Return the mistake of a part of a line as one of the line; one of a query points into it."""
    if isinstance(mistake, BadQuery):
        return BadCommand(mistake.reason, at + mistake.at, mistake.length, mistake.hint)
    return BadCommand(mistake.sentence, at, length, mistake.hint)
