"""Keys typed faster than the screens follow: each is given on when what the one before it began has come about.

Textual sends a key to what has the focus when the key arrives. In a burst, as a slow line delivers what was typed
meanwhile, the keys after the one that opens a box would go to the screen below it, and Enter would be judged before
the letters before it are. A key that finds everything at rest is given on at once.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Sequence
from typing import Any

from textual import events
from textual.app import App, ReturnType
from textual.message_pump import MessagePump
from textual.screen import Screen

PATIENCE = 3.0
"""Seconds of the program's own work after which a key is given on although something is still under way.

Of its work, not of the clock: on a machine that is busy with something else no key may change what it means, while a
screen that never comes to rest can still be left.
"""


class PatientApp(App[ReturnType], inherit_bindings=False):
    """Gives keys and pasted text on one by one."""

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[events.Event] = deque()
        self._rested = True
        self._waits_since = 0.0
        self.last_typed = 0.0
        """When somebody last typed, by the monotonic clock."""
        self.typed_before: Sequence[events.Key] = ()
        """What was typed before there was anything that could take it."""

    @property
    def keys_wait(self) -> bool:
        """Whether something is typed that has not been given on."""
        return bool(self._typed)

    async def on_event(self, event: events.Event) -> None:
        """Let what was typed wait its turn."""
        if not isinstance(event, (events.Key, events.Paste)) or event.is_forwarded:
            await super().on_event(event)
            return
        self._typed.append(event)
        self.last_typed = time.monotonic()
        if len(self._typed) == 1:
            self._waits_since = time.process_time()
            await self._give_on()

    def take_typed_before(self) -> None:
        """Take what was typed before as if it were typed now."""
        typed, self.typed_before = self.typed_before, ()
        for each in typed:
            self.post_message(events.Key(each.key, each.character))

    async def _give_on(self) -> None:
        """Give on what was typed; what must wait is looked at again after all else the program has to do."""
        while self._typed:
            if not self._may_go_on():
                await asyncio.sleep(0)
                self.call_later(self._give_on)
                return
            event = self._typed.popleft()
            self._waits_since = time.process_time()
            await super().on_event(event)

    def _may_go_on(self) -> bool:
        """Return whether all is at rest, and was when last looked at: a box asks for the focus only when it stands."""
        rested, self._rested = self._rested, self._running and is_at_rest(self)
        return (rested and self._rested) or time.process_time() - self._waits_since > PATIENCE


def is_at_rest(app: App[Any]) -> bool:
    """Return whether the screens stand and have nothing to do before another key, nor has what it would go to."""
    return all(screen.is_mounted for screen in app.screen_stack) and not any(map(is_busy, _takers(app)))


def is_busy(pump: MessagePump) -> bool:
    """Return whether messages or callbacks wait in ``pump``."""
    return bool(pump.message_queue_size or pump._next_callbacks)


def _takers(app: App[Any]) -> list[MessagePump]:
    """Return what a key may pass: what has the focus, all around it, and the screens below."""
    pumps: list[MessagePump] = list(app.screen_stack)
    node: MessagePump | None = app.screen.focused
    while node is not None and not isinstance(node, (Screen, App)):
        pumps.append(node)
        node = node._parent
    return pumps
