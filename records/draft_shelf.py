"""The shelf of drafts: which ones a person left behind, told apart from those being written in another window now.

Each run of the program keeps its drafts under a session of its own, and holds that session's lock until it ends: the
kernel frees it however the program dies. Drafts of a session that nobody holds were left behind.
"""

from __future__ import annotations

import fcntl
import json
import os
from contextlib import suppress

from ..schema.dataclass import dataclass
from ..schema.late_pattern import late
from .drafts import About, Draft, pack_draft, unpack_draft
from .files.private import PrivateFolder

_NAME = late(r"draft-([0-9a-f]+)-([0-9a-f]+)\.json")
_LOCK = late(r"session-([0-9a-f]+)\.lock")


@dataclass(frozen=True, slots=True)
class Left:
    """A draft on the shelf."""

    name: str
    """Its file in the private folder."""
    draft: Draft
    """What it holds."""


class DraftShelf:
    """The drafts of one book, as one run of the program sees them."""

    def __init__(self, folder: PrivateFolder, session: str) -> None:
        self._folder = folder
        self._session = session
        self._lock: int | None = None

    def begin(self) -> None:
        """Take this session's lock, so that no other window offers what is being written here."""
        name = f"session-{self._session}.lock"
        self._folder.write(name, b"")
        self._lock = _open_locked(self._folder, name)

    def end(self) -> None:
        """Give the lock back; what is still kept counts as left behind."""
        if self._lock is not None:
            self._folder.drop(f"session-{self._session}.lock")
            os.close(self._lock)
            self._lock = None

    def name_of(self, about: About) -> str:
        """Return the name of the file of a draft written here."""
        return f"draft-{self._session}-{about.key}.json"

    def left(self) -> list[Left]:
        """Return the drafts nobody is writing: of ended sessions, and those put away in this one; the newest first."""
        self._drop_locks()
        held: dict[str, bool] = {}
        found: list[Left] = []
        for name in self._folder.names("draft-"):
            match = _NAME.fullmatch(name)
            if match is None:
                continue
            session = match[1]
            if session != self._session and held.setdefault(session, self._is_held(session)):
                continue
            draft = unpack_draft(self._folder.read_json(name))
            if draft is None:
                self._folder.set_aside(name)
            else:
                found.append(Left(name, draft))
        return sorted(found, key=lambda each: each.draft.made, reverse=True)

    def _is_held(self, session: str) -> bool:
        lock = _open_locked(self._folder, f"session-{session}.lock")
        if lock is None:
            return self._folder.read(f"session-{session}.lock") is not None
        os.close(lock)
        return False

    def _drop_locks(self) -> None:
        """Remove the locks of sessions that ended without a word."""
        for name in self._folder.names("session-"):
            match = _LOCK.fullmatch(name)
            if match and match[1] != self._session and not self._is_held(match[1]):
                self._folder.drop(name)


def content_of(draft: Draft) -> bytes:
    """Return what the file of a draft holds."""
    return (json.dumps(pack_draft(draft), ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass")


def _open_locked(folder: PrivateFolder, name: str) -> int | None:
    """Return an open file whose lock is ours; None where somebody else has it, or there is none."""
    with suppress(OSError):
        file = os.open(folder.path / name, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
        else:
            return file
    return None
