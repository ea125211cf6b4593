"""What goes when a record is deleted: the folder it names, by type, and the links that lead nowhere afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from ..schema.dataclass import dataclass
from ..schema.record import Record
from ..schema.sentences import Sentence, sentence
from .folders import folder_of, other_files, records_inside
from .snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Losses:
    """What a deletion takes along and what it leaves hanging."""

    folder: str
    """The folder that goes with the record; empty where it names none."""
    by_type: tuple[tuple[str, int], ...]
    """How many other records of each type lie in it."""
    files: int
    """How many files in it are no records."""
    linking: tuple[Record, ...]
    """Records elsewhere that link to what goes."""

    @property
    def has_contents(self) -> bool:
        """Whether anything besides the record goes."""
        return bool(self.by_type or self.files)


def losses_of(snapshot: Snapshot, root: Path, going: Sequence[Record]) -> Losses:
    """Return what is lost when records are deleted with the folders they name."""
    inside: dict[str, Record] = {}
    files = 0
    for each in going:
        held = records_inside(snapshot, each) if folder_of(each) else [each]
        inside |= {one.id: one for one in held}
        files += len(other_files(root, each, {one.path for one in held})) if folder_of(each) else 0
    named = {each.id for each in going}
    counts = Counter(each.type for name, each in inside.items() if name not in named)
    linking = {link.id: link for name in inside for link in snapshot.backlinks(name) if link.id not in inside}
    folder = (folder_of(going[0]) or "") if len(going) == 1 else ""
    return Losses(folder, tuple(sorted(counts.items())), files, tuple(linking.values()))


def contents_words(snapshot: Snapshot, losses: Losses) -> tuple[Sentence, ...]:
    """Return what else goes, one part for each type with its count."""
    words = [sentence("{type}: {n}", type=snapshot.schema.types[name].plural, n=n) for name, n in losses.by_type]
    return (*words, sentence("other files: {n}", n=losses.files)) if losses.files else tuple(words)
