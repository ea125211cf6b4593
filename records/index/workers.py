"""Work shared among forked copies of this process: two of them halve what is bound by Python itself.

A copy has everything its job needs, writes what it found into a pipe and ends. Only a process of one thread is copied:
a lock that another thread holds would stay held in the copy for ever.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence

MOST = 4
"""More copies than this gain little: they wait for the disk and for each other."""


def count_workers() -> int:
    """Return how many copies are worth making here; one means that the work is better done in this process."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return min(len(os.sched_getaffinity(0)), MOST)


def run_jobs(jobs: Sequence[Callable[[], bytes]]) -> list[bytes]:
    """Return what each job returns, each run in a copy of this process; in this one where a copy fails."""
    started = [_start(job) for job in jobs]
    answers = [_collect(*each) for each in started]
    return [job() if answer is None else answer for job, answer in zip(jobs, answers, strict=True)]


def _start(job: Callable[[], bytes]) -> tuple[int, int]:
    """Fork a copy that runs ``job`` and return its number and the end of the pipe to read from."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.close(reading)
        rest = memoryview(job())
        while rest:
            rest = rest[os.write(writing, rest) :]
        code = 0
    finally:
        # Nothing of the parent may happen twice: no flush of its streams, no clean-up.
        os._exit(code)


def _collect(child: int, reading: int) -> bytes | None:
    """Return what a copy wrote; None where it did not end well."""
    try:
        with os.fdopen(reading, "rb") as pipe:
            whole = pipe.read()
    finally:
        _, status = os.waitpid(child, 0)
    return whole if status == 0 else None
