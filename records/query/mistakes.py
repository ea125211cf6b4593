"""What can be wrong in a query: one exception that points at the character."""

from __future__ import annotations

from ...schema.errors import Misused
from ...schema.sentences import Sentence, sentence


class BadQuery(Misused):
    """The text is not in the query language, or names something the book does not have."""

    def __init__(self, reason: Sentence, at: int, length: int = 1, hint: Sentence | None = None) -> None:
        super().__init__(sentence("Query, character {at}: {reason}", at=at + 1, reason=reason), hint)
        self.reason = reason
        """What is wrong, without the place."""
        self.at = at
        """The character of the mistake, counted from 0."""
        self.length = max(length, 1)
        """How many characters are meant."""

    def point_at(self, text: str) -> str:
        """Return the query and, on a second line, marks under what is meant."""
        shown = "".join(" " if character in "\n\r\t" else character for character in text)
        return f"{shown}\n{' ' * self.at}{'^' * self.length}"
