"""Problems: what is wrong in the data, as values that travel with the snapshot and hide nothing else."""

from __future__ import annotations

from enum import IntEnum

from .dataclass import dataclass
from .sentences import Sentence


class Severity(IntEnum):
    """How bad a Problem is; comparable, the worst is the greatest."""

    NOTICE = 1
    """Worth knowing; nothing is missing."""
    WARNING = 2
    """The record works but a number or a view may lack something."""
    ERROR = 3
    """The file cannot be read, or a value in it does not count."""

    @property
    def word(self) -> str:
        """The stable word for JSON: ``error``, ``warning`` or ``notice``."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in one file."""

    path: str
    """The file, relative to the book, with ``/``."""
    code: str
    """A stable kebab-case word for the kind of problem, such as ``unknown-field``."""
    message: Sentence
    """What is wrong."""
    severity: Severity = Severity.ERROR
    line: int | None = None
    """Counted from 1; None when the whole file is meant."""
    field: str | None = None
    """The dotted field path, such as ``lines.2.qty``; None when no field is meant."""
    hint: Sentence | None = None
    """What would mend it."""
