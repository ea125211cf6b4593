"""What the user asked cannot be done: one class per mistake, a sentence built from typed arguments.

The five families here are what exit codes and modals are mapped from; every floor derives its own mistakes from them.
"""

from __future__ import annotations

from .sentences import Sentence


class CarteraError(Exception):
    """The base of all mistakes that are told to the user in a sentence."""

    def __init__(self, sentence: Sentence, hint: Sentence | None = None) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence
        """What happened and where."""
        self.hint = hint
        """What to do next, where the sentence does not say it."""


class Refused(CarteraError):
    """It would break a rule of the book or lose something (exit code 1)."""


class Misused(CarteraError):
    """The words of the command or query are off (exit code 2)."""


class NotFound(CarteraError):
    """No such book, record, type, field or moment (exit code 3)."""


class NeedsPerson(CarteraError):
    """A conflict that only a person can decide (exit code 4)."""


class Unreachable(CarteraError):
    """The remote does not answer (exit code 5)."""
