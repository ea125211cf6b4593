"""What a person chose of the looks, kept for the next time; it is theirs, not the book's."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from .traits import Taste

if TYPE_CHECKING:
    from ...records.files.private import PrivateFolder

LOOKS_FILE = "looks.json"


def recall_taste(folder: PrivateFolder) -> Taste:
    """Return what was chosen before; a file that says something else says nothing."""
    said = folder.read_json(LOOKS_FILE)
    if not isinstance(said, dict):
        return Taste()
    return Taste(*(value if isinstance(value := said.get(name), str) else "" for name in ("theme", "signs")))


def keep_taste(folder: PrivateFolder) -> Callable[[Taste], None]:
    """Return what keeps a choice in ``folder``."""

    def keep(taste: Taste) -> None:
        folder.write_json(LOOKS_FILE, {"theme": taste.theme, "signs": taste.signs}, wait=False)

    return keep
