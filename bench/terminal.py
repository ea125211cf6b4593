"""A program in a real pseudo-terminal: keys go in, bytes come out, and both are timed."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

PATIENCE = 60.0
"""Seconds until a program that does not answer is given up."""
LOST = 3.0
"""Seconds after which a key that is not answered changed nothing."""
QUIET = 0.06
"""Seconds without a byte after which a screen is at rest: longer than three frames."""
WIDTH, HEIGHT = 120, 40


@dataclass(frozen=True, slots=True)
class Answer:
    """What a key was answered with."""

    seconds: float
    """From the key to the last byte before the screen rests."""
    first: float
    """From the key to the first byte."""
    size: int
    """How many bytes were sent to the terminal."""


class Terminal:
    """One program from its start until it is killed."""

    def __init__(
        self, words: Sequence[str], environment: dict[str, str], width: int = WIDTH, height: int = HEIGHT
    ) -> None:
        self.begun = time.perf_counter()
        self._child, self._terminal = pty.fork()
        if self._child == 0:
            os.execvpe(words[0], list(words), environment)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.kill(self._child, signal.SIGKILL)
        os.waitpid(self._child, 0)
        os.close(self._terminal)

    @property
    def age(self) -> float:
        """Seconds since the program was started."""
        return time.perf_counter() - self.begun

    def wait_for(self, marker: bytes) -> float:
        """Return the seconds since the start of the program until it has sent ``marker``.

        Raises:
            TimeoutError: it does not.
            EOFError: it ended.

        """
        seen, deadline = b"", time.perf_counter() + PATIENCE
        while time.perf_counter() < deadline:
            piece = self._read(0.2)
            seen = seen[-len(marker) - 8192 :] + piece
            if marker in seen:
                return self.age
        raise TimeoutError(f"{marker!r} not in {seen[-2000:]!r}")

    def rest(self, quiet: float = 0.5) -> bytes:
        """Wait until nothing has been sent for ``quiet`` seconds; return what was."""
        seen = b""
        while piece := self._read(quiet):
            seen += piece
        return seen

    def press(self, key: bytes, quiet: float = QUIET, times: int = 1) -> Answer:
        """Send a key, ``times`` in one go, and wait until the screen is at rest."""
        self._read(0.0)
        begun = time.perf_counter()
        os.write(self._terminal, key * times)
        first = last = 0.0
        size, limit = 0, LOST
        while piece := self._read(limit):
            last = time.perf_counter() - begun
            first = first or last
            size += len(piece)
            limit = quiet
        return Answer(last, first, size)

    def echo(self, key: bytes) -> float:
        """Send a key and return the seconds to the first byte it is answered with."""
        begun = time.perf_counter()
        os.write(self._terminal, key)
        self._read(PATIENCE)
        return time.perf_counter() - begun

    def send(self, key: bytes) -> None:
        """Send a key and wait for nothing."""
        os.write(self._terminal, key)

    def read(self, patience: float) -> bytes:
        """Return what was sent to the terminal, nothing where nothing is within ``patience`` seconds."""
        return self._read(patience)

    def _read(self, patience: float) -> bytes:
        if not select.select([self._terminal], [], [], patience)[0]:
            return b""
        try:
            return os.read(self._terminal, 1 << 17)
        except OSError as error:
            raise EOFError("the program has ended") from error
