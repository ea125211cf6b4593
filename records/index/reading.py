"""One file into one reading: read strictly, then validated against its type."""

from __future__ import annotations

from ...schema.problems import Problem
from ...schema.record import Record
from ...schema.record_type import Schema
from ...schema.validate import validate
from ..files.atomic import blob_id
from ..files.parse import read_text
from ..snapshot import FileReading


def read_record(path: str, content: bytes, schema: Schema, industry: str) -> FileReading:
    """Return what a file of the book gives under ``schema``; ``industry`` is its client's and chooses the pack."""
    record_type = schema.type_of_path(path)
    if record_type is None:
        return FileReading(path, None)
    document = read_text(content, path)
    if isinstance(document, Problem):
        return FileReading(path, None, (document,))
    record = Record(path, record_type.name, document.tree, document.body, blob_id(content))
    typed = schema.type_for(record_type.name, industry)
    problems = validate(record, typed, document.lines)
    return FileReading(path, record, (*document.problems, *problems))
