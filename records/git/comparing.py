"""What differs between two trees, with the kind of each entry."""

from __future__ import annotations

from collections.abc import Mapping

from ...schema.dataclass import dataclass
from .run import Git
from .trees import TreeEntry

RAW = ("-r", "-z", "--raw", "--no-abbrev", "--no-renames", "--ignore-submodules=none")
"""How git is to tell what differs: all of it, whatever the book's ``.gitmodules`` says, which is not asked for either."""
_NOTHING = "0" * 40


@dataclass(frozen=True, slots=True)
class TreeChange:
    """What became of one path."""

    before: TreeEntry | None
    """What stood there; None where nothing did."""
    after: TreeEntry | None
    """What stands there; None where it is gone."""


def compare_trees(git: Git, before: str, after: str) -> Mapping[str, TreeChange]:
    """Return what differs between two commits or trees, by path; renames are a removal and a creation."""
    out = git.run("diff-tree", *RAW, "--no-commit-id", before, after, "--")
    tokens = iter(out.decode("utf-8", "surrogateescape").split("\0"))
    return {next(tokens): _change(token) for token in tokens if token}


def _change(raw: str) -> TreeChange:
    mode_before, mode_after, before, after, _ = raw[1:].split(" ")
    return TreeChange(_entry(mode_before, before), _entry(mode_after, after))


def _entry(mode: str, name: str) -> TreeEntry | None:
    return None if name == _NOTHING else TreeEntry(mode, name)
