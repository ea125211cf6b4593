"""Locks that a killed git left: while one lies there, no commit, fetch or push of that branch can be made.

git takes its locks away when it ends, so one beside which no git is alive belongs to nobody. Nothing is deleted without a
copy: what is in the way is set aside in ``.git/cartera/set-aside``.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from ..files.atomic import read_file, remove_file, write_file
from ..git.run import SUBCOMMANDS
from .leftovers import find_locks

SET_ASIDE = "cartera/set-aside"
"""Where things are kept that were in the way, below git's folder."""
PATIENCE = 15.0
"""Seconds after which a lock that no living git can hold is stale; other programs that know git hold one for less."""
PATIENCE_BRIEF = 2.0
"""The same for the lock of a branch or of ``HEAD``: whoever takes one moves the branch and is done."""
PATIENCE_BLIND = 3600.0
"""The same where it cannot be seen which programs are alive."""
_HELD_FOR_LONG = {"index.lock", "packed-refs.lock"}
_PROCESSES = Path("/proc")


def free_locks(root: Path, folder: Path) -> list[str]:
    """Set aside the locks of the book at ``root`` that belong to nobody, and return where; ``folder`` is its git's."""
    found = find_locks(folder)
    if not found:
        return []
    alive = has_living_git(root)
    return [set_aside(folder, folder, os.path.relpath(each, folder)) for each in found if is_stale(each, alive=alive)]


def set_aside(home: Path, folder: Path, path: str) -> str:
    """Move the file at ``path`` below ``home`` into git's ``folder``, under a name that is free, and return which."""
    content = read_file(home, path)
    name = path.replace("/", "_")
    number = 0
    while (folder / SET_ASIDE / f"{name}.{number}").exists():
        number += 1
    write_file(folder, f"{SET_ASIDE}/{name}.{number}", content)
    remove_file(home, path)
    return f".git/{SET_ASIDE}/{name}.{number}"


def is_stale(path: Path, *, alive: bool | None) -> bool:
    """Tell whether a file was left long ago; ``alive`` says whether a git runs in the book, None: nobody knows."""
    try:
        age = time.time() - path.lstat().st_mtime
    except FileNotFoundError:
        return False
    if alive is None:
        return age > PATIENCE_BLIND
    is_brief = path.suffix == ".lock" and path.name not in _HELD_FOR_LONG
    return not alive and age > (PATIENCE_BRIEF if is_brief else PATIENCE)


def takes_locks(words: Sequence[bytes]) -> bool:
    """Tell whether a git, by its command line, may hold a lock: every open book has one that reads, some machines daemons."""
    return _subcommand(words) != b"cat-file" and b"daemon" not in _subcommand(words)


def may_write_index_back(words: Sequence[bytes]) -> bool:
    """Tell whether a git, by its command line, may write an index that it has read without a lock.

    What Cartera asks of git locks the index first, or has nothing to do with it.
    """
    return takes_locks(words) and os.fsdecode(_subcommand(words)) not in SUBCOMMANDS


def has_living_git(root: Path, counts: Callable[[Sequence[bytes]], bool] = takes_locks) -> bool | None:
    """Tell whether a git of anybody runs in the book; None where the system does not show where a git runs.

    ``counts`` tells by its command line whether a git is meant.
    """
    if not (_PROCESSES / "self/cwd").exists():
        return None
    is_hidden = False
    place = root.resolve()
    for process in _PROCESSES.iterdir():
        if not process.name.isdigit():
            continue
        is_meant = True
        try:
            is_meant = (process / "comm").read_text().startswith("git") and counts(_command_line(process))
            if is_meant and (process / "cwd").readlink().is_relative_to(place):
                return True
        except PermissionError:
            is_hidden = is_hidden or is_meant  # another user's
        except OSError:
            continue  # it ended meanwhile
    return None if is_hidden else False


def _command_line(process: Path) -> list[bytes]:
    return (process / "cmdline").read_bytes().split(b"\0")


def _subcommand(words: Sequence[bytes]) -> bytes:
    """Return what a git is asked to do, behind the settings it is given."""
    left = iter(words[1:])
    for word in left:
        if word in {b"-c", b"-C"}:
            next(left, b"")
        elif not word.startswith(b"-"):
            return word
    return b""
