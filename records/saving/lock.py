"""The book's lock: one save at a time, freed by the kernel when its holder dies.

Who waits for it stands at a gate first, and only who has passed the gate takes the lock; who gives it back while somebody
waits lets the others step forward. Without that a program that saves again and again takes the lock back before the others
have woken, and one of seven writers waited in vain for ten seconds.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..files.mistakes import told
from .writes import BookBusy

_PAUSE = 0.002
"""Seconds between two tries, the same for everybody: who has waited long must not look more seldom than who just came."""
_COURTESY = 3 * _PAUSE
"""Seconds that who gives the lock back stands aside, so that everybody else has looked meanwhile."""


@contextmanager
def hold_lock(folder: Path, patience: float) -> Iterator[None]:
    """Hold the lock of ``folder`` (created if missing) for the block; wait for whoever holds it ``patience`` seconds.

    While one after the other takes it and gives it back, nobody hangs, and the wait goes on. It excludes other threads too. Never hold it while a person is asked something. Raises ``BookBusy``, ``NotWritable``
    or ``DiskFull``.
    """
    with told(str(folder), writing=True):
        folder.mkdir(parents=True, exist_ok=True)
        gate, file = (_open(folder / name) for name in ("gate", "lock"))
    try:
        _pass(gate, file, patience)
        try:
            yield
        finally:
            is_wanted = _is_held(gate)
            fcntl.flock(file, fcntl.LOCK_UN)  # by name, as a child forked meanwhile holds the file open too
            if is_wanted:
                time.sleep(_COURTESY)
    finally:
        os.close(gate)
        os.close(file)


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)


def _pass(gate: int, file: int, patience: float) -> None:
    """Take the lock after passing the gate, which is open again then, and leave a sign that it has changed hands."""
    _wait_for(gate, file, patience)
    try:
        _wait_for(file, file, patience)
    finally:
        fcntl.flock(gate, fcntl.LOCK_UN)
    now = time.time_ns()
    os.utime(file, ns=(now, now))


def _is_held(file: int) -> bool:
    """Tell whether somebody else holds a lock."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    fcntl.flock(file, fcntl.LOCK_UN)
    return False


def _wait_for(wanted: int, file: int, patience: float) -> None:
    """Take the lock of ``wanted``. Raises ``BookBusy`` where ``file`` has been in the same hands for ``patience`` seconds."""
    sign, deadline = os.fstat(file).st_mtime_ns, time.monotonic() + patience
    while True:
        try:
            fcntl.flock(wanted, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if (seen := os.fstat(file).st_mtime_ns) != sign:
                sign, deadline = seen, time.monotonic() + patience
            if time.monotonic() >= deadline:
                raise BookBusy(patience) from None
        else:
            return
        time.sleep(_PAUSE)
