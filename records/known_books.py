"""The books a person opened on this machine, the last one first: what is offered where no book is at hand."""

from __future__ import annotations

from pathlib import Path

from .config import CONFIG_FILE
from .files.private import PrivateFolder

BOOKS_FILE = "books.json"

MOST = 8
"""More books than anybody goes on with."""


def known_books(folder: PrivateFolder) -> tuple[Path, ...]:
    """Return the books that were open and are still there."""
    return tuple(each for each in _told(folder) if (each / CONFIG_FILE).is_file())


def remember_book(folder: PrivateFolder, root: Path) -> None:
    """Put a book first among those that were open; raises as ``PrivateFolder.write``."""
    books = _told(folder)
    if books[:1] != [root]:
        told = [str(root), *(str(each) for each in books if each != root)]
        folder.write_json(BOOKS_FILE, told[:MOST], wait=False)


def _told(folder: PrivateFolder) -> list[Path]:
    """Return the folders in the file, whatever lies there now; what is no path of this machine is left out."""
    said = folder.read_json(BOOKS_FILE)
    return (
        [Path(each) for each in said if isinstance(each, str) and each.startswith("/")]
        if isinstance(said, list)
        else []
    )
