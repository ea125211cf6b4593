"""What an exchange brings for a person to decide: conflicts and second versions of files that were not here before."""

from __future__ import annotations

from collections.abc import Iterable

from ...schema.problems import Problem
from ...schema.record import CONFLICTS
from ..files.parse import read_text
from ..merge.copies import is_copy, original_of
from ..merge.entries import ConflictEntry, read_entries
from ..saving.journal import PlannedFile


def find_questions(files: Iterable[PlannedFile]) -> dict[str, tuple[str, ...]]:
    """Return the fields in conflict that files bring, by path; whoever merged, an empty name for a file of which two versions stay."""
    found: dict[str, tuple[str, ...]] = {}
    for file in files:
        if file.before is None and file.after is not None and is_copy(file.path):
            found[original_of(file.path)] = ("",)
        elif fields := tuple(each.field for each in _new_entries(file)):
            found[file.path] = fields
    return found


def _new_entries(file: PlannedFile) -> list[ConflictEntry]:
    entries = _entries(file.path, file.after)
    known = {each.id for each in _entries(file.path, file.before)} if entries else set()
    return [each for each in entries if each.id not in known]


def _entries(path: str, content: bytes | None) -> list[ConflictEntry]:
    if content is None or CONFLICTS.encode() not in content:
        return []
    document = read_text(content, path)
    return [] if isinstance(document, Problem) else read_entries(document.tree.get(CONFLICTS))
