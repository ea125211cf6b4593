"""Blobs that lie loose, one a file, read without git, which needs twice as long to find and write out each.

What people saved lately lies so until git packs it, thousands of blobs after a large import. Whatever is not just what
is expected here is left to git, which knows all the ways an object can be kept and what to say of a damaged one.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable
from pathlib import Path

from ...schema.late_pattern import late
from ..breath import at_ease
from .places import find_git_folder

_ID = late("[0-9a-f]{40}")
_HEADER = late(rb"blob (\d{1,12})\0")
_MOST = 1 << 20
"""Bytes of a file that are read, and that may come of it: a larger one is no record, and few bytes can hold gigabytes."""


def read_loose_blobs(root: Path, ids: Iterable[str]) -> dict[str, bytes]:
    """Return those blobs of the repository at ``root`` that lie loose, by id."""
    folder = find_git_folder(root)
    objects = folder / "objects" if folder is not None else None
    if objects is None or not objects.is_dir():
        return {}
    found: dict[str, bytes] = {}
    opened = os.open(objects, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for name in at_ease(ids):
            content = _read_blob(name, opened) if _ID.fullmatch(name) else None
            if content is not None:
                found[name] = content
    finally:
        os.close(opened)
    return found


def _read_blob(name: str, objects: int) -> bytes | None:
    try:
        file = os.open(f"{name[:2]}/{name[2:]}", os.O_RDONLY, dir_fd=objects)
    except OSError:
        return None
    try:
        inflating = zlib.decompressobj()
        told = inflating.decompress(os.read(file, _MOST), _MOST)
    except (OSError, zlib.error):
        return None
    finally:
        os.close(file)
    header = _HEADER.match(told) if inflating.eof else None  # before its end nothing vouches for what was read
    content = told[header.end() :] if header else b""
    return content if header and int(header[1]) == len(content) else None
