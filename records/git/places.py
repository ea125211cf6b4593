"""Where a book and its git folder lie, found without starting git."""

from __future__ import annotations

from pathlib import Path

from .mistakes import NotABook

BOOK_FILE = "cartera.yaml"
"""The file whose folder is a book."""
PATTERNS_FILE = "info/sparse-checkout"
"""Where git keeps which files a sparse clone holds, below its own folder."""


def find_root(start: Path) -> Path:
    """Return the nearest folder at or above ``start`` that holds a book. Raises ``NotABook``."""
    try:
        start = start.absolute()
    except FileNotFoundError:  # the folder one stands in was removed
        raise NotABook(str(start)) from None
    for folder in (start, *start.parents):
        if (folder / BOOK_FILE).is_file():
            return folder
    raise NotABook(str(start))


def find_git_folder(root: Path) -> Path | None:
    """Return git's folder for the working tree ``root`` without starting git; None where it is under none."""
    folder = root / ".git"
    if folder.is_file():  # an added working tree names the folder in a file
        folder = root / folder.read_text("utf-8", "surrogateescape").removeprefix("gitdir:").strip()
    return folder if folder.is_dir() else None


def find_edges(root: Path) -> frozenset[str]:
    """Return the commits a shallow clone ends at: what they follow is not here. None of a whole clone."""
    folder = find_git_folder(root)
    if folder is None:
        return frozenset()
    common = folder / "commondir"  # an added working tree shares what is known of commits
    shared = folder / common.read_text("utf-8", "surrogateescape").strip() if common.is_file() else folder
    try:
        return frozenset((shared / "shallow").read_text("ascii").split())
    except FileNotFoundError:
        return frozenset()
