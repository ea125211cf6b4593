"""What one person keeps of a book on one machine: drafts, histories, remembered lists. Never in the book, never shared.

The folder is theirs alone (0700, files 0600). Nothing in it is needed to read the book: a file that is damaged counts as
absent and is kept aside, and what cannot be written is told to whoever wrote it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from ...schema.dataclass import dataclass
from ...schema.errors import CarteraError
from . import disk
from .atomic import read_file, remove_leftovers, write_file
from .mistakes import told

_OURS_ALONE = 0o700
_MINE = 0o600
_DAMAGED = ".damaged"
_DIGITS = 16
"""Hexadecimal digits of a path's hash: enough that two books of one person never meet."""


@dataclass(frozen=True, slots=True)
class PrivateFolder:
    """The private folder of one book; it is made by the first write."""

    path: Path
    """Where it lies."""

    def names(self, prefix: str = "") -> list[str]:
        """Return the names of the files that begin with ``prefix``, sorted; damaged ones set aside are left out."""
        with suppress(OSError):
            return sorted(
                each.name
                for each in os.scandir(self.path)
                if each.name.startswith(prefix or "") and not each.name.startswith(".") and _DAMAGED not in each.name
            )
        return []

    def read(self, name: str) -> bytes | None:
        """Return the content of a file; None where there is none, or none that may be read."""
        with suppress(CarteraError):
            return read_file(self.path, name)
        return None

    def read_json(self, name: str) -> Any:
        """Return what a file of JSON says; None where there is none or it is damaged, and then it is set aside."""
        content = self.read(name)
        if content is None:
            return None
        try:
            return json.loads(content)
        except ValueError:
            self.set_aside(name)
            return None

    def write(self, name: str, content: bytes, *, wait: bool = True) -> None:
        """Make ``content`` the whole file ``name``; ``wait`` for the disk as ``write_file`` does, and raise as it does."""
        with told(str(self.path), writing=True):
            self.path.parent.mkdir(mode=_OURS_ALONE, parents=True, exist_ok=True)
            self.path.mkdir(mode=_OURS_ALONE, exist_ok=True)
        write_file(self.path, name, content, wait=wait, mode=_MINE)

    def write_json(self, name: str, said: object, *, wait: bool = True) -> None:
        """Write plain values as JSON, in lines a person can read; raises as ``write``."""
        self.write(
            name, (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass"), wait=wait
        )

    def drop(self, name: str) -> None:
        """Remove a file; nothing happens where there is none."""
        with told(name, writing=True), suppress(FileNotFoundError):
            folder = disk.open_root(self.path)
            try:
                disk.remove(name, folder)
            finally:
                disk.close(folder)

    def set_aside(self, name: str) -> None:
        """Rename a file that means nothing to ``….damaged``: it hinders nobody and can still be looked at."""
        with suppress(OSError):
            folder = disk.open_root(self.path)
            try:
                disk.rename(name, name + _DAMAGED, folder)
            finally:
                disk.close(folder)

    def tidy(self) -> None:
        """Remove what a killed write left half-written; only to be called where nobody else writes."""
        with suppress(CarteraError):
            remove_leftovers(self.path, "any")


def personal_folder(environment: Mapping[str, str]) -> PrivateFolder:
    """Return the folder of what a person keeps whatever the book: how it looks, which books were open."""
    return PrivateFolder(_state(environment) / "person")


def private_folder(root: Path, environment: Mapping[str, str]) -> PrivateFolder:
    """Return the private folder of the book at ``root``, as the desktop's rules say."""
    real = os.fsencode(root.resolve())
    return PrivateFolder(_state(environment) / hashlib.sha256(real).hexdigest()[:_DIGITS])


def _state(environment: Mapping[str, str]) -> Path:
    named = environment.get("XDG_STATE_HOME", "")
    return (Path(named) if named.startswith("/") else Path.home() / ".local" / "state") / "cartera"
