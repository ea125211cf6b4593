"""One thing that ``cartera doctor`` looked at, and what it found."""

from __future__ import annotations

from ..schema.dataclass import dataclass
from ..schema.errors import CarteraError
from ..schema.problems import Severity
from ..schema.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. A notice means that it is sound."""

    severity: Severity
    """Error: Cartera cannot work. Warning: something needs attention. Notice: sound."""
    says: Sentence
    """What was found."""
    hint: Sentence | None = None
    """What to do."""


def sound(says: Sentence) -> Finding:
    """Return the finding that something is as it should be."""
    return Finding(Severity.NOTICE, says)


def attention(says: Sentence, hint: Sentence | None = None) -> Finding:
    """Return the finding that a person should do something."""
    return Finding(Severity.WARNING, says, hint)


def wrong(mistake: CarteraError, severity: Severity = Severity.ERROR) -> Finding:
    """Return the finding that looking ended with a mistake."""
    return Finding(severity, mistake.sentence, mistake.hint)
