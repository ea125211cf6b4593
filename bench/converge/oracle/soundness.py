"""What every clone must be like in the end, as git and a reader of files see it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from ....records.files.parse import read_text
from ....schema.problems import Problem
from .reading import Open


def find_unsound(clone: Path, hub: Path) -> Iterator[str]:
    """Yield what is wrong with a clone and the files in it, once it has all that the hub has."""
    head, wanted = (_git(each, "rev-parse", "main") for each in (clone, hub))
    if head != wanted:
        yield f"{clone.name} stands on {head[:10]}, the hub on {wanted[:10]}"
    yield from (f"{clone.name}: {each}" for each in _git(clone, "status", "--porcelain", "--branch").splitlines()[1:])
    yield from find_damage(clone)
    for folder, folders, files in os.walk(clone):
        folders[:] = sorted(each for each in folders if each != ".git")
        for name in sorted(files):
            file = Path(folder, name)
            yield from (f"{clone.name}: {each}" for each in _misread(file, file.relative_to(clone).as_posix()))


def find_damage(repository: Path) -> Iterator[str]:
    """Yield what git finds damaged in a repository."""
    yield from (
        f"{repository.name}: {each}" for each in _git(repository, "fsck", "--strict", "--no-dangling").splitlines()
    )


def _misread(file: Path, place: str) -> Iterator[str]:
    content = file.read_bytes()
    if any(line.startswith((b"<<<<<<<", b">>>>>>>")) for line in content.splitlines()):
        yield f"conflict markers in {place}"
    if ".conflict-" in place or place.endswith(".tmp"):
        yield f"{place} was left"
    if place.endswith((".md", ".yaml")):
        found = read_text(content, place)
        if isinstance(found, Problem):
            yield f"{place} cannot be read: {found}"


def list_shown(clone: Path) -> list[tuple[str, str]]:
    """Return the conflicts of a clone's inbox, by path and id, as ``cartera conflicts`` prints them."""
    command = [sys.executable, "-m", "cartera", "-C", str(clone), "conflicts", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return [(f"{each['id']}.md", each["conflict"]) for each in json.loads(done.stdout)["conflicts"]]


def find_missing(name: str, shown: list[tuple[str, str]], inbox: dict[tuple[str, str], Open]) -> Iterator[str]:
    """Yield in what the inbox of a clone differs from what is in the records."""
    for path, key in sorted(set(shown) ^ inbox.keys()):
        yield f"{name}: the conflict {key} of {path} is {'made up' if (path, key) in shown else 'not shown'}"
    if len(set(shown)) != len(shown):
        yield f"{name}: a conflict is shown twice"


def _git(root: Path, *command: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *command], capture_output=True, text=True, check=False)
    return (done.stdout + (done.stderr if done.returncode else "")).strip()
