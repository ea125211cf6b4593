"""Memory: what a process grows by when it holds a book, beside the bytes of its records."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from .books import BenchBook
from .measure import Measure

PROGRAM = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from cartera.records.book import Book
from cartera.records.index.words import SearchIndex

def resident():
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096

before = resident()
book = Book(Path(sys.argv[1]), lambda: datetime.now(UTC), cache=Path(sys.argv[2]))
snapshot = book.snapshot()
assert len(snapshot.records) > 0
held = resident() - before
index = SearchIndex.build(snapshot)
print(held, resident() - before)
"""


def measure_memory(book: BenchBook, rounds: int) -> Iterator[Measure]:
    """The snapshot alone, and with the search index, as the terminal holds them; the best of two processes."""
    cache = book.root.parent / "cache-cold"
    runs = [_grow(book, str(cache)) for _ in range(min(rounds, 2))]
    snapshot, whole = (float(min(each)) for each in zip(*runs, strict=True))
    yield Measure("memory-snapshot", book.size, snapshot, "bytes of records", float(book.bytes))
    yield Measure("memory-with-search", book.size, whole, "bytes of records", float(book.bytes))


def _grow(book: BenchBook, cache: str) -> tuple[int, int]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(book.root), cache], capture_output=True, check=True, text=True
    )
    held, whole = map(int, done.stdout.split())
    return held, whole
