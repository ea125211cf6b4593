"""Reading objects through one ``git cat-file`` that stays open, so that a question costs microseconds."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

from ...schema.dataclass import dataclass
from ...schema.late_pattern import late
from ...schema.sentences import sentence
from .exchange import Outcome, fetch_objects, read_promisor
from .loose import read_loose_blobs
from .mistakes import GitFailed, ObjectMissing, ObjectsElsewhere
from .run import Git, end
from .stored import find_lacking

_ID = late("[0-9a-f]{40}")
_AT_ONCE = 400
"""Questions asked before the first answer is read; as many ids as fit into a pipe while nobody reads."""
_MANY = 100
"""Blobs of which it is worth looking whether they lie loose."""


@dataclass(frozen=True, slots=True)
class StoredObject:
    """One object of the repository."""

    id: str
    """Its 40 hexadecimal digits."""
    kind: str
    """``blob``, ``tree``, ``commit`` or ``tag``."""
    content: bytes
    """What it holds."""


class ObjectReader:
    """Answers what an object holds and what ``HEAD`` is now; safe to share between threads."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._lock = Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child; the next question starts another."""
        with self._lock:
            if self._child is not None:
                end(self._child)
                self._child = None

    def find(self, name: str) -> StoredObject | None:
        """Return the object called ``name``: an id, or a revision such as ``HEAD``; None where there is none.

        ``name`` comes from git itself or from our own code, never from a person.
        """
        with self._lock:
            return self._ask(name)

    def read(self, object_id: str, kind: str) -> bytes:
        """Return what the object ``object_id`` holds. Raises ``ObjectMissing`` where it is not there or no ``kind``."""
        found = self.find(object_id)
        if found is None or found.kind != kind:
            raise ObjectMissing(object_id)
        return found.content

    def read_blobs(self, ids: Iterable[str]) -> dict[str, bytes]:
        """Return what many blobs hold, by id, asked for in batches. Raises ``ObjectMissing`` where one is not there."""
        asked = list(dict.fromkeys(ids))
        found = read_loose_blobs(self._git.root, asked) if len(asked) > _MANY else {}
        wanted = [name for name in asked if name not in found]
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            with self._lock:
                answers = self._ask_fetching(part, wanted)
            for name, answer in zip(part, answers, strict=True):
                if answer is None or answer.kind != "blob":
                    raise ObjectMissing(name)
                found[name] = answer.content
        return found

    def find_all(self, ids: Sequence[str]) -> Iterator[StoredObject | None]:
        """Yield many objects in their order, asked for in batches; None for one that is not there."""
        for start in range(0, len(ids), _AT_ONCE):
            with self._lock:
                answers = self._ask_fetching(ids[start : start + _AT_ONCE], ids)
            yield from answers

    def resolve(self, name: str) -> str | None:
        """Return the id that ``name`` stands for now, None where it stands for nothing."""
        found = self.find(name)
        return found.id if found else None

    def _ask(self, name: str) -> StoredObject | None:
        return self._ask_fetching([name])[0]

    def _ask_fetching(self, names: Sequence[str], following: Sequence[str] = ()) -> list[StoredObject | None]:
        """Ask the child, and where it lacks what a partial clone left elsewhere, get that first, and what comes next too.

        A git before 2.44 dies of such a question instead of saying that it lacks something. Raises ``ObjectsElsewhere``.
        """
        try:
            answers = self._ask_all(names)
        except GitFailed:
            lacking = list(names)
        else:
            lacking = [name for name, each in zip(names, answers, strict=True) if each is None]
            if not any(map(_ID.fullmatch, lacking)):
                return answers
        remote = read_promisor(self._git)
        if remote is None:
            return self._ask_all(names)
        objects = Path(
            self._git.run("rev-parse", "--path-format=absolute", "--git-path", "objects").decode().rstrip("\n")
        )
        ids = find_lacking(objects, (each for name in (*lacking, *following) if (each := self._id_of(name))))
        exchange = fetch_objects(self._git, remote, ids) if ids else None
        if exchange is not None and exchange.outcome is not Outcome.DONE:
            raise ObjectsElsewhere(len(ids), remote, exchange.words)
        return self._ask_all(names)

    def _id_of(self, name: str) -> str | None:
        if _ID.fullmatch(name):
            return name
        answer = self._git.ask("rev-parse", "--verify", "--quiet", "--end-of-options", name)
        return None if answer.code else answer.out.decode().strip()

    def _ask_all(self, names: Sequence[str]) -> list[StoredObject | None]:
        """Ask the child, and another one where it does not live to answer: an interrupt reaches it too."""
        for _ in range(2):
            if self._child is None:
                self._child = self._git.start("cat-file", "--batch")
            try:
                _question(self._child, names)
                return [_answer(self._child) for _ in names]
            except (EOFError, BrokenPipeError):
                end(self._child)
                self._child = None
        raise GitFailed("cat-file", sentence("it ended without an answer."))


def _question(child: subprocess.Popen[bytes], names: Sequence[str]) -> None:
    assert child.stdin is not None
    child.stdin.write(b"".join(name.encode("utf-8", "surrogateescape") + b"\n" for name in names))
    child.stdin.flush()


def _answer(child: subprocess.Popen[bytes]) -> StoredObject | None:
    """Return what the child says next. Raises ``EOFError`` or ``BrokenPipeError`` where it has ended."""
    assert child.stdout is not None
    line = child.stdout.readline()
    if not line.endswith(b"\n"):
        raise EOFError
    header = line.split()
    if len(header) != 3 or not header[2].isdigit():
        return None
    size = int(header[2])
    content = child.stdout.read(size + 1)
    if len(content) <= size:
        raise EOFError
    return StoredObject(header[0].decode(), header[1].decode(), content[:-1])
