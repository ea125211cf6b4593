"""Turns: the loop of the terminal tells work beside it when it answers a key, so that it need not share the interpreter.

It does so where it waits for something to happen: before, all is answered; behind, there is something to answer
(``records/breath.py``).
"""

from __future__ import annotations

import asyncio
import selectors
from functools import partial

from textual.app import App, ReturnType

from ..records.breath import KEYS, Keys


class TellingSelector(selectors.DefaultSelector):
    """A selector that says when it waits."""

    def __init__(self, keys: Keys) -> None:
        super().__init__()
        self._keys = keys

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Wait for what happens; a look without waiting means that there is something to answer still."""
        if timeout is None or timeout > 0:
            self._keys.end()
        try:
            return super().select(timeout)
        finally:
            self._keys.begin()


def run_in_turns(app: App[ReturnType], keys: Keys = KEYS) -> ReturnType | None:
    """Run ``app`` until it is left, on a loop that says when it is busy."""
    try:
        with asyncio.Runner(loop_factory=partial(_loop_that_tells, keys)) as runner:
            return runner.run(app.run_async())
    finally:
        keys.end()


def _loop_that_tells(keys: Keys) -> asyncio.AbstractEventLoop:
    return asyncio.SelectorEventLoop(TellingSelector(keys))
