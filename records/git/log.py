"""Commits as ``git log`` tells them, one by one while git is still walking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import IO

from ...schema.dataclass import dataclass, replace
from ..breath import breathe
from .comparing import RAW
from .mistakes import UnknownRevision
from .places import find_edges
from .run import Git, clean

_FIELDS = ("%H", "%P", "%aI", "%an", "%ae", "%s", "%(trailers:only,unfold)")
_ARGUMENTS = (*RAW, "--no-color", "--format=" + "%x00".join(_FIELDS), "--no-ext-diff", "--no-textconv")
_NO_BLOB = "0" * 40
_READ_AT_ONCE = 1 << 16


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """One file that a commit changed, against its first parent."""

    path: str
    """Relative to the book."""
    before: str | None
    """The blob it was; None where there was none."""
    after: str | None
    """The blob it is; None where it is gone."""


@dataclass(frozen=True, slots=True)
class LoggedCommit:
    """One commit."""

    id: str
    """Its 40 hexadecimal digits."""
    parents: tuple[str, ...]
    """The commits it follows."""
    when: datetime
    """When its author made it, with the author's offset."""
    who: str
    """The author's name, without control characters."""
    address: str
    """The author's e-mail address, without control characters."""
    subject: str
    """Its first line, without control characters."""
    trailers: tuple[tuple[str, str], ...]
    """The named lines at its end, in order."""
    files: tuple[ChangedFile, ...]
    """What it changed, as far as the log was limited to it; a merge lists none."""

    def trailer(self, name: str) -> str | None:
        """Return the value of the trailer ``name``, None where it has none."""
        return next((value for key, value in self.trailers if key == name), None)


def log(git: Git, start: str, path: str | None = None, *, lacking: Sequence[str] = ()) -> Iterator[LoggedCommit]:
    """Yield the commits that lead to the commit ``start``, newest first, limited to a file or folder where given.

    Those that lead to one of the commits ``lacking`` are left out.

    A merge is there only where it decided something itself, and lists no files: ask ``changed_files``. Where a shallow clone
    ends, a commit lists none either: what it changed is not known here.
    Stop iterating early and git stops too. Raises ``GitFailed``.
    """
    edges = find_edges(git.root)
    with git.stream(
        "log", *_ARGUMENTS, start, *(f"^{each}" for each in lacking), "--", *([path] if path else [])
    ) as out:
        for commit in _commits(_tokens(out)):
            yield replace(commit, files=()) if commit.id in edges else commit


def changed_files(git: Git, before: str | None, after: str) -> list[ChangedFile]:
    """Return what differs between two commits; ``before`` None: everything in ``after`` is new."""
    ends = [before, after] if before else ["--root", after]
    out = git.run("diff-tree", *RAW, "--no-commit-id", *ends, "--")
    tokens = iter(out.decode("utf-8", "surrogateescape").split("\0"))
    return [_changed_file(token, next(tokens)) for token in tokens if token]


def resolve_revision(git: Git, words: str) -> str:
    """Return the id of the commit that a person calls ``words``. Raises ``UnknownRevision``."""
    answer = git.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{words}^{{commit}}")
    if answer.code:
        raise UnknownRevision(clean(words))
    return answer.out.decode().strip()


def _tokens(out: IO[bytes]) -> Iterator[str]:
    """Yield what stands between the NULs as it comes."""
    rest = b""
    while piece := out.read1(_READ_AT_ONCE):  # type: ignore[attr-defined]
        *whole, rest = (rest + piece).split(b"\0")
        breathe()
        for token in whole:
            yield token.decode("utf-8", "surrogateescape")
    if rest:
        yield rest.decode("utf-8", "surrogateescape")


def _commits(tokens: Iterator[str]) -> Iterator[LoggedCommit]:
    fields: list[str] = []
    files: list[ChangedFile] = []
    for token in tokens:
        if len(fields) < len(_FIELDS):
            fields.append(token)
        elif token.startswith(("\n:", ":")):
            files.append(_changed_file(token.lstrip("\n"), next(tokens)))
        else:
            yield _commit(fields, files)
            fields, files = [token], []
    if len(fields) == len(_FIELDS):
        yield _commit(fields, files)


def _commit(fields: list[str], files: list[ChangedFile]) -> LoggedCommit:
    commit, parents, when, *texts = fields
    who, address, subject, last_lines = map(_shown, texts)
    return LoggedCommit(
        id=commit,
        parents=tuple(parents.split()),
        when=datetime.fromisoformat(when),
        who=who,
        address=address,
        subject=subject,
        trailers=tuple(_trailer(line) for line in last_lines.splitlines()),
        files=tuple(files),
    )


def _trailer(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name, value.strip()


def _shown(text: str) -> str:
    return clean(text.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def _changed_file(raw: str, path: str) -> ChangedFile:
    _, _, before, after, _ = raw.split(" ")
    return ChangedFile(path, None if before == _NO_BLOB else before, None if after == _NO_BLOB else after)
