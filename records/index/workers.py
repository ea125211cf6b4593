"""Work shared among forked copies of this process: two of them halve what is bound by Python itself.

A copy has everything its job needs, writes what it found into a pipe and ends. Only a process of one thread is copied:
a lock that another thread holds would stay held in the copy for ever.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence

PAUSE_MS = 100
"""How long the copies are waited for before whoever waits is told how far they are."""
MOST = 4
"""More copies than this gain little: they wait for the disk and for each other."""
_CHUNK = 1 << 20
Copy = tuple[int, int]
"""A copy's number, and the end of the pipe to read its answer from."""


def count_workers() -> int:
    """Return how many copies are worth making here; one means that the work is better done in this process."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return min(len(os.sched_getaffinity(0)), MOST)


def run_jobs(jobs: Sequence[Callable[[], bytes]], watch: Callable[[], None] | None = None) -> list[bytes]:
    """Return what each job returns, each run in a copy of this process; in this one where a copy fails.

    ``watch`` is called every moment; what it raises ends the copies.
    """
    answers = finish_jobs(start_jobs(jobs), watch)
    return [job() if answer is None else answer for job, answer in zip(jobs, answers, strict=True)]


def start_jobs(jobs: Sequence[Callable[[], bytes]]) -> list[Copy]:
    """Begin each job in a copy of this process."""
    started: list[Copy] = []
    try:
        started += (_start(job) for job in jobs)
    except BaseException:
        end_jobs(started)
        raise
    return started


def finish_jobs(started: Sequence[Copy], watch: Callable[[], None] | None = None) -> list[bytes | None]:
    """Return what each copy answers; None where it did not end well. ``watch`` is as in ``run_jobs``."""
    waiting = list(started)
    try:
        answers = _collect([reading for _, reading in started], watch)
        sound = [os.waitpid(waiting.pop(0)[0], 0)[1] == 0 for _ in started]
    finally:
        end_jobs(waiting)
    return [answer if is_sound else None for answer, is_sound in zip(answers, sound, strict=True)]


def are_done(started: Sequence[Copy], patience: float) -> bool:
    """Return whether each copy has begun to answer, which it does when all is found, within ``patience`` seconds."""
    limit = time.monotonic() + patience
    poll = select.poll()
    for _, reading in started:
        poll.register(reading, select.POLLIN)
    waiting = len(started)
    while waiting:
        left = limit - time.monotonic()
        answered = poll.poll(max(0.0, left) * 1_000)
        if not answered:
            return False
        for reading, _ in answered:
            poll.unregister(reading)
        waiting -= len(answered)
    return True


def end_jobs(started: Sequence[Copy]) -> None:
    """End copies that nobody waits for any more."""
    for child, _ in started:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _start(job: Callable[[], bytes]) -> Copy:
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


def _collect(pipes: Sequence[int], watch: Callable[[], None] | None) -> list[bytes]:
    """Return all that comes out of each pipe until its copy ends."""
    chunks: dict[int, list[bytes]] = {each: [] for each in pipes}
    waiting = set(pipes)
    poll = select.poll()
    try:
        for each in pipes:
            poll.register(each, select.POLLIN)
        while waiting:
            for pipe, _ in poll.poll(PAUSE_MS if watch else None):
                chunk = os.read(pipe, _CHUNK)
                if chunk:
                    chunks[pipe].append(chunk)
                else:
                    poll.unregister(pipe)
                    waiting.discard(pipe)
            if watch:
                watch()
    finally:
        for each in pipes:
            os.close(each)
    return [b"".join(each) for each in chunks.values()]
