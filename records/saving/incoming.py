"""What a merge asks the keeper to write: somebody else's commits, with the files they change here."""

from __future__ import annotations

from ...schema.dataclass import dataclass
from ...schema.errors import Refused
from ...schema.sentences import Sentence, sentence
from .journal import PlannedFile, PlannedMerge
from .writes import CommitMessage


@dataclass(frozen=True, slots=True)
class Incoming:
    """A merge worked out and not yet written; its objects are in the repository."""

    message: CommitMessage
    """What its commit says."""
    files: tuple[PlannedFile, ...]
    """What it changes on the disk."""
    merge: PlannedMerge
    """What it brings in."""


class SavesWait(Refused):
    """Saves are not committed yet, so nothing can be merged with them."""

    def __init__(self, reason: Sentence) -> None:
        super().__init__(
            sentence(
                "Nothing was brought in, because what was saved here is not in history yet. {reason}", reason=reason
            ),
            sentence("“cartera doctor” says what stands in the way."),
        )
