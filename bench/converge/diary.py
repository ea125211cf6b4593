"""What each person was told is saved, written down the moment it was told: one line of JSON a save."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from .deeds import Deed


@dataclass(frozen=True, slots=True)
class Note:
    """One line."""

    who: str
    """Whose it is."""
    kind: str
    """``sync`` and ``sync failed`` tell of exchanges; anything else is a deed that was acknowledged."""
    uid: str = ""
    field: str = ""
    token: str = ""
    commit: str = ""
    told: str = ""
    """Why something was refused."""

    @property
    def is_edit(self) -> bool:
        """Whether a save was acknowledged."""
        return bool(self.commit)


class Diary:
    """The file of one person."""

    def __init__(self, file: Path, who: str) -> None:
        self._file = file
        self._who = who

    def note_deed(self, deed: Deed, commit: str) -> None:
        """Write down a deed that was acknowledged."""
        self.note(Note(self._who, deed.kind, deed.uid, deed.field, deed.token, commit))

    def note(self, note: Note) -> None:
        """Write one line, whole: who is killed after this has written it."""
        line = json.dumps(asdict(note)) + "\n"
        handle = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        try:
            os.write(handle, line.encode())
        finally:
            os.close(handle)

    def count_edits(self) -> int:
        """Return how many saves were acknowledged."""
        return sum(each.is_edit for each in self.read())

    def read(self) -> Iterator[Note]:
        """Yield all lines."""
        if self._file.exists():
            for line in self._file.read_text().splitlines():
                yield Note(**json.loads(line))
