"""How commits follow each other: where two histories parted, and what one has that the other lacks."""

from __future__ import annotations

from .mistakes import GitFailed
from .places import find_edges
from .repository import Repository
from .run import Git


def merge_bases(git: Git, one: str, *others: str) -> tuple[str, ...]:
    """Return the newest commits that lead to both; several after criss-cross merges, none in unrelated histories.

    Several others stand for what a merge of them would be.
    """
    answer = git.ask("merge-base", "--all", one, *others)
    if answer.code > 1:
        raise GitFailed("merge-base", answer.words)
    return tuple(sorted(answer.out.decode().split()))


def is_cut(repository: Repository, bases: tuple[str, ...], *heads: str) -> bool:
    """Tell whether a shallow clone may end before the place where histories parted: ``bases`` are then not all there are."""
    edges = find_edges(repository.root)
    if not edges:
        return False
    known = repository.git.run("rev-list", *heads, *(f"^{each}" for each in bases), "--").decode().split()
    return not bases or not edges.isdisjoint(known)


def is_ancestor(git: Git, older: str, newer: str) -> bool:
    """Tell whether ``older`` leads to ``newer``, or is the same."""
    answer = git.ask("merge-base", "--is-ancestor", older, newer)
    if answer.code > 1:
        raise GitFailed("merge-base", answer.words)
    return answer.code == 0


def count_commits(git: Git, lacking: str | None, having: str) -> int:
    """Return how many commits lead to ``having`` and not to ``lacking``."""
    without = [f"^{lacking}"] if lacking else []
    return int(git.run("rev-list", "--count", having, *without, "--"))


def list_merges(git: Git, lacking: str | None, having: str, unlike: str) -> tuple[str, ...]:
    """Return the merges that lead to ``having`` and not to ``lacking`` whose message has no line with ``unlike``, newest first."""
    without = [f"^{lacking}"] if lacking else []
    unmarked = ("--fixed-strings", "--invert-grep", f"--grep={unlike}")
    return tuple(git.run("rev-list", "--min-parents=2", *unmarked, having, *without, "--").decode().split())
