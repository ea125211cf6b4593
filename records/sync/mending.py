"""What can be put right in a clone without asking: saves that wait, locks nobody holds, the driver, markers in records.

Nothing is deleted without a copy: what is in the way is set aside in ``.git/cartera/set-aside``.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from ...schema.errors import CarteraError
from ...schema.language import Language
from ...schema.sentences import Sentence, plural, sentence
from ..files.atomic import read_file, remove_file, write_file
from ..saving.keeper import Keeper
from ..saving.leftovers import find_leftovers
from .auditing import Auditor
from .setup import set_up

SET_ASIDE = "cartera/set-aside"
"""Where things are kept that were in the way, below git's folder."""
PATIENCE = 60.0
"""Seconds after which a lock that no living git can hold is stale."""
PATIENCE_BLIND = 3600.0
"""The same where it cannot be seen which programs are alive."""
_PROCESSES = Path("/proc")


def mend(keeper: Keeper, language: Language, broken: Iterable[str] = ()) -> Iterator[Sentence]:
    """Put right what can be, and say after each what was done; ``broken`` are the records that cannot be read.

    What cannot be done now is said too, and hinders nothing else.
    """
    recovery = keeper.recover()
    if recovery.commits:
        yield plural(
            "{n} save that had been waiting is committed now.",
            "{n} saves that had been waiting are committed now.",
            len(recovery.commits),
        )
    yield from _set_leftovers_aside(keeper)
    try:
        keeper.stage()
        yield from _set_up_driver(keeper)
        yield from _repair(keeper, language, broken)
    except CarteraError as error:
        yield error.sentence


def _set_leftovers_aside(keeper: Keeper) -> Iterator[Sentence]:
    root, folder = keeper.repository.root, keeper.repository.folder
    found = find_leftovers(root)
    alive = _has_living_git(root)
    for path in found.locks:
        if _is_stale(root / path, alive):
            place = os.path.relpath(root / path, folder)
            yield sentence(
                "The lock {path} belonged to nobody; it is in {place} now.",
                path=path,
                place=_aside(folder, folder, place),
            )
        else:
            yield sentence("The lock {path} may be in use; it was left alone.", path=path)
    for path in found.temporaries:
        if _is_stale(root / path, alive):
            yield sentence(
                "{path} was begun and never finished; it is in {place} now.",
                path=path,
                place=_aside(root, folder, path),
            )


def _aside(home: Path, folder: Path, path: str) -> str:
    """Move a file into git's folder, under a name that is free, and return which."""
    content = read_file(home, path)
    name = path.replace("/", "_")
    number = 0
    while (folder / SET_ASIDE / f"{name}.{number}").exists():
        number += 1
    write_file(folder, f"{SET_ASIDE}/{name}.{number}", content)
    remove_file(home, path)
    return f".git/{SET_ASIDE}/{name}.{number}"


def _is_stale(path: Path, alive: bool | None) -> bool:
    try:
        age = time.time() - path.lstat().st_mtime
    except FileNotFoundError:
        return False
    if alive is None:
        return age > PATIENCE_BLIND
    return not alive and age > PATIENCE


def _has_living_git(root: Path) -> bool | None:
    """Tell whether a git of anybody runs in the book; None where the system does not show its programs."""
    if not (_PROCESSES / "self/cwd").exists():
        return None
    for process in _PROCESSES.iterdir():
        if not process.name.isdigit():
            continue
        try:
            is_git = (process / "comm").read_text().startswith("git")
            only_reads = b"cat-file" in (process / "cmdline").read_bytes()  # every open book has one
            if is_git and not only_reads and (process / "cwd").readlink().is_relative_to(root.resolve()):
                return True
        except OSError:
            continue  # it ended meanwhile, or is somebody else's
    return False


def _set_up_driver(keeper: Keeper) -> Iterator[Sentence]:
    if set_up(keeper.repository):
        yield sentence("git merges records of this book field by field now, whoever types “git merge”.")


def _repair(keeper: Keeper, language: Language, broken: Iterable[str]) -> Iterator[Sentence]:
    audit = Auditor(keeper, language).repair(broken)
    for path in audit.repaired:
        yield sentence("{path} had conflict markers of git; both versions are in it now, as a conflict.", path=path)
    for path in audit.unrepaired:
        yield sentence("{path} has conflict markers that are not whole; repair it in an editor.", path=path)
