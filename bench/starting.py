"""Starting: what a person waits for before the first line, each as a whole process."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from .books import BenchBook
from .measure import Measure, best, command

BIN = Path(sys.executable).parent
CARTERA = BIN / "cartera"
PYTHON = Path(sys.executable)
WARM = """
import os, sys
from pathlib import Path
from cartera.cli.ahead import look_at_book
from cartera.cli.session import Session
from cartera.cli.world import World
session = Session(World(ahead=look_at_book(sys.argv[1], os.environ)), Path(sys.argv[1]))
session.book.snapshot()
session.close()
"""
"""Opens a book as the terminal does before it loads its screens."""


def searcher() -> tuple[str, list[str]]:
    """Return the program that searches files here, and its words for listing files with a match."""
    if shutil.which("rg"):
        return "rg", ["rg", "-l", "--no-ignore", "-g", "*.md"]
    return "grep -r", ["grep", "-rl", "--include=*.md"]


def cache_environment(folder: Path) -> dict[str, str]:
    """Return an environment in which caches lie in ``folder``, languages do not differ and bytecode is kept.

    A program that is installed has its bytecode; a shell that forbids writing it would have each start compile anew.
    """
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder), "LC_ALL": "C.UTF-8"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def measure_version(book: BenchBook, rounds: int) -> Iterator[Measure]:
    """``cartera --version``, and the usage text that needs click, beside an empty Python."""
    environment = cache_environment(book.root.parent / "cache")
    words = [(CARTERA, "--version"), (CARTERA, "--help"), (PYTHON, "-c", "pass")]
    own, usage, floor = best([command(*each, environment=environment) for each in words], rounds * 2)
    yield Measure("start-version", book.size, own, "python -c pass", floor)
    yield Measure("start-help", book.size, usage, "python -c pass", floor)


def measure_reading(book: BenchBook, rounds: int) -> Iterator[Measure]:
    """A filtered list and one record shown, every file checked for freshness, with a warm cache.

    Of the list also what is ours: what it takes beyond Python with click, which on a small book is more than the rest.
    """
    environment = cache_environment(book.root.parent / "cache")
    name, words = searcher()
    listing = command(CARTERA, "-C", book.root, "list", "opportunity", "stage:won", "--ids", environment=environment)
    listing()
    click = command(PYTHON, "-c", "import click", environment=environment)
    own, floor, bare = best([listing, command(*words, "^stage: won", book.root), click], rounds * 2)
    yield Measure("list-filtered", book.size, own, name, floor)
    yield Measure("list-own", book.size, own - bare, name, floor)
    client = min(path.parent.name for path in book.root.glob("clients/*/client.md"))
    show = command(CARTERA, "-C", book.root, "show", f"clients/{client}/client", environment=environment)
    own, floor = best([show, command(PYTHON, "-c", "pass", environment=environment)], rounds)
    yield Measure("show-one", book.size, own, "python -c pass", floor)


def measure_opening(book: BenchBook, rounds: int) -> Iterator[Measure]:
    """A cold index (validation and cache included) and a warm start, each as a whole process."""
    folder = book.root.parent / "cache-cold"
    cold = command(PYTHON, "-P", "-c", WARM, book.root, environment=cache_environment(folder))

    def forget_and_open() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        cold()

    name, words = "grep -r", ["grep", "-rl", "--include=*.md"]
    own, floor = best([forget_and_open, command(*words, "^stage: won", book.root)], max(3, rounds // 2))
    yield Measure("cold-index", book.size, own, name, floor)
    status = command("git", "-C", book.root, "status", "--porcelain")
    own, floor = best([cold, status], rounds)
    yield Measure("warm-start", book.size, own, "git status", floor)
