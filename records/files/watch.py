"""Watching: which files of the book changed on disk, told within a second.

``watchfiles`` holds the interpreter lock while it sets up thousands of folders, so it runs in a process of its own,
started after the first screen, and writes what changed down a pipe.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from .scan import is_record_path

SETTLE_MS = 150
"""How long the disk must be quiet before a burst of changes is told at once."""


_SETTINGS = frozenset({"cartera.yaml", "fx.csv", "tiers.yaml"})
_SCHEMA = "schema/"
_PROGRAM = Path(__file__).with_name("watching.py")


class Watcher:
    """Tells which paths of a book changed, until it is closed."""

    def __init__(self, root: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-I", str(_PROGRAM), str(root), str(SETTLE_MS)],
            stdout=subprocess.PIPE,
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def bursts(self) -> Iterator[frozenset[str]]:
        """Yield the paths of each burst of changes, relative and with ``/``; blocks; ends when closed.

        The first burst is empty and says that watching has begun: what changed before that is for the caller to find.
        """
        output = self._process.stdout
        if output is None:
            return
        for line in output:
            paths = line.rstrip(b"\n").decode("utf-8", "surrogateescape").split("\0")
            wanted = frozenset(
                each for each in paths if each in _SETTINGS or each.startswith(_SCHEMA) or is_record_path(each)
            )
            if wanted or line == b"\n":
                yield wanted

    def close(self) -> None:
        """End the watching."""
        self._process.terminate()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                stream.close()
