"""Stalls: how long the loop that answers keys is held up while something else goes on, in the worst case.

Keys are typed at a steady pace, one after another whether they are answered or not, as a held key does. What counts is
the longest time in which the loop did nothing else (``heartbeat.py``), less that of a loop that does nothing beside it.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import cycle
from pathlib import Path
from threading import Thread

from .books import BenchBook
from .measure import Measure
from .screen import BACK, DOWN, SWITCH_QUIET, UP, first_client, screen_environment
from .terminal import Terminal

PACE = 0.04
"""Seconds between two keys: as a held key comes."""
WHILE = 8.0
"""Seconds of typing."""
STEPS = (DOWN,) * 10 + (UP,) * 10
SAVES = (b"1", *STEPS, b"2", *STEPS)
"""Steps in a list of tasks, one of which gets another importance every second."""
LETTERS = (b"c", b"l", b"i", b"\x7f", b"\x7f", b"\x7f")
CHANGED, BROUGHT = 500, 200
"""Files that another program writes, records that a sync brings."""
WRITE = """
import pathlib, sys
for path in sys.argv[2:]:
    file = pathlib.Path(path)
    file.write_bytes(file.read_bytes() + sys.argv[1].encode())
"""


def measure_stalls(book: BenchBook, rounds: int) -> Iterator[Measure]:
    """The longest the loop is held up: at rest, right after the start, by saves, a search, files, a sync."""
    own, shared = _shared_copy(book)
    worst: dict[str, list[float]] = {}
    with _beating(book, own) as (terminal, _):
        terminal.rest(8.0)
    for number in range(max(3, rounds // 2)):
        with _beating(book, own) as (terminal, beats):
            for name, held_up in _meet_all(terminal, beats, own, shared, number):
                worst.setdefault(name, []).append(held_up)
    for name, found in worst.items():
        yield Measure(f"stall-{name}", book.size, statistics.median(found), "-", 1.0)


def _meet_all(terminal: Terminal, beats: Beats, own: Path, shared: Path, number: int) -> Iterator[tuple[str, float]]:
    """Yield what a person meets in an hour, and the longest the loop was held up by it."""
    yield "start", beats.longest(partial(_type, terminal, STEPS))
    terminal.rest(1.0)
    yield "rest", beats.longest(partial(_type, terminal, STEPS))
    yield "files", beats.longest(partial(_type, terminal, STEPS, partial(_change_files, own, number)))
    terminal.rest(1.0)
    terminal.press(b"S", SWITCH_QUIET)
    yield "search", beats.longest(partial(_type, terminal, LETTERS))
    terminal.press(BACK, SWITCH_QUIET)
    terminal.press(BACK, 1.0)
    terminal.press(b"gt", 1.0)
    yield "save", beats.longest(partial(_type, terminal, SAVES))
    terminal.rest(1.0)
    _bring_changes(own, shared, number)
    terminal.send(b"s")
    yield "sync", beats.longest(partial(_type, terminal, STEPS))


class Beats:
    """What two loops have written of how late they were: the program's, and one that does nothing."""

    def __init__(self, own: Path, idle: Path) -> None:
        self._own = own
        self._idle = idle

    def longest(self, type_on: Callable[[], None]) -> float:
        """Return the longest time the program's loop was held up during it, less that of the idle one."""
        begun = time.perf_counter()
        type_on()
        own, idle = (_latest(each, begun) for each in (self._own, self._idle))
        return max(0.0, own - idle)


def _latest(file: Path, begun: float) -> float:
    beats = (line.split() for line in file.read_text(encoding="ascii").splitlines())
    return max((float(late) for moment, late in beats if float(moment) >= begun), default=0.0)


@contextmanager
def _beating(book: BenchBook, own: Path) -> Iterator[tuple[Terminal, Beats]]:
    """Run the program on a copy of the book until the first client stands, and an idle loop beside it."""
    words = [sys.executable, "-m", "cartera.bench.heartbeat"]
    files = [book.root.with_name(f"beats-{name}") for name in ("own", "idle")]
    for each in files:
        each.write_bytes(b"")
    state = book.root.with_name("state-of-stalls")
    shutil.rmtree(state, ignore_errors=True)  # where the last run was left off is no place to begin at
    environment = screen_environment(book) | {"XDG_STATE_HOME": str(state)}
    idle = subprocess.Popen([*words, str(files[1])])
    try:
        with Terminal([*words, str(files[0]), "-C", str(own)], environment) as terminal:
            terminal.wait_for(first_client(book))
            yield terminal, Beats(*files)
    finally:
        idle.kill()
        idle.wait()


def _type(terminal: Terminal, keys: Iterable[bytes], begin: Callable[[], object] | None = None) -> None:
    """Type keys at a pace while what ``begin`` starts goes on."""
    beside = Thread(target=begin) if begin else None
    if beside:
        beside.start()
    due = time.perf_counter()
    ends = due + WHILE
    for key in cycle(keys):
        terminal.send(key)
        due += PACE
        while (left := due - time.perf_counter()) > 0:
            terminal.read(left)
        if due >= ends:
            break
    if beside:
        beside.join()


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
