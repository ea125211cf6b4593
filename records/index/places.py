"""Where the index of a book is kept."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path


def cache_file(folder: Path, root: Path) -> Path:
    """Return where in the cache folder the book at ``root`` has its file."""
    return folder / f"{hashlib.sha256(os.fsencode(root)).hexdigest()[:32]}.index"
