"""Our own declarations, parsed once for all books: the YAML takes longer to parse than most commands take to run.

The parsed trees are kept, marshalled, in the cache folder. They are plain values, so reading them runs nothing; they
count only while our files have the same names, sizes and times.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from ..schema.dataclass import dataclass
from ..schema.declare import read_own_trees, stamp_own_files
from ..schema.tree import Tree
from .digest import sha256

CACHE_NAME = "schema.trees"
"""The file in the cache folder; shared by all books."""
FORMAT = 1
"""Raised whenever what is stored changes its meaning."""


@dataclass(frozen=True, slots=True)
class OwnTrees:
    """Our declarations, read once."""

    types: Mapping[str, Mapping[str, Tree]]
    """Those of record types, by file stem."""
    packs: Mapping[str, Mapping[str, Tree]]
    """Those of industry packs, by file stem."""
    fingerprint: str
    """Changes with our files."""


def read_own(cache: Path | None = None) -> OwnTrees:
    """Return our declarations as they were installed, from the ``cache`` folder where it has them."""
    header = f"cartera {FORMAT} {sys.version_info[:2]} {stamp_own_files()}"
    file = cache / CACHE_NAME if cache else None
    kept = _load(file, header) if file else None
    if kept is None:
        types, packs = read_own_trees("types"), read_own_trees("packs")
        kept = OwnTrees(types, packs, sha256(repr((types, packs)).encode()).hexdigest())
        if file:
            with suppress(OSError):
                _save(file, header, kept)
    return kept


def _load(file: Path, header: str) -> OwnTrees | None:
    try:
        found, types, packs, fingerprint = marshal.loads(file.read_bytes())  # noqa: S302 - plain values, private folder
    except (OSError, EOFError, ValueError, TypeError):
        return None
    return OwnTrees(types, packs, fingerprint) if found == header else None


def _save(file: Path, header: str, own: OwnTrees) -> None:
    """Store the trees beside what is there and put them in its place, so that nobody reads half of them."""
    import tempfile

    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(marshal.dumps((header, dict(own.types), dict(own.packs), own.fingerprint)))
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
