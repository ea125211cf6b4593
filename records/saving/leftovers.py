"""What killed programs may leave in a book: locks of git, half-written files, journal entries that cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

from ...schema.dataclass import dataclass
from ..files.atomic import is_temporary
from ..files.scan import is_walked
from ..git.places import find_git_folder

_LOCKED_FOLDERS = ("", "refs")
"""Where git puts its locks, below its own folder; the inner one with all its folders, ours among them."""


@dataclass(frozen=True, slots=True)
class Leftovers:
    """Files that belong to nobody alive, if nobody is at work in the book now."""

    locks: tuple[str, ...]
    """Locks of git, relative to the book; while one lies there, commits of its branch or index wait."""
    temporaries: tuple[str, ...]
    """Files that a save had begun; no record, no loss."""
    damaged: tuple[str, ...]
    """Journal entries that could not be read and were set aside."""


def find_leftovers(root: Path) -> Leftovers:
    """Return what was left in the book at ``root``."""
    git_folder = find_git_folder(root)
    temporaries = tuple(sorted(_temporaries(root)))
    if git_folder is None:
        return Leftovers((), temporaries, ())
    journal = git_folder / "cartera/journal"
    damaged = sorted(each.name for each in journal.glob("*.damaged"))
    locks = sorted({_shown(root, each) for each in find_locks(git_folder)})
    return Leftovers(tuple(locks), temporaries, tuple(damaged))


def find_locks(git_folder: Path) -> list[Path]:
    """Return the locks of git that lie there now, some of them perhaps in use."""
    return [each for folder in _LOCKED_FOLDERS for each in _locks(git_folder, folder)]


def _locks(git_folder: Path, folder: str) -> list[Path]:
    place = git_folder / folder
    return list(place.rglob("*.lock")) if folder else list(place.glob("*.lock"))


def _shown(root: Path, path: Path) -> str:
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)


def _temporaries(root: Path) -> list[str]:
    """Return the half-written files, in the folders that records lie in and at the top."""
    found: list[str] = []
    for folder, inner, names in os.walk(root):
        place = os.path.relpath(folder, root)
        prefix = "" if place == "." else f"{place}/"
        inner[:] = [each for each in inner if is_walked(prefix + each)]
        found += [prefix + each for each in names if is_temporary(each)]
    return found
