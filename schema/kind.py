"""What a field kind is: how the text of a scalar becomes a value, and how a value is written again."""

from __future__ import annotations

from abc import ABC, abstractmethod

from .late_pattern import late
from .sentences import Sentence
from .tree import Bare
from .values import Value

SHOWN = 60
"""How many characters of a text a sentence quotes."""


class BadValueError(ValueError):
    """The text is not of its kind; carries the reason in a sentence for a Problem or a form."""

    def __init__(self, reason: Sentence, hint: Sentence | None = None) -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.hint = hint


class UnknownChoiceError(BadValueError):
    """The text is none of the words that a choice field allows."""


class Kind(ABC):
    """How one sort of scalar is read and written."""

    name: str
    """The word of the schema language."""
    bare = False
    """Whether it is written without quotes even where YAML would read a number or date."""
    pattern = ""
    """The form of its text as a regular expression that Python and JavaScript read alike; empty means any."""

    @abstractmethod
    def parse(self, text: str) -> Value:
        """Return the value of ``text`` as it stands in a file.

        Raises:
            BadValueError: the text is not of this kind.

        """

    def fits(self, text: str) -> bool:
        """Return whether ``parse`` would read ``text``."""
        try:
            self.parse(text)
        except BadValueError:
            return False
        return True

    def write(self, value: Value) -> str:
        """Return the text that ``parse`` reads back as ``value``."""
        text = self._text(value)
        return Bare(text) if self.bare else text

    def _text(self, value: Value) -> str:
        return str(value)


class Text(Kind):
    """Any text; also the base of texts with a form of their own."""

    name = "text"

    def parse(self, text: str) -> Value:
        """Return ``text`` itself."""
        return text

    def fits(self, text: str) -> bool:  # noqa: ARG002
        """Return True: any text will do."""
        return True


class Pattern(Text):
    """A text that must fit a regular expression."""

    def __init__(self, name: str, pattern: str, reason: Sentence) -> None:
        self.name = name
        self.pattern = pattern
        self._form = late(pattern)
        self._reason = reason

    def parse(self, text: str) -> Value:
        """Return ``text`` itself when it fits."""
        if not self._form.fullmatch(text):
            raise BadValueError(self._reason)
        return text

    def fits(self, text: str) -> bool:
        """Return whether ``text`` has the form."""
        return self._form.fullmatch(text) is not None


def shown(text: str) -> str:
    """Return ``text`` short enough to stand in a sentence."""
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
