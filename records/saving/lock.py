"""The book's lock: one save at a time, freed by the kernel when its holder dies."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..files.mistakes import told
from .writes import BookBusy

_LONGEST_PAUSE = 0.02
"""Seconds between two tries; a save takes about as long."""


@contextmanager
def hold_lock(folder: Path, patience: float) -> Iterator[None]:
    """Hold the lock of ``folder`` (created if missing) for the block; wait for it ``patience`` seconds.

    It excludes other threads too. Never hold it while a person is asked something. Raises ``BookBusy``, ``NotWritable``
    or ``DiskFull``.
    """
    with told(str(folder), writing=True):
        folder.mkdir(parents=True, exist_ok=True)
        file = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
    try:
        _wait_for(file, patience)
        yield
    finally:
        # Unlocked by name, as a child forked meanwhile holds the file open too.
        fcntl.flock(file, fcntl.LOCK_UN)
        os.close(file)


def _wait_for(file: int, patience: float) -> None:
    deadline = time.monotonic() + patience
    pause = 0.001
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise BookBusy(patience) from None
        else:
            return
        time.sleep(pause)
        pause = min(pause * 1.5, _LONGEST_PAUSE)
