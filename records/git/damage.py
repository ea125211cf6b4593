"""Damage in a repository: files of objects that a disk gave back otherwise than they were written, and what lacks for it."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from ...schema.dataclass import dataclass
from ...schema.late_pattern import late
from .run import Git

_LOOSE = late("[0-9a-f]{38}")
_LACKING = late(r"^missing (?:blob|tree|commit|tag) ([0-9a-f]{40})$", re.MULTILINE)
_BROKEN = late(r"^broken link from +\w+ [0-9a-f]{40}\s+to +\w+ ([0-9a-f]{40})$", re.MULTILINE)
_GRAPH = ("commit-graph", "multi-pack-index")
_CHECKSUM = 20
_PIECE = 1 << 20
_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Damage:
    """What is wrong with the objects of a repository."""

    files: tuple[str, ...] = ()
    """Files below ``objects`` that do not hold what their names or checksums say."""
    lacking: tuple[str, ...] = ()
    """Objects that something in history names and that are not there."""
    derived: tuple[str, ...] = ()
    """Files below ``objects`` that only make git faster and are wrong; git writes them anew."""

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return bool(self.files or self.lacking or self.derived)


def find_damage(git: Git, objects: Path) -> Damage:
    """Look at every object of a repository; takes as long as reading them all."""
    answer = git.ask("fsck", "--full", "--no-dangling", "--no-reflogs", "--no-progress", seconds=_SECONDS)
    told = answer.out.decode("utf-8", "replace")
    lacking = tuple(sorted({*_LACKING.findall(told), *_BROKEN.findall(told)}))
    if not answer.code:
        return Damage()
    derived = tuple(_graphs(objects)) if any(each in f"{told} {answer.words}" for each in _GRAPH) else ()
    return Damage(tuple(sorted(_bad_files(objects))), lacking, derived)


def _bad_files(objects: Path) -> Iterator[str]:
    for folder in objects.iterdir():
        if len(folder.name) == 2:
            yield from (
                f"{folder.name}/{each.name}"
                for each in folder.iterdir()
                if _LOOSE.fullmatch(each.name) and not _is_sound(each, folder.name + each.name)
            )
    for each in (objects / "pack").glob("pack-*"):
        if each.suffix in {".pack", ".idx"} and not has_checksum(each):
            yield f"pack/{each.name}"


def _is_sound(file: Path, name: str) -> bool:
    try:
        content = zlib.decompress(file.read_bytes())
    except zlib.error:
        return False
    return hashlib.sha1(content, usedforsecurity=False).hexdigest() == name


def has_checksum(file: Path) -> bool:
    """Tell whether a file ends with the checksum of what comes before, or with zeros where git was told to spare it."""
    left = file.stat().st_size - _CHECKSUM
    found = hashlib.sha1(usedforsecurity=False)
    with file.open("rb") as content:
        while left > 0 and (piece := content.read(min(left, _PIECE))):
            found.update(piece)
            left -= len(piece)
        return left == 0 and content.read() in {found.digest(), bytes(_CHECKSUM)}


def _graphs(objects: Path) -> Iterator[str]:
    for pattern in ("info/commit-graph", "info/commit-graphs/*", "pack/multi-pack-index*"):
        yield from (str(each.relative_to(objects)) for each in objects.glob(pattern) if each.is_file())
