"""The look at the book's files that begins before the command is loaded, for commands that read the whole book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from .places import cache_folder

if TYPE_CHECKING:
    from ..records.index.ahead import LookAhead

READING = frozenset(("list", "today", "top", "find", "check", "kpi", "forecast", "conflicts"))
"""Commands that read every record and begin with that."""
_VALUED = ("-C", "--lang")
"""Options before the command that take a word."""


def begin_to_look(arguments: Sequence[str], environment: Mapping[str, str]) -> LookAhead | None:
    """Return the look that has begun; None where the command reads little, or where its book is not plain to see."""
    folder, command = find_command(arguments)
    if command not in READING or {"-h", "--help"} & {*arguments}:
        return None
    return look_at_book(folder, environment)


def look_at_book(folder: str, environment: Mapping[str, str], patience: float | None = None) -> LookAhead | None:
    """Return the look at the book in which ``folder`` lies; ``patience`` is as in ``look_ahead``."""
    from ..records.git.places import BOOK_FILE
    from ..records.index.ahead import look_ahead
    from ..records.index.places import cache_file

    with suppress(OSError, ValueError):  # what hinders it is told by the command itself
        start = Path(folder).absolute()
        root = next((each for each in (start, *start.parents) if (each / BOOK_FILE).is_file()), None)
        return look_ahead(root, cache_file(cache_folder(environment), root), environment, patience) if root else None
    return None


def find_command(arguments: Sequence[str]) -> tuple[str, str]:
    """Return the folder that is named, and the command; empty where a word is not understood here."""
    folder = "."
    words = iter(arguments)
    for word in words:
        if not word.startswith("-"):
            return folder, word
        if word in _VALUED:
            value = next(words, "")
            folder = value if word == "-C" else folder
        elif word != "--readonly" and not word.startswith("--lang="):
            return folder, ""
    return folder, ""
