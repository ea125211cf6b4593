"""``python -m cartera.bench.heartbeat FILE [-C BOOK]``: the program with a beat in its loop, and how late each comes.

A beat that is late says how long the loop did nothing else: no key was looked at meanwhile. On a machine with other work
it is late for that, too: the time in which a thread of ours was ready to run and did not, as the kernel tells it, is taken
off what the loop waited, never off what it computed. Without a book a loop runs that does nothing: what is left there is
the measure's own. A line is the moment of the beat and its lateness, in seconds.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

PACE = 0.005
"""Seconds from one beat to the next."""
LATE = 0.002
"""Seconds of lateness not worth a line."""
TASKS = Path("/proc/self/task")


class BeatingLoop(asyncio.SelectorEventLoop):
    """A loop whose lateness is written down."""

    file = -1
    """Where the lines go; shared by the loops of the process."""

    def run_forever(self) -> None:
        """Beat from now on."""
        self._due = time.perf_counter() + PACE
        self._waited, self._computed = _waited(), time.thread_time()
        self.call_later(PACE, self._beat)
        super().run_forever()

    def _beat(self) -> None:
        now = time.perf_counter()
        waited = _waited()
        others = sum(max(0.0, spent - self._waited.get(name, 0.0)) for name, spent in waited.items())
        computed = time.thread_time() - self._computed
        gap = now - self._due
        late = min(gap, computed + max(0.0, gap - computed - others))
        if late > LATE:
            os.write(self.file, f"{now:.6f} {late:.6f}\n".encode())
        self._waited, self._computed, self._due = waited, time.thread_time(), time.perf_counter() + PACE
        self.call_later(PACE, self._beat)


def _waited() -> dict[str, float]:
    """Return for each thread how many seconds it was ready to run and did not; nothing where the kernel does not tell."""
    found: dict[str, float] = {}
    with suppress(OSError):
        for task in os.listdir(TASKS):  # noqa: PTH208 - asked two hundred times a second
            with suppress(OSError), open(f"{TASKS}/{task}/schedstat", "rb", buffering=0) as file:  # noqa: PTH123
                found[task] = int(file.read().split()[1]) / 1e9
    return found


def _main(words: list[str]) -> None:
    BeatingLoop.file = os.open(words[0], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    if not words[1:]:
        BeatingLoop().run_forever()
    asyncio.SelectorEventLoop = BeatingLoop
    sys.argv[1:] = words[1:]
    from ..cli.main import main

    main()


if __name__ == "__main__":
    _main(sys.argv[1:])
