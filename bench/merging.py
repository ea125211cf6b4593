"""Merging: a hundred records and more changed on both sides, worked out, written and committed, beside git's text merge."""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from ..records.saving.keeper import Keeper
from ..records.sync.syncing import prepare_merge
from ..schema.language import ENGLISH
from .books import BenchBook
from .measure import Measure
from .working import clock

BOTH_SIDES = (200, 2000)
"""How many records two people changed, in different fields."""


def measure_merging(book: BenchBook, rounds: int) -> Iterator[Measure]:
    """Two histories that changed the same records, until the files are written and the commit is made."""
    for count in BOTH_SIDES:
        with tempfile.TemporaryDirectory(prefix="cartera-bench-") as folder:
            root, floor = Path(folder) / "own", Path(folder) / "floor"
            paths = _part(book.root, root, count)
            if len(paths) < count:
                continue
            subprocess.run(["cp", "-a", str(root), str(floor)], check=True)
            own = min(_merge(root) for _ in range(rounds))
            text = min(_merge_with_git(floor) for _ in range(rounds))
        yield Measure(f"merge-{count}", book.size, own, "git merge", text)


def _part(origin: Path, root: Path, count: int) -> list[str]:
    """Copy a book and give it two branches that changed the same ``count`` records; return which."""
    root.mkdir()
    archive = subprocess.run(["git", "-C", str(origin), "archive", "HEAD"], capture_output=True, check=True).stdout
    subprocess.run(["tar", "-x", "-C", str(root)], input=archive, check=True)
    (root / ".gitattributes").unlink(missing_ok=True)  # the floor shall merge lines
    _git(root, "init", "-q", "-b", "main")
    _git(root, "add", "-A")
    _git(root, "commit", "-qm", "Start")
    paths = sorted(str(each.relative_to(root)) for each in root.glob("clients/*/*/**/*.md"))[:count]
    _edit(root, paths, lambda text: text.replace("\ntitle: ", "\ntitle: Their ", 1))
    _git(root, "commit", "-qam", "Theirs")
    _git(root, "branch", "theirs")
    _git(root, "reset", "-q", "--hard", "HEAD^")
    _edit(root, paths, lambda text: f"{text}\nOur note.\n")
    _git(root, "commit", "-qam", "Ours")
    _git(root, "branch", "ours")
    return paths


def _edit(root: Path, paths: list[str], change: Callable[[str], str]) -> None:
    for path in paths:
        file = root / path
        file.write_text(change(file.read_text()))


def _merge(root: Path) -> float:
    _git(root, "reset", "-q", "--hard", "ours")
    local, upstream = (_git(root, "rev-parse", name) for name in ("ours", "theirs"))
    with Keeper(root, clock) as keeper:
        begun = time.perf_counter()
        receipt = keeper.bring_in(lambda: prepare_merge(keeper, local, upstream, "theirs", ENGLISH)[0])
        taken = time.perf_counter() - begun
    assert receipt is not None
    assert receipt.commit, receipt.pending
    assert not _git(root, "grep", "-l", "^conflicts:", "HEAD", "--", "clients", check=False)
    return taken


def _merge_with_git(root: Path) -> float:
    _git(root, "reset", "-q", "--hard", "ours")
    begun = time.perf_counter()
    _git(root, "merge", "-q", "--no-edit", "theirs")
    return time.perf_counter() - begun


def _git(root: Path, *arguments: str, check: bool = True) -> str:
    quiet = ["-c", "gc.auto=0", "-c", "maintenance.auto=false"]  # nothing in the background while it is measured
    done = subprocess.run(["git", "-C", str(root), *quiet, *arguments], capture_output=True, text=True, check=check)
    return done.stdout.strip()
