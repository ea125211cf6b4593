"""Leaving in a hurry: told to end or cut off, the program keeps what was typed and is gone within two seconds."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from threading import Thread, Timer
from typing import TYPE_CHECKING

from .modals.line import LineModal
from .screens.drafted import DraftedScreen
from .terminal import is_terminal_gone

if TYPE_CHECKING:
    from .app import Cartera

PATIENCE = 1.5
"""Seconds left to running saves and drafts; whoever sends SIGTERM often sends SIGKILL soon after."""

_TOLD = (signal.SIGTERM, signal.SIGHUP)
_ENDED_BY = 128
"""What a shell adds to the number of the signal that ended a program."""


def leave_when_told(app: Cartera) -> None:
    """End ``app`` on SIGTERM and SIGHUP, unless whoever started it had them ignored."""
    for number in _TOLD:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, lambda caught, _frame: _start(app, caught))


def finish_in_hurry(app: Cartera) -> None:
    """Keep what was typed and let running saves end, from any thread, for no longer than there is patience."""
    last = Timer(PATIENCE, os._exit, (1,))
    last.daemon = True
    last.start()
    with suppress(RuntimeError):  # the event loop is gone already: what was typed is kept
        app.call_from_thread(keep_drafts, app)
    app.bridge.close()
    app.scribe.close()
    app.end_sharing()  # last of all: a git that waits for a server would outlive the program, and lose nothing by its end
    last.cancel()


def keep_drafts(app: Cartera) -> None:
    """Keep what stands in every open form and line now."""
    for screen in app.screen_stack:
        if isinstance(screen, DraftedScreen | LineModal):
            screen.keep_draft()


def _start(app: Cartera, number: int) -> None:
    """Leave the signal's handler at once: it interrupts whatever the program was doing."""
    Thread(target=_end, args=(app, number), name="leaving", daemon=True).start()


def _end(app: Cartera, number: int) -> None:
    code = _ENDED_BY + number
    if number == signal.SIGHUP or is_terminal_gone():
        finish_in_hurry(app)
        os._exit(code)  # there is no terminal to give back
    last = Timer(PATIENCE, os._exit, (code,))
    last.daemon = True
    last.start()
    app.call_from_thread(_leave, app, code)


def _leave(app: Cartera, code: int) -> None:
    keep_drafts(app)
    app.exit(code)
