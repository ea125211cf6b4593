"""A repository's commits, trees and blobs, as one ``git cat-file --batch`` tells them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

_FOLDER = "40000"


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit."""

    id: str
    """Its name."""
    tree: str
    """Its root tree."""
    parents: tuple[str, ...]
    """Those it follows, the first first."""
    message: str
    """Its subject and trailers."""


class Objects:
    """Reads objects of one repository; what was read once is kept."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._process = subprocess.Popen(
            ["git", "-C", str(root), "cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._trees: dict[str, dict[str, tuple[str, str]]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()

    def list_commits(self, branch: str) -> list[Commit]:
        """Return every commit of a branch, each after those it follows, whatever their clocks said."""
        names = subprocess.run(
            ["git", "-C", str(self._root), "rev-list", "--topo-order", "--reverse", branch],
            check=True,
            capture_output=True,
            text=True,
        ).stdout.split()
        return [self._commit(name) for name in names]

    def read_blob(self, name: str) -> bytes:
        """Return what a blob holds."""
        return self._read(name)

    def list_files(self, tree: str, prefix: str = "") -> Iterator[tuple[str, str]]:
        """Yield the path and the blob of every file below a tree."""
        for name, (mode, found) in self._tree(tree).items():
            if mode == _FOLDER:
                yield from self.list_files(found, f"{prefix}{name}/")
            else:
                yield prefix + name, found

    def compare(self, one: str | None, other: str | None, prefix: str = "") -> Iterator[tuple[str, str | None]]:
        """Yield what differs between two trees: path, and its blob in the other one (None: it is not there)."""
        if one == other:
            return
        before = self._tree(one) if one else {}
        after = self._tree(other) if other else {}
        for name in dict.fromkeys((*before, *after)):
            was, now = before.get(name), after.get(name)
            if was == now:
                continue
            folders = [each[1] if each and each[0] == _FOLDER else None for each in (was, now)]
            if any(folders):
                yield from self.compare(folders[0], folders[1], f"{prefix}{name}/")
            if (was and not folders[0]) or (now and not folders[1]):
                yield prefix + name, now[1] if now and not folders[1] else None

    def _commit(self, name: str) -> Commit:
        header, _, message = self._read(name).decode("utf-8", "replace").partition("\n\n")
        lines = header.splitlines()
        parents = tuple(line[7:] for line in lines if line.startswith("parent "))
        return Commit(name, lines[0][5:], parents, message)

    def _tree(self, name: str) -> dict[str, tuple[str, str]]:
        if name not in self._trees:
            content, at, found = self._read(name), 0, {}
            while at < len(content):
                end = content.index(b"\0", at)
                mode, _, file = content[at:end].partition(b" ")
                found[file.decode("utf-8", "replace")] = (mode.decode(), content[end + 1 : end + 21].hex())
                at = end + 21
            self._trees[name] = found
        return self._trees[name]

    def _read(self, name: str) -> bytes:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(name.encode() + b"\n")
        self._process.stdin.flush()
        size = int(self._process.stdout.readline().split()[2])
        content = self._process.stdout.read(size + 1)[:-1]
        assert len(content) == size
        return content
