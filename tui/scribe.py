"""The scribe: writes what one person keeps on this machine, beside the screens, so that no key waits for the disk."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING

from ..schema.errors import CarteraError

if TYPE_CHECKING:
    from ..records.files.private import PrivateFolder

_DROPPED = None


class Scribe:
    """Writes files of the private folder in the order they were told, of each only what was told last."""

    def __init__(self, folder: PrivateFolder | None) -> None:
        self.folder = folder
        """Where; None where nothing is kept."""
        self._told: dict[str, bytes | None] = {}
        self._replaced: dict[str, set[str]] = {}
        self._lock = Lock()
        self._hand = ThreadPoolExecutor(max_workers=1, thread_name_prefix="scribe")
        self._closed = False

    def write(self, name: str, content: bytes, *, instead_of: str = "") -> None:
        """Have ``content`` written as the whole file ``name``, and then, once it is on the disk, another file removed."""
        if instead_of:
            with self._lock:
                self._replaced.setdefault(name, set()).add(instead_of)
        self._tell(name, content)

    def drop(self, name: str) -> None:
        """Have a file removed."""
        self._tell(name, _DROPPED)

    def close(self) -> None:
        """Return when everything told is on the disk; nothing more is taken."""
        self._closed = True
        self._hand.shutdown(wait=True)

    def _tell(self, name: str, content: bytes | None) -> None:
        if self.folder is None or self._closed:
            return
        with self._lock:
            self._told[name] = content
        self._hand.submit(self._write_one)

    def _write_one(self) -> None:
        """Write the file told longest ago; of several orders for it the last is what counts."""
        with self._lock:
            if not self._told or self.folder is None:
                return
            name = next(iter(self._told))
            content = self._told.pop(name)
        # What is kept here is a convenience: a full disk must not end the program, and the next order tries again.
        with suppress(CarteraError):
            if content is None:
                self.folder.drop(name)
            else:
                self.folder.write(name, content)
            with self._lock:
                replaced = self._replaced.pop(name, set())
            for each in replaced:
                self.folder.drop(each)
