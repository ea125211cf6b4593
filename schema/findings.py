"""What the judges of one record find, before it becomes a Problem with its file and line."""

from __future__ import annotations

from .dataclass import dataclass
from .problems import Severity
from .sentences import Sentence
from .tree import Path


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong at one place of a record."""

    path: Path
    """Where; empty when the whole record is meant."""
    code: str
    """The code of the Problem."""
    message: Sentence
    """What is wrong."""
    severity: Severity = Severity.ERROR
    """How bad it is."""
    hint: Sentence | None = None
    """What would mend it."""
