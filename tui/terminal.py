"""Whether there is a terminal that can show the program, judged before anything is drawn."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Callable, Mapping
from threading import Event, Thread

from ..schema.errors import Refused
from ..schema.sentences import sentence

LOOK_EVERY = 1.0
"""Seconds between two looks whether the terminal is still there."""


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


def is_terminal_gone() -> bool:
    """Return whether the terminal hung up: the connection is lost though nobody told the program."""
    if sys.__stdin__ is None or sys.__stdin__.closed:
        return True
    poll = select.poll()
    poll.register(sys.__stdin__.fileno(), 0)
    return any(event & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, event in poll.poll(0))


def leave_with_terminal(finish: Callable[[], None]) -> Callable[[], None]:
    """End the program when its terminal is gone, after ``finish`` has let running saves end; return what stops that.

    A lost connection is told by SIGHUP, which ends the program; where that is ignored (``nohup``, some servers) the
    event loop would read its lost input for ever, and cannot be asked to stop. So a thread looks once a second.
    """
    stopped = Event()

    def look() -> None:
        while not is_terminal_gone():
            if stopped.wait(LOOK_EVERY):
                return
        finish()
        os._exit(1)

    Thread(target=look, name="connection", daemon=True).start()
    return stopped.set


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
