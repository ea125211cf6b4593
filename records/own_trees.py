"""Our own declarations, parsed once for all books: the YAML takes longer to parse than most commands take to run.

The parsed trees are kept, marshalled, beside Python's own compiled files, or in the cache folder where those may not be
written. They are plain values, so reading them runs nothing; they count only while our files have the same names, sizes
and times.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from ..schema.dataclass import dataclass
from ..schema.declare import FOLDER, read_own_trees, stamp_own_files
from ..schema.tree import Tree
from .digest import sha256

CACHE_NAME = "schema.trees"
"""The file in which they are kept; shared by all books."""
BESIDE = FOLDER / "__pycache__"
"""Where Python keeps what it compiled of the modules that read them: who may write there may change those too."""
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


def read_own(cache: Path | None = None, beside: Path | None = BESIDE) -> OwnTrees:
    """Return our declarations as they were installed, from the folder ``beside`` or the ``cache`` where one has them."""
    header = f"cartera {FORMAT} {sys.version_info[:2]} {stamp_own_files()}"
    beside = None if sys.dont_write_bytecode or not (beside and beside.is_dir()) else beside
    files = [each / CACHE_NAME for each in (beside, cache) if each]
    kept = next((found for each in files if (found := _load(each, header))), None)
    if kept is None:
        types, packs = read_own_trees("types"), read_own_trees("packs")
        kept = OwnTrees(types, packs, sha256(repr((types, packs)).encode()).hexdigest())
        _keep(files, header, kept)
    return kept


def _load(file: Path, header: str) -> OwnTrees | None:
    try:
        found, types, packs, fingerprint = marshal.loads(file.read_bytes())  # noqa: S302 - plain values, private folder
    except (OSError, EOFError, ValueError, TypeError):
        return None
    return OwnTrees(types, packs, fingerprint) if found == header else None


def _keep(files: Iterable[Path], header: str, own: OwnTrees) -> None:
    """Store the trees in the first place that takes them; without any they are parsed the next time too."""
    for each in files:
        with suppress(OSError):
            _save(each, header, own)
            return


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
