"""Working: what a person waits for between two keys, measured inside one process that has the book open."""

from __future__ import annotations

import os
import random
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from ..records.book import Book
from ..records.files.atomic import blob_id
from ..records.files.edits import Put
from ..records.index.words import SearchIndex
from ..records.saving.journal import Entry
from ..records.saving.keeper import Keeper
from ..records.saving.writes import CommitMessage, FileWrite
from .books import WORDS, BenchBook
from .measure import Measure, best

COMMON = "cliente"
"""A word that most bodies hold."""
EDITS = 60
"""How many edits the slowest of twenty is taken from."""


def clock() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


def measure_refresh(book: BenchBook, rounds: int) -> Iterator[Measure]:
    """One file changed outside until the snapshot has it."""
    opened = Book(book.root, clock)
    opened.snapshot()
    path = min(each.path for each in opened.snapshot().of_type("opportunity"))
    file = book.root / path
    whole = file.read_bytes()

    def change() -> float:
        file.write_bytes(whole.replace(b"title: ", f"title: {random.randrange(10**6)} ".encode(), 1))
        begun = time.perf_counter()
        assert opened.refresh([path])
        return time.perf_counter() - begun

    (own,) = best([change], rounds * 2)
    file.write_bytes(whole)
    opened.close()
    yield Measure("refresh-one", book.size, own, "-", 1.0)


def measure_search(book: BenchBook, rounds: int) -> Iterator[Measure]:
    """A key of a search: the worst of several words, and a common one, beside one pass over all bodies."""
    opened = Book(book.root, clock)
    snapshot = opened.snapshot()
    index = SearchIndex.build(snapshot)
    bodies = "\n".join(each.body for each in snapshot.records.values()).casefold().encode()
    opened.close()
    keys = [word[:length] for word in (WORDS[0], WORDS[7], "integration", "zzqx") for length in range(1, len(word) + 1)]
    worst = 0.0
    floors: list[float] = []
    for key in keys:
        found, floor = best([partial(index.search, key, 50), partial(_pass_over, bodies)], rounds)
        worst = max(worst, found)
        floors.append(floor)
    yield Measure("search-worst", book.size, worst, "bytes.find", min(floors))
    (common,) = best([partial(index.search, COMMON, 50)], rounds * 3)
    yield Measure("search-common", book.size, common, "-", 1.0)


def _pass_over(bodies: bytes) -> None:
    assert bodies.find(b"\xff never there") < 0


def measure_saving(book: BenchBook, rounds: int) -> Iterator[Measure]:
    """A save until it is promised, and its commit, beside the least that keeps a file and beside git itself.

    As in the terminal, which tells git's index later.
    """
    keeper = Keeper(book.root, clock, stages_later=True)
    path = min(str(each.relative_to(book.root)) for each in book.root.glob("clients/*/opportunities/*.md"))
    other = max(str(each.relative_to(book.root)) for each in book.root.glob("clients/*/opportunities/*.md"))
    turn = iter(range(10**6))
    promised: list[float] = []

    def save() -> float:
        before = (book.root / path).read_bytes()
        after = _with_note(before, next(turn))
        writes = [FileWrite(path, after, blob_id(before))]
        begun = time.perf_counter()
        with keeper.locked():
            keeper._accept(writes, CommitMessage("bench"))
            promised.append(time.perf_counter() - begun)
            done = keeper._finish()
        assert done.error is None
        return time.perf_counter() - begun - promised[-1]

    def keep_file() -> None:
        _replace(book.root / other, (book.root / other).read_bytes())

    def commit_with_git() -> float:
        _replace(book.root / other, _with_note((book.root / other).read_bytes(), next(turn)))
        begun = time.perf_counter()
        subprocess.run(["git", "-C", str(book.root), "commit", "-qm", "bench", "--", other], check=True)
        return time.perf_counter() - begun

    commit, floor_file, floor_git = best([save, keep_file, commit_with_git], rounds)
    keeper.stage()
    keeper.close()
    yield Measure("save-promised", book.size, min(promised), "write+fsync+rename", floor_file)
    yield Measure("commit", book.size, commit, "git commit PATH", floor_git)


def measure_edits(book: BenchBook, rounds: int) -> Iterator[Measure]:
    """The slowest of twenty edits of one field: until it is promised, and until it is committed and the snapshot has it."""
    opened = Book(book.root, clock)
    deals = opened.snapshot().of_type("opportunity")
    promised: list[float] = []
    done: list[float] = []
    journal = opened._keeper._journal
    promise = journal.add

    def promise_and_note(*words: Any) -> Entry:
        entry = promise(*words)
        promised.append(time.perf_counter() - begun)
        return entry

    journal.add = promise_and_note  # type: ignore[assignment, method-assign]
    for number in range(EDITS * max(1, rounds // 5)):
        record = opened.snapshot().records[deals[number % len(deals)].id]
        begun = time.perf_counter()
        opened.apply(opened.edit(record, [Put(("title",), f"{record.title} {number}")]))
        done.append(time.perf_counter() - begun)
    opened.close()
    for name, times in (("edit-promised-p95", promised), ("edit-done-p95", done)):
        yield Measure(name, book.size, sorted(times)[int(len(times) * 0.95) - 1], "-", 1.0)


def _with_note(content: bytes, number: int) -> bytes:
    head, _, _ = content.partition(b"---\nBench note ")
    return (head if head != content else content[: content.rindex(b"---\n")]) + f"---\nBench note {number}\n".encode()


def _replace(path: Path, content: bytes) -> None:
    """Write, flush and rename: the least after which a file is kept."""
    beside = path.with_suffix(".tmp")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
