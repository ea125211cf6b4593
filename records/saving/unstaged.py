"""Paths that are committed but not yet in the user's index, because another git held it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ..files.atomic import read_file, remove_file, write_file
from ..files.mistakes import NoSuchFile

_FILE = "unstaged"


class Unstaged:
    """The list of such paths, kept in ``.git/cartera`` under the book's lock."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def paths(self) -> list[str]:
        """Return the paths, in the order they came."""
        try:
            return read_file(self._folder, _FILE).decode("utf-8", "surrogateescape").split("\0")
        except NoSuchFile:
            return []

    def add(self, paths: list[str]) -> None:
        """Remember ``paths``."""
        all_paths = dict.fromkeys([*self.paths(), *paths])
        write_file(self._folder, _FILE, "\0".join(all_paths).encode("utf-8", "surrogateescape"))

    def retry(self, stage: Callable[[list[str]], bool]) -> None:
        """Offer the paths to ``stage`` and forget them where it could."""
        paths = self.paths()
        if paths and stage(paths):
            remove_file(self._folder, _FILE)
