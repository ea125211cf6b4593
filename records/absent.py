"""What a sparse clone does not hold: records that are in history and not on the disk, known as absent and never as deleted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from ..schema.record import name_of
from .links import contains_in_order

Stamp = tuple[int, int, int]
"""What tells that git's index was written since: its time, size and number."""


class AbsentRecords:
    """The records of a book that this clone does not hold. Never changed."""

    def __init__(self, ids: frozenset[str] = frozenset(), stamp: Stamp | None = None) -> None:
        """``stamp`` is the state of git's index that said so; None where the clone holds everything."""
        self.ids = ids
        """Their ids; nothing else is known of them."""
        self.stamp = stamp

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return bool(self.ids)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.ids)

    def meant_by(self, link: str) -> tuple[str, ...]:
        """Return the ids that a link can mean, by their names; what else they are called is not known here."""
        *wanted, name = link.split("/")
        return tuple(each for each in self._by_name.get(name, ()) if contains_in_order(each.split("/"), wanted))

    def are_below(self, folder: str) -> bool:
        """Tell whether something of a folder is among them."""
        return any(each.startswith(f"{folder}/") for each in self.ids)

    @cached_property
    def _by_name(self) -> Mapping[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for each in sorted(self.ids):
            found[name_of(each)].append(each)
        return found


def word_to_hold(place: str) -> str:
    """Return what gets something at ``place`` (an id or a folder) into this clone, behind ``cartera hold``."""
    first, *rest = place.split("/")
    return rest[0] if first == "clients" and rest else "--all"


NONE_ABSENT = AbsentRecords()
"""What a clone lacks that holds the whole book."""


def read_absent(root: Path, known: AbsentRecords = NONE_ABSENT) -> AbsentRecords:
    """Return what the book at ``root`` has and this clone does not hold; ``known`` where nothing has changed since."""
    stamp = _stamp(root)
    if stamp is None:
        return NONE_ABSENT
    if stamp == known.stamp:
        return known
    from .files.scan import is_record_path
    from .git.sparse import list_absent  # starts git, which hardly any book needs to be read

    return AbsentRecords(
        frozenset(path.rpartition(".")[0] for path in list_absent(root) if is_record_path(path)), stamp
    )


def _stamp(root: Path) -> Stamp | None:
    from .git.places import PATTERNS_FILE, find_git_folder  # what only looks at a snapshot needs neither this nor git

    folder = find_git_folder(root)
    if folder is None or not (folder / PATTERNS_FILE).is_file():
        return None
    try:
        status = (folder / "index").stat()
    except FileNotFoundError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
