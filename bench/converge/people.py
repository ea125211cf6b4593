"""Who takes part in a run, by which way each reaches the hub, and the clones they get."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ...records.git.repository import open_repository
from ...records.sync.setup import set_up
from .first_book import git

FAST, SLOW = 3.0, -10.0
"""Years by which two clocks are wrong."""


@dataclass(frozen=True, slots=True)
class Person:
    """One who takes part."""

    name: str
    """What the clone is called: ``p`` and a number; ``s`` and a number for a stranger."""
    root: Path
    """The clone."""
    diary: Path
    """Where the acknowledged saves are written down."""
    years: float = 0.0
    """By how much the clock is wrong."""
    by_command: float = 0.0
    """The share of syncs that are commands of their own."""
    way: str = "path"
    """How the hub is reached: a path, ``file://`` or ``git://``."""

    @property
    def is_stranger(self) -> bool:
        """Whether it is somebody with plain git."""
        return self.name.startswith("s")

    def command(self, edits: int, seed: int, syncs: float) -> list[str]:
        """Return the command line of the program that works for this person."""
        module = f"cartera.bench.converge.{'stranger' if self.is_stranger else 'colleague'}"
        command = [sys.executable, "-m", module, str(self.root), str(self.diary)]
        command += ["--edits", str(edits), "--seed", str(seed), "--syncs", str(syncs)]
        if self.is_stranger:
            return command
        return [*command, "--years", str(self.years), "--by-command", str(self.by_command)]


def make_people(folder: Path, addresses: Sequence[tuple[str, str]], clones: int, strangers: int) -> list[Person]:
    """Make clones for so many people, strangers among them, who reach the hub by the ways in turn."""
    people = []
    for number in range(clones):
        is_stranger = number >= clones - strangers
        name = f"{'s' if is_stranger else 'p'}{number:02}"
        way, address = addresses[number % len(addresses)]
        root = folder / name
        git(folder, "clone", "-q", address, str(root))
        git(root, "config", "user.name", name)
        git(root, "config", "user.email", f"{name}@example.com")
        git(root, "config", "gc.auto", "0")
        if not is_stranger or number % 2:
            set_up(open_repository(root))
        years = {0: FAST, 1: SLOW}.get(number, 0.0)
        by_command = 1.0 if number == 2 else 0.0
        people.append(Person(name, root, folder / f"{name}.jsonl", years, by_command, way))
    return people


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Run a git daemon for the repositories in ``folder`` and yield the beginning of their addresses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    daemon = subprocess.Popen(
        [
            "git",
            "daemon",
            "--listen=127.0.0.1",
            f"--port={port}",
            f"--base-path={folder}",
            "--enable=receive-pack",
            "--reuseaddr",
            str(folder),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_until_it_answers(port)
        yield f"git://127.0.0.1:{port}/"
    finally:
        daemon.terminate()
        daemon.wait()


def _wait_until_it_answers(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if not probe.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.02)
    raise RuntimeError("git daemon does not answer")
