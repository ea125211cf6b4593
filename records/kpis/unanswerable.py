"""What a number says where it has no answer."""

from __future__ import annotations

from ...schema.errors import CarteraError
from ...schema.sentences import Sentence


class Unanswerable(CarteraError):
    """A number cannot be said: a fact is missing, or the question does not fit it. Becomes the reason of its value."""

    def __init__(self, reason: Sentence) -> None:
        super().__init__(reason)
