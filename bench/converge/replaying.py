"""Merges of a run done once more by ``git merge`` and ``git rebase`` through the driver: the same trees must come of them.

git asks the driver only where both sides changed one file; where one deleted or renamed what the other changed it may stop
for a person, or follow its own guess. Those are counted apart.
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


@dataclass(slots=True)
class Replayed:
    """What plain git made of the merges."""

    merges: Counter[str] = field(default_factory=Counter)
    """How many ``git merge`` did the same, stopped at, or did otherwise."""
    rebases: Counter[str] = field(default_factory=Counter)
    """The same of ``git rebase``, of the first commit of the same sides."""
    different: list[str] = field(default_factory=list)
    """Which came out otherwise although nothing was deleted or renamed."""


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
    told = _try(
        scratch, local, ["merge", "-q", "--no-edit", upstream] if how == "merge" else ["rebase", "-q", upstream], wanted
    )
    is_simple = _is_simple(scratch, upstream, local)
    counts[told if is_simple or told == "same" else f"{told}, with a deletion or a rename"] += 1
    if is_simple and told != "same":
        replayed.different.append(f"git {how} of {upstream[:10]} and {local[:10]} {told}")


def _try(scratch: Path, local: str, command: list[str], wanted: str) -> str:
    git(scratch, "checkout", "-q", "-f", "--detach", local)
    done = subprocess.run(["git", "-C", str(scratch), *command], capture_output=True, check=False)
    if done.returncode:
        git(scratch, command[0], "--abort", check=False)
        return "stopped"
    return "same" if git(scratch, "rev-parse", "HEAD^{tree}") == wanted else "otherwise"


def _is_simple(scratch: Path, upstream: str, local: str) -> bool:
    """Tell whether both sides have one base and only made and changed files, none of them the same new one."""
    bases = git(scratch, "merge-base", "--all", upstream, local).split()
    if len(bases) != 1:
        return False
    sides = [
        [
            line.split("\t")
            for line in git(scratch, "diff", "--no-renames", "--name-status", bases[0], side).splitlines()
        ]
        for side in (upstream, local)
    ]
    made = [{path for state, path in side if state == "A"} for side in sides]
    return all(state in "AM" for side in sides for state, _ in side) and made[0].isdisjoint(made[1])
