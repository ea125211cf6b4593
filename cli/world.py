"""The world outside a command: who reads, what time it is, whether a person sits there."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ..schema.dataclass import dataclass, field
from ..schema.language import Language, language_of_reader

if TYPE_CHECKING:
    from random import Random

    from ..records.index.ahead import LookAhead


def read_clock() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


def sees_terminal() -> bool:
    """Return whether a person can be asked: questions are read from stdin and written to stderr."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


@dataclass(frozen=True)
class World:
    """What a run is given instead of reaching for it."""

    asked_language: str | None = None
    """What ``--lang`` said."""
    clock: Callable[[], datetime] = read_clock
    """Tells the present moment, with its zone."""
    random: Random | None = None
    """Draws the endings of new file names; the system's source where None."""
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    """Names the reader's language, editor and pager."""
    is_interactive: Callable[[], bool] = sees_terminal
    """Tells whether a person can be asked."""

    ahead: LookAhead | None = None
    """The look at the files of the book named on the command line, where it has begun."""

    @property
    def language(self) -> Language:
        """The reader's language as far as it is known without a book."""
        return self.language_for(None)

    def language_for(self, book: str | None) -> Language:
        """Return the reader's language; the language of the book where neither ``--lang`` nor the environment names one."""
        return language_of_reader(self.asked_language, self.environment, book)


def asked_language(arguments: list[str]) -> str | None:
    """Return what ``--lang`` says before the command, so that even a usage error speaks it."""
    for place, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
        if argument == "--lang":
            return arguments[place + 1] if place + 1 < len(arguments) else None
        if not argument.startswith("-") and (place == 0 or arguments[place - 1] != "-C"):
            return None
    return None
