"""The JSON Schemas a book keeps for editors: written with the book, and again when its schema has changed."""

from __future__ import annotations

from pathlib import Path

from ..schema.json_schema import FOLDER, editor_files
from ..schema.language import Language
from ..schema.record_type import Schema
from ..schema.sentences import sentence
from .files.atomic import read_file
from .files.mistakes import NoSuchFile, NotARegularFile
from .plan import Plan
from .planning import plan_extras


def find_stale(root: Path, schema: Schema, language: Language) -> dict[str, bytes]:
    """Return the files that are missing or say something else than ``schema``, as they should be, by path."""
    return {path: content for path, content in editor_files(schema, language).items() if _read(root, path) != content}


def has_any(root: Path) -> bool:
    """Return whether the book keeps such files at all."""
    return (root / FOLDER).is_dir()


def plan_editor_schemas(root: Path, schema: Schema, language: Language) -> Plan:
    """Plan to write what is stale, as one commit; a plan without anything where nothing is."""
    stale = find_stale(root, schema, language)
    return Plan(sentence("JSON Schemas for editors"), extras=plan_extras(root, stale))


def _read(root: Path, path: str) -> bytes | None:
    try:
        return read_file(root, path)
    except (NoSuchFile, NotARegularFile):
        return None
