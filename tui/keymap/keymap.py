"""The keys in force: a preset, the user's own keys over it, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

from ...schema.dataclass import dataclass
from ...schema.problems import Problem
from ...schema.sentences import Sentence, sentence
from ..actions import USUAL, ActionTable
from .presets import DEFAULT

FILE_NAME = "keymap.yaml"
"""What the file is called in the user's folder of settings."""


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys in force. What is wrong with the user's file is told; the program works all the same."""

    table: ActionTable = USUAL
    """Every action with its keys."""
    preset: str = DEFAULT
    """The preset it stands on."""
    path: Path | None = None
    """The file it was read from; None where there is none."""
    problems: tuple[Problem, ...] = ()
    """What in the file does not count, and why."""

    @property
    def complaint(self) -> Sentence:
        """What is wrong with the file, as one says it at the start: the first problem, and where the rest are told."""
        first = self.problems[0]
        return sentence(
            "{file}, line {line}: {message} “cartera keys” tells all that is wrong there.",
            file=FILE_NAME,
            line=first.line or 1,
            message=first.message,
        )


USUAL_KEYMAP = Keymap()
"""The keys of somebody who never wrote a file."""
