"""Waiting for a deed that lasts: from its second second on a box says how far it is, and Esc ends it with nothing done."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING

from textual.message import Message
from textual.message_pump import MessagePump

from . import messages

if TYPE_CHECKING:
    from ..records.steps import Step, Tell

Job = Callable[["Tell"], Message | None]
"""Work that tells how far it is; what it returns is posted to the asker."""


def told(app: MessagePump, job: Job, clock: Callable[[], float] = time.monotonic) -> Message | None:
    """Return what ``job`` returns, on its own thread; the app hears of its steps, and at last that it has ended.

    Raises:
        Cancelled: the person ended it.

    """
    from ..records.steps import Cancelled, paced

    cancelled, shown = Event(), Event()

    def show(step: Step) -> None:
        shown.set()
        app.post_message(messages.Stepped(step, cancelled.set))

    pass_on = paced(show, clock)

    def tell(step: Step) -> None:
        if cancelled.is_set():
            raise Cancelled
        pass_on(step)

    try:
        return job(tell)
    finally:
        if shown.is_set():
            app.post_message(messages.Stepped(None))
