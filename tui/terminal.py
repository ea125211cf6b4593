"""Whether there is a terminal that can show the program, judged before anything is drawn."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from ..schema.errors import Refused
from ..schema.sentences import sentence


class NoTerminal(Refused):
    """Input or output is no terminal."""

    def __init__(self) -> None:
        super().__init__(
            sentence("The terminal interface needs a terminal, and there is none here."),
            sentence("Use the commands instead: cartera --help lists them."),
        )


class DumbTerminal(Refused):
    """The terminal says of itself that it can only print lines."""

    def __init__(self) -> None:
        super().__init__(
            sentence("This terminal can only print lines (TERM=dumb)."),
            sentence("Use the commands instead: cartera --help lists them."),
        )


def check_terminal(environment: Mapping[str, str] = os.environ) -> None:
    """Return when the program can be shown.

    Raises:
        NoTerminal: standard input or output is no terminal.
        DumbTerminal: it cannot move its cursor.

    """
    if not (sys.__stdin__ and sys.__stdin__.isatty() and sys.__stdout__ and sys.__stdout__.isatty()):
        raise NoTerminal
    if environment.get("TERM", "") in {"dumb", "unknown"}:
        raise DumbTerminal
