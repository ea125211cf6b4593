"""Stalls: how long a key waits for its answer while something else goes on, in the worst case.

Keys are typed at a steady pace, one after another whether they are answered or not, as a held key does. What counts is
the longest time from a key to the next bytes that move the cursor.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from threading import Thread

from .books import BenchBook
from .measure import Measure
from .screen import DOWN, SWITCH_QUIET, UP, first_client, screen_environment
from .starting import CARTERA
from .terminal import Terminal

PACE = 0.04
"""Seconds between two keys: as a held key comes."""
WHILE = 6.0
"""Seconds of typing."""
CURSOR = b">"
"""What every step draws anew."""
CHANGED, BROUGHT = 500, 200
"""Files that another program writes, records that a sync brings."""
WRITE = """
import pathlib, sys
for path in sys.argv[2:]:
    file = pathlib.Path(path)
    file.write_bytes(file.read_bytes() + sys.argv[1].encode())
"""


def measure_stalls(book: BenchBook, rounds: int) -> Iterator[Measure]:
    """The longest wait for a step at rest, right after the start, while files change, and while a sync brings records."""
    own, shared = _shared_copy(book)
    environment = screen_environment(book)
    words = [str(CARTERA), "-C", str(own)]
    with Terminal(words, environment) as terminal:
        terminal.wait_for(first_client(book))
        terminal.rest(8.0)
    waits: dict[str, list[float]] = {}
    for number in range(max(2, rounds // 2)):
        with Terminal(words, environment) as terminal:
            terminal.wait_for(first_client(book))
            waits.setdefault("start", []).append(_longest_wait(terminal))
            terminal.rest(1.0)
            waits.setdefault("rest", []).append(_longest_wait(terminal))
            waits.setdefault("files", []).append(_longest_wait(terminal, partial(_change_files, own, number)))
            terminal.rest(1.0)
            _bring_changes(own, shared, number)
            terminal.press(b"s", SWITCH_QUIET)
            waits.setdefault("sync", []).append(_longest_wait(terminal))
    at_rest = min(waits.pop("rest"))
    for name, found in waits.items():
        yield Measure(f"stall-{name}", book.size, min(found), "-", 1.0)
    yield Measure("stall-rest", book.size, at_rest, "-", 1.0)


def _longest_wait(terminal: Terminal, begin: Callable[[], object] | None = None) -> float:
    """Return the longest time a key waited, typed up and down at a pace while what ``begin`` starts goes on."""
    beside = Thread(target=begin) if begin else None
    waits: list[float] = []
    waiting: list[float] = []
    ends, due, number = time.perf_counter() + WHILE, time.perf_counter(), 0
    if beside:
        beside.start()
    while (now := time.perf_counter()) < ends:
        if now >= due:
            terminal.send(DOWN if number % 20 < 10 else UP)
            waiting.append(now)
            number, due = number + 1, due + PACE
        if CURSOR in terminal.read(max(0.0, due - time.perf_counter())) and waiting:
            waits.append(time.perf_counter() - waiting[0])
            waiting.clear()
    if beside:
        beside.join()
    if waiting:
        waits.append(time.perf_counter() - waiting[0])
    return max(waits)


def _change_files(root: Path, number: int) -> None:
    """Let another process write into many records."""
    paths = sorted(root.glob("clients/*/tasks/*.md"))[:: max(1, CHANGED // 50)][:CHANGED]
    subprocess.run([sys.executable, "-c", WRITE, f"Line {number}\n", *map(str, paths)], check=True)


def _shared_copy(book: BenchBook) -> tuple[Path, Path]:
    """Return a clone of the book to write into, and the repository it shares with others; made once."""
    own, shared = (book.root.with_name(f"{book.size}-{name}") for name in ("own", "shared.git"))
    if not (own / ".git/bench-is-whole").exists():
        for folder in (own, shared):
            shutil.rmtree(folder, ignore_errors=True)
        subprocess.run(["git", "clone", "-q", "--bare", str(book.root), str(shared)], check=True)
        subprocess.run(["git", "clone", "-q", str(shared), str(own)], check=True)
        for name, value in (("user.name", "Bench"), ("user.email", "bench@example.com"), ("gc.auto", "0")):
            subprocess.run(["git", "-C", str(own), "config", name, value], check=True)
        (own / ".git/bench-is-whole").touch()
    return own, shared


def _bring_changes(own: Path, shared: Path, number: int) -> None:
    """Let somebody else have sent changes of many records."""
    paths = sorted(own.glob("clients/*/opportunities/*.md"))[:: max(1, number + 3)][:BROUGHT]
    pieces = ["commit refs/heads/main\ncommitter Marc <marc@example.com> now\ndata 6\nChange\nfrom refs/heads/main^0\n"]
    for path in paths:
        text = path.read_text(encoding="utf-8") + f"Somebody else was here, {number} {time.time_ns()}.\n"
        pieces.append(f"M 100644 inline {path.relative_to(own)}\ndata {len(text.encode())}\n{text}\n")
    words = ["git", "-C", str(shared), "fast-import", "--quiet", "--date-format=now"]
    subprocess.run(words, input="".join(pieces).encode(), check=True)
