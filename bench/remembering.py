"""History: one account among many commits, beside ``git log`` of its file; and every version of one record."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from ..records.git.history import history
from .books import BenchBook
from .measure import Measure, best

COMMITS = {"1k": 2_000, "5k": 10_000, "10k": 20_000, "100k": 20_000}
"""Commits of the book that is written for this; its records are few, its saves many."""
VERSIONS = 300
"""Saves of the account that is asked for, spread over all of them."""
FIRST = 20


def measure_history(book: BenchBook, rounds: int) -> Iterator[Measure]:
    """The first entries of an account's history, and all versions of one record with every field."""
    commits = COMMITS[book.size]
    root = _make_repository(book.root.parent / f"history-{commits}", commits)
    path = "clients/asked/client.md"

    def first() -> None:
        assert len(list(history(root, path, FIRST))) == FIRST

    def everything() -> None:
        assert len(list(history(root, path, None))) == VERSIONS

    def log() -> None:
        subprocess.run(["git", "-C", str(root), "log", "--format=%H", "--", path], check=True, capture_output=True)

    seconds, floor = best([first, log], rounds)
    yield Measure("history-first", book.size, seconds, "git log -- PATH", floor)
    (seconds,) = best([everything], max(2, rounds // 2))
    yield Measure("history-300", book.size, seconds, "-", 1.0)


def _make_repository(root: Path, commits: int) -> Path:
    """Write a book with ``commits`` commits by ``git fast-import``, unless it is there."""
    if (root / "cartera.yaml").exists():
        return root
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    git = ["git", "-C", str(root)]
    subprocess.run([*git, "init", "-q", "-b", "main"], check=True)
    stream = b"".join(_commits(commits))
    subprocess.run([*git, "fast-import", "--quiet"], input=stream, check=True)
    subprocess.run([*git, "repack", "-adq"], check=True)
    subprocess.run([*git, "commit-graph", "write", "--reachable", "--changed-paths"], check=True, capture_output=True)
    subprocess.run([*git, "reset", "-q", "--hard"], check=True)
    return root


def _commits(count: int) -> Iterator[bytes]:
    begin = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp())
    yield _commit(begin, b"Begin", {"cartera.yaml": b"name: Bench\n"})
    every = count // VERSIONS
    for number in range(1, count):
        asked = number % every == 0 and number // every <= VERSIONS
        name = "asked" if asked else f"client-{number % 500:03}"
        text = f"---\ntitle: {name}\nowner: ana\nrating: {number}\n---\nVersion {number}.\n".encode()
        yield _commit(begin + number * 600, f"{name}: rating".encode(), {f"clients/{name}/client.md": text})


def _commit(when: int, subject: bytes, files: dict[str, bytes]) -> bytes:
    lines = [b"commit refs/heads/main\ncommitter Ana Bench <ana@example.com> %d +0000\n" % when]
    lines.append(b"data %d\n%s\n" % (len(subject), subject))
    for path, content in files.items():
        lines.append(b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(content), content))
    return b"".join(lines)
