"""Sparse clones: which files of the book somebody holds, and which are in history alone.

A file that is in no folder of the working tree may be a deleted one or one that was never asked for. git marks the latter in
its index; of a path the index does not know yet, the patterns of ``info/sparse-checkout`` decide.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path

from ...schema.dataclass import dataclass
from ...schema.late_pattern import late
from ..files.atomic import write_file
from .places import PATTERNS_FILE, find_git_folder
from .repository import Repository
from .run import Git

_ABSENT = "S"
_ESCAPED = late(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line of the patterns, as git reads it."""

    parts: tuple[str, ...]
    """What each folder on the way must be called; ``**`` stands for any number of them."""
    is_wanted: bool
    """Whether what it fits is asked for; a line that begins with ``!`` leaves out."""
    is_folder: bool
    """Whether it fits only folders."""

    def fits(self, path: str, *, is_folder: bool) -> bool:
        """Tell whether the line speaks of this very file or folder."""
        return (is_folder or not self.is_folder) and _fits(self.parts, path.split("/"))


class Sparse:
    """What one clone holds of its book."""

    def __init__(self, patterns: Sequence[Pattern], root: Path, git: Git) -> None:
        self._patterns = patterns
        self._root = root
        self._git = git

    @cached_property
    def absent(self) -> frozenset[str]:
        """The files that git's index has and the disk shall not."""
        return frozenset(_marked(self._git))

    def holds(self, path: str) -> bool:
        """Tell whether a file belongs on the disk here, or lies there all the same."""
        return (self.wants(path) and path not in self.absent) or os.path.lexists(self._root / path)

    def wants(self, path: str) -> bool:
        """Tell whether the patterns ask for a file; what is said of a folder counts for all in it that nothing else fits."""
        parts = path.split("/")
        wanted = False
        for length in range(1, len(parts) + 1):
            place = "/".join(parts[:length])
            said = (each for each in reversed(self._patterns) if each.fits(place, is_folder=length < len(parts)))
            last = next(said, None)
            wanted = wanted if last is None else last.is_wanted
        return wanted


def read_sparse(repository: Repository) -> Sparse | None:
    """Return what a clone holds; None where it holds everything."""
    file = repository.folder / PATTERNS_FILE
    if not file.is_file() or not _is_sparse(repository.git):
        return None
    return Sparse(read_patterns(file.read_text("utf-8", "surrogateescape")), repository.root, repository.git)


def read_patterns(text: str) -> tuple[Pattern, ...]:
    """Return the patterns that a file of git's holds; comments and empty lines are none."""
    return tuple(_pattern(line) for line in text.splitlines() if line.strip() and not line.startswith("#"))


def list_absent(root: Path) -> frozenset[str]:
    """Return the files of the book at ``root`` that are in history and not asked for here."""
    folder = find_git_folder(root)
    if folder is None or not (folder / PATTERNS_FILE).is_file() or not _is_sparse(Git(root)):
        return frozenset()
    return frozenset(_marked(Git(root)))


def quote_pattern(name: str) -> str:
    """Return a file's name as a pattern that fits it alone."""
    return re.sub(r"([\\*?\[ !#])", r"\\\1", name)


def begin_sparse(repository: Repository, lines: Iterable[str]) -> None:
    """Let a repository hold only the files that the patterns ``lines`` ask for; no file is written or taken away."""
    write_file(repository.folder, PATTERNS_FILE, "".join(f"{each}\n" for each in lines).encode())
    repository.git.run("config", "core.sparseCheckout", "true")
    repository.git.run("config", "core.sparseCheckoutCone", "false")


def widen_sparse(repository: Repository, lines: Iterable[str]) -> None:
    """Let a repository hold what the patterns ``lines`` ask for too: the last line that fits a file decides."""
    file = repository.folder / PATTERNS_FILE
    present = file.read_text("utf-8", "surrogateescape")
    known = present.splitlines()
    more = "".join(f"{each}\n" for each in lines if each not in known)
    end = "" if present.endswith("\n") or not present else "\n"
    write_file(repository.folder, PATTERNS_FILE, f"{present}{end}{more}".encode("utf-8", "surrogateescape"))
    repository.git.run("config", "--worktree", "core.sparseCheckoutCone", "false")


def end_sparse(repository: Repository) -> None:
    """Let a repository hold every file from now on."""
    # Where git itself made the clone sparse, what it wrote stands in the configuration of the working tree.
    repository.git.run("config", "--worktree", "core.sparseCheckout", "false")


def mark_held(repository: Repository, paths: Iterable[str], environment: dict[str, str]) -> bool:
    """Tell git's index that ``paths`` are on the disk again; False where the index is not free."""
    lines = b"".join(os.fsencode(path) + b"\0" for path in paths)
    answer = repository.git.ask("update-index", "-z", "--no-skip-worktree", "--stdin", stdin=lines, extra=environment)
    return answer.code == 0


def mark_absent(repository: Repository, paths: Iterable[str], environment: dict[str, str]) -> bool:
    """Tell git's index that ``paths`` are not on the disk on purpose; False where the index is not free."""
    lines = b"".join(os.fsencode(path) + b"\0" for path in paths)
    if not lines:
        return True
    answer = repository.git.ask("update-index", "-z", "--skip-worktree", "--stdin", stdin=lines, extra=environment)
    return answer.code == 0


def list_indexed(git: Git) -> list[str]:
    """Return all files that git's index has."""
    return [path for _, path in _tagged(git)]


def _marked(git: Git) -> list[str]:
    return [path for tag, path in _tagged(git) if tag == _ABSENT]


def _tagged(git: Git) -> list[tuple[str, str]]:
    out = git.run("ls-files", "-t", "-z").decode("utf-8", "surrogateescape")
    return [(each[0], each[2:]) for each in out.split("\0") if each]


def _is_sparse(git: Git) -> bool:
    return git.ask("config", "--type=bool", "--get", "core.sparseCheckout").out.strip() == b"true"


def _pattern(line: str) -> Pattern:
    is_wanted = not line.startswith("!")
    words = line.removeprefix("!").rstrip(" ")
    is_folder = words.endswith("/")
    words = words.rstrip("/")
    is_anchored = "/" in words
    parts = [_ESCAPED.sub(_literal, each) for each in words.lstrip("/").split("/")]
    return Pattern(tuple(parts if is_anchored else ("**", *parts)), is_wanted, is_folder)


def _literal(found: re.Match[str]) -> str:
    return f"[{found[1]}]" if found[1] in "*?[" else found[1]


def _fits(wanted: Sequence[str], parts: Sequence[str]) -> bool:
    if not wanted:
        return not parts
    if wanted[0] == "**":
        return any(_fits(wanted[1:], parts[at:]) for at in range(len(parts) + (len(wanted) == 1)))
    return bool(parts) and fnmatchcase(parts[0], wanted[0]) and _fits(wanted[1:], parts[1:])
