"""Merges of a run done once more by ``git merge`` and ``git rebase`` through the driver: the same trees must come of them.

git asks the driver only where both sides changed one file; where one deleted or renamed what the other changed it may stop
for a person, or follow its own guess. Those are counted apart, and only where each file that differs is such a one.
"""

from __future__ import annotations

import subprocess
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from ...records.git.repository import open_repository
from ...records.saving.keeper import Keeper
from ...records.sync.merging import CommitMerger
from ...records.sync.setup import set_up
from .colleague import wrong_clock
from .first_book import git
from .oracle.walking import MERGED

FELL_OVER = "fell over"
"""What is said of a git that ends in the middle of a merge, as 2.39 does at some renames of folders on both sides."""
_BY_ITSELF = (b"merge-ort.c", b"directory rename split")
"""What it says then: an assertion of its own, or that it cannot guess into which folder something new would go."""


@dataclass(slots=True)
class Replayed:
    """What plain git made of the merges."""

    merges: Counter[str] = field(default_factory=Counter)
    """How many ``git merge`` did the same, stopped at, or did otherwise."""
    rebases: Counter[str] = field(default_factory=Counter)
    """The same of ``git rebase``, of the first commit of the same sides."""
    different: list[str] = field(default_factory=list)
    """Which came out otherwise, or stopped, at a file that both sides had and only changed."""


def replay(hub: Path, folder: Path, seed: int, sample: int) -> Replayed:
    """Do so many merges of a history again, in a clone of its own in ``folder``."""
    scratch = folder / "scratch"
    git(folder, "clone", "-q", str(hub), str(scratch))
    git(scratch, "config", "user.name", "Replay")
    git(scratch, "config", "user.email", "replay@example.com")
    set_up(open_repository(scratch))
    listed = git(scratch, "log", "--merges", f"--grep=^{MERGED}", "--format=%H %P", "main").splitlines()
    merges = [each.split() for each in listed if len(each.split()) == 3]
    replayed = Replayed()
    with Keeper(scratch, wrong_clock(0)) as keeper:
        merger = CommitMerger(keeper.repository, keeper.reader)
        for commit, upstream, local in Random(seed).sample(merges, min(sample, len(merges))):
            wanted = git(scratch, "rev-parse", f"{commit}^{{tree}}")
            _note(scratch, upstream, local, wanted, "merge", replayed)
            first = git(scratch, "rev-list", "--reverse", "--topo-order", f"{upstream}..{local}").split()[0]
            if len(git(scratch, "rev-list", "--parents", "-1", first).split()) == 2:
                _note(scratch, upstream, first, merger.merge_tree(upstream, first) or "", "rebase", replayed)
    return replayed


def _note(scratch: Path, upstream: str, local: str, wanted: str, how: str, replayed: Replayed) -> None:
    """Let git do it, and count what came of it."""
    counts = replayed.merges if how == "merge" else replayed.rebases
    # else git leaves out a commit whose patch somebody else has made too, whatever became of it, and merges nothing
    rebase = ["rebase", "-q", "--reapply-cherry-picks", upstream]
    command = ["merge", "-q", "--no-edit", upstream] if how == "merge" else rebase
    told, paths = _try(scratch, local, command, wanted)
    reason = "by itself" if told == FELL_OVER else told and _explain(scratch, upstream, local, paths)
    counts[f"{told} {reason}" if told else "the same"] += 1
    if told and not reason:
        replayed.different.append(f"git {how} of {upstream[:10]} and {local[:10]} {told}: {', '.join(sorted(paths))}")


def _try(scratch: Path, local: str, command: list[str], wanted: str) -> tuple[str, set[str]]:
    """Return what git did otherwise, empty where nothing, and to which files."""
    git(scratch, "checkout", "-q", "-f", "--detach", local)
    done = subprocess.run(["git", "-C", str(scratch), *command], capture_output=True, check=False)
    if done.returncode:
        (scratch / ".git/index.lock").unlink(missing_ok=True)  # a git that fell over leaves it behind
        paths = _lines(scratch, "diff", "--name-only", "--diff-filter=U")
        git(scratch, command[0], "--abort", check=False)
        is_by_itself = not paths and any(each in done.stdout + done.stderr for each in _BY_ITSELF)
        return (FELL_OVER if is_by_itself else "stopped"), paths
    paths = _lines(scratch, "diff", "--name-only", "--no-renames", "HEAD", wanted)
    return ("otherwise" if paths else ""), paths


def _explain(scratch: Path, upstream: str, local: str, paths: set[str]) -> str:
    """Return why git may do otherwise; empty where it may not.

    It never asks the driver about a file that one side deleted or renamed, and puts what is new into a folder that it
    guesses, or stops to ask for it; where histories crossed it makes a common ancestor of its own.
    """
    if not paths:
        return "to ask into which folder a new file goes"
    bases = git(scratch, "merge-base", "--all", upstream, local).split()
    if len(bases) != 1:
        return "where histories crossed"
    moved = {
        line.split("\t")[1]
        for side in (upstream, local)
        for line in _lines(scratch, "diff", "--no-renames", "--name-status", "--diff-filter=AD", bases[0], side)
    }
    folders = {path.removesuffix("client.md") for path in moved if path.endswith("/client.md")}
    is_moved = all(path in moved or path.startswith(tuple(folders)) for path in paths)
    return "at what was deleted, renamed or made twice" if is_moved else ""


def _lines(scratch: Path, *command: str) -> set[str]:
    return set(git(scratch, *command).splitlines())
