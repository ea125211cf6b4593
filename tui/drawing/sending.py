"""Sending a few bytes at once: Textual hands all it sends to a thread, and a step waits for the two to take turns.

A small change goes straight to the terminal where that takes it at once and the thread has nothing to write; whatever
might have to wait is the thread's, so that a line that stands still stops no key. ``CARTERA_PLAIN_DRAWING=1`` leaves it
to Textual, with the rest of drawing.
"""

from __future__ import annotations

import os
import select
from collections import deque
from typing import Protocol

from textual.driver import Driver
from textual.drivers._writer_thread import WriterThread

FEW = 1_024
"""Bytes that a terminal which takes any takes as a whole."""


class Takes(Protocol):
    """Takes a text for the terminal, sooner or later."""

    def write(self, data: str) -> None:
        """Take a text."""


def send(driver: Driver, text: str) -> None:
    """Send ``text`` to the terminal of ``driver``, behind all that was sent before."""
    thread = getattr(driver, "_writer_thread", None)
    if not isinstance(thread, WriterThread) or len(text) > FEW or not is_idle(thread):
        driver.write(text)
        return
    send_at_once(thread.fileno(), text, driver)


def send_at_once(line: int, text: str, otherwise: Takes) -> None:
    """Write ``text`` to an open line if that takes it without waiting; else ``otherwise`` takes it."""
    content = text.encode()
    if len(content) > FEW or not _has_room(line):
        otherwise.write(text)
        return
    try:
        while content:
            content = content[os.write(line, content) :]
    except OSError:
        otherwise.write(text)  # the terminal is gone, and whoever writes to it next tells that


def is_idle(thread: WriterThread) -> bool:
    """Return whether the thread waits for something to write: then all it was given is with the terminal."""
    waiting: deque[object] = getattr(thread._queue.not_empty, "_waiters", deque())
    return bool(waiting) and thread._queue.empty()


def _has_room(line: int) -> bool:
    poll = select.poll()
    poll.register(line, select.POLLOUT)
    return any(event & select.POLLOUT for _, event in poll.poll(0))
