"""Opening a book that is there. What it takes to make one is another module: it loads what writes."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from .book import Book, Clock
from .git.places import find_root
from .index.places import cache_file

if TYPE_CHECKING:
    from .steps import Tell


def open_book(
    folder: Path,
    clock: Clock,
    *,
    cache: Path | None = None,
    randomness: Random | None = None,
    read_only: bool = False,
    tell: Tell | None = None,
    lasts: bool = False,
) -> Book:
    """Return the book in which ``folder`` lies; nothing is written while it is ``read_only``.

    ``tell`` is told how far the reading of all records is. A program that ``lasts`` and closes the book at its end has git's
    index told of saves later.

    Raises:
        NotABook: it lies in none.

    """
    return Book(
        find_root(folder), clock, cache=cache, randomness=randomness, read_only=read_only, tell=tell, lasts=lasts
    )


def is_kept(cache: Path, root: Path) -> bool:
    """Return whether an index of the book at ``root`` is kept in ``cache``, so that opening it takes a moment."""
    return cache_file(cache, root).exists()
