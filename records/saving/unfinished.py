"""Whether a save waits to be finished, told without loading what would finish it: every command asks when it opens."""

from __future__ import annotations

from pathlib import Path

from ..git.places import find_git_folder


def is_unfinished(root: Path) -> bool:
    """Tell whether the journal, or the list of paths the user's index does not know, holds anything at all."""
    folder = find_git_folder(root)
    if folder is None:
        return False
    journal = folder / "cartera/journal"
    return (journal.is_dir() and next(journal.iterdir(), None) is not None) or (folder / "cartera/unstaged").exists()
