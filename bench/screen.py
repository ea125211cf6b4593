"""First data on the screen: the terminal program in a real pseudo-terminal, beside a bare Textual app."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Iterator, Sequence

from .books import BenchBook
from .measure import Measure, best
from .starting import CARTERA, cache_environment

BARE = """
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("first data here")

Bare().run()
"""
PATIENCE = 30.0


def measure_screen(book: BenchBook, rounds: int) -> Iterator[Measure]:
    """From the start of the process until the first client's name is sent to the terminal, with a warm cache."""
    client = min(path.parent.name for path in book.root.glob("clients/*/client.md"))
    environment = cache_environment(book.root.parent / "cache")
    environment |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    marker = client.title().encode()

    def own() -> float:
        return time_until(marker, [str(CARTERA), "-C", str(book.root)], environment)

    def bare() -> float:
        return time_until(b"first data here", [sys.executable, "-c", BARE], environment)

    own()
    seconds, floor = best([own, bare], max(2, rounds // 2))
    yield Measure("first-data", book.size, seconds, "bare Textual app", floor)


def time_until(marker: bytes, words: Sequence[str], environment: dict[str, str]) -> float:
    """Return how long a program takes to send ``marker`` to a terminal of 120 columns; then end it.

    Raises:
        TimeoutError: it does not.

    """
    begun = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.execvpe(words[0], list(words), environment)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    seen = b""
    try:
        while time.perf_counter() - begun < PATIENCE:
            if select.select([terminal], [], [], 0.2)[0]:
                seen = seen[-4096:] + os.read(terminal, 65536)
                if marker in seen:
                    return time.perf_counter() - begun
    except OSError as error:
        raise TimeoutError(seen.decode(errors="replace")) from error
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)
    raise TimeoutError(seen.decode(errors="replace"))
