"""Upkeep: what keeps a growing history quick to ask, done when it has grown."""

from __future__ import annotations

from .run import Git

_AT_ONCE = 2000
"""Commits whose changed paths are noted in one go; those of an old history take several."""


def keep_graph(git: Git) -> bool:
    """Let git note how commits follow each other and which paths they changed; False where it could not be.

    It is a courtesy to whoever asks for history, and costs what came since the last time.
    """
    words = ("--reachable", "--changed-paths", "--split", f"--max-new-filters={_AT_ONCE}", "--no-progress")
    return git.ask("commit-graph", "write", *words).code == 0
