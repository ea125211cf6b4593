"""Where the index of a book is kept."""

from __future__ import annotations

import os
from pathlib import Path

from ..digest import sha256


def cache_file(folder: Path, root: Path) -> Path:
    """Return where in the cache folder the book at ``root`` has its file."""
    return folder / f"{sha256(os.fsencode(root)).hexdigest()[:32]}.index"
