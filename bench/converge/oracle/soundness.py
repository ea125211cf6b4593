"""What every clone must be like in the end, as git and a reader of files see it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from ....records.files.parse import read_text
from ....schema.problems import Problem
from .reading import Open


def find_unsound(hub: Path, clones: Iterable[Path]) -> Iterator[str]:
    """Yield what is wrong with the repositories and the files in them."""
    wanted = _git(hub, "rev-parse", "main")
    yield from (f"{hub.name}: {each}" for each in _git(hub, "fsck", "--strict", "--no-dangling").splitlines())
    for clone in clones:
        head = _git(clone, "rev-parse", "HEAD")
        if head != wanted:
            yield f"{clone.name} stands on {head[:10]}, the hub on {wanted[:10]}"
        yield from (f"{clone.name}: {each}" for each in _git(clone, "status", "--porcelain").splitlines())
        yield from (f"{clone.name}: {each}" for each in _git(clone, "fsck", "--strict", "--no-dangling").splitlines())
        yield from _unread(clone)


def _unread(clone: Path) -> Iterator[str]:
    for file in sorted(clone.glob("**/*")):
        place = file.relative_to(clone).as_posix()
        if place.startswith(".git/") or not file.is_file():
            continue
        content = file.read_bytes()
        if any(line.startswith((b"<<<<<<<", b">>>>>>>")) for line in content.splitlines()):
            yield f"{clone.name}: conflict markers in {place}"
        if ".conflict-" in place or place.endswith(".tmp"):
            yield f"{clone.name}: {place} was left"
        if place.endswith((".md", ".yaml")):
            found = read_text(content, place)
            if isinstance(found, Problem):
                yield f"{clone.name}: {place} cannot be read: {found}"


def find_missing(clone: Path, inbox: dict[tuple[str, str], Open]) -> Iterator[str]:
    """Yield in what the inbox of a clone, as ``cartera conflicts`` prints it, differs from what is in the records."""
    command = [sys.executable, "-m", "cartera", "-C", str(clone), "conflicts", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    told = json.loads(done.stdout)
    shown = {(f"{each['id']}.md", each["conflict"]) for each in told["conflicts"]}
    for path, key in sorted(shown ^ inbox.keys()):
        yield f"{clone.name}: the conflict {key} of {path} is {'made up' if (path, key) in shown else 'not shown'}"
    if len(told["conflicts"]) != len(shown):
        yield f"{clone.name}: a conflict is shown twice"


def _git(root: Path, *command: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *command], capture_output=True, text=True, check=False)
    return (done.stdout + (done.stderr if done.returncode else "")).strip()
