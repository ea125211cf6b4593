"""A file of one side where the other has a folder: the folder stays, the file is kept beside it under another name."""

from __future__ import annotations

from collections.abc import Iterable

from ..files.paths import parents


def find_collisions(changed: Iterable[str], standing: Iterable[str]) -> set[str]:
    """Return the paths of files, among ``changed`` and ``standing``, that are folders of others of them."""
    files = {*changed, *standing}
    return {folder for path in files for folder in parents(path) if folder in files}
