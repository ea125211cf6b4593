"""Writing objects ourselves: a few as loose files, many as one pack.

``git hash-object`` and ``git mktree`` cost a process each; a save needs five objects. What is written here is on the
disk before ``flush`` returns, as a branch must never name an object that a power cut took away.
"""

from __future__ import annotations

import hashlib
import os
import struct
import zlib
from contextlib import suppress
from pathlib import Path

from ..files.atomic import write_file
from .run import Git

LOOSE_AT_MOST = 60
"""More objects than this are written as a pack: one process and two waits for the disk instead of two each."""

_PACK_SECONDS = 600.0
"""100,000 objects take ten seconds on a good disk."""

_KINDS = {"commit": 1, "tree": 2, "blob": 3}


def object_id(kind: str, content: bytes) -> str:
    """Return git's name for an object."""
    header = f"{kind} {len(content)}".encode() + b"\0"
    return hashlib.sha1(header + content, usedforsecurity=False).hexdigest()


class ObjectWriter:
    """Collects new objects and writes them at once."""

    def __init__(self, git: Git, objects: Path) -> None:
        self._git = git
        self._folder = objects
        self._waiting: dict[str, tuple[str, bytes]] = {}

    def add(self, kind: str, content: bytes) -> str:
        """Take an object and return its id; it is readable after ``flush``."""
        name = object_id(kind, content)
        self._waiting[name] = (kind, content)
        return name

    def flush(self) -> None:
        """Write all that waits. Raises the mistakes of ``write_file``, or ``GitFailed`` from indexing a pack."""
        if len(self._waiting) > LOOSE_AT_MOST:
            self._write_pack()
        else:
            for name, (kind, content) in self._waiting.items():
                self._write_loose(name, kind, content)
        self._waiting.clear()

    def _write_loose(self, name: str, kind: str, content: bytes) -> None:
        path = f"{name[:2]}/{name[2:]}"
        with suppress(FileNotFoundError):
            os.utime(self._folder / path)  # git prunes by age; what is used again is young again
            return
        header = f"{kind} {len(content)}".encode() + b"\0"
        write_file(self._folder, path, zlib.compress(header + content, 1))

    def _write_pack(self) -> None:
        pieces = [b"PACK" + struct.pack(">II", 2, len(self._waiting))]
        for kind, content in self._waiting.values():
            pieces += (_pack_header(_KINDS[kind], len(content)), zlib.compress(content, 1))
        pack = b"".join(pieces)
        digest = hashlib.sha1(pack, usedforsecurity=False).digest()
        self._git.run("index-pack", "--stdin", stdin=pack + digest, seconds=_PACK_SECONDS)


def _pack_header(kind: int, size: int) -> bytes:
    """Return kind and size as a pack writes them: four bits of size first, then seven a byte, lowest first."""
    first = (kind << 4) | (size & 15)
    size >>= 4
    header = bytearray()
    while size:
        header.append(first | 0x80)
        first = size & 0x7F
        size >>= 7
    header.append(first)
    return bytes(header)
