"""One file into one reading: read strictly, then validated against its type."""

from __future__ import annotations

from ...schema.errors import CarteraError
from ...schema.nearest import nearest
from ...schema.problems import Problem, Severity
from ...schema.record import Record
from ...schema.record_type import Schema
from ...schema.sentences import sentence
from ...schema.validate import validate
from ..files.atomic import blob_id
from ..files.parse import read_text
from ..files.reader import FileReader
from ..files.refusals import MAX_BYTES, too_large, unreadable
from ..files.scan import FoundFile
from .shelf import FileReading


def read_one(reader: FileReader, schema: Schema, found: FoundFile, industry: str) -> FileReading:
    """Return the reading of one file; one that cannot be opened, or is too large to be, is a Problem.

    A client's own file says itself which industry it is of.
    """
    if found.size > MAX_BYTES:
        return FileReading(found.path, None, (too_large(found.path, found.size),))
    try:
        content = reader.read(found.path)
    except CarteraError as mistake:
        return FileReading(found.path, None, (unreadable(found.path, mistake),))
    reading = read_record(found.path, content, schema, industry)
    if is_client_file(found.path) and reading.record and reading.record.text("industry") != industry:
        return read_record(found.path, content, schema, reading.record.text("industry"))
    return reading


def is_client_file(path: str) -> bool:
    """Return whether the file is the one that describes a client."""
    return path.startswith("clients/") and path.count("/") == 2


def client_folder(path: str) -> str:
    """Return the slug of the client in whose folder a file lies; empty elsewhere."""
    return path.split("/", 2)[1] if path.startswith("clients/") else ""


def read_record(path: str, content: bytes, schema: Schema, industry: str) -> FileReading:
    """Return what a file of the book gives under ``schema``; ``industry`` is its client's and chooses the pack."""
    record_type = schema.type_of_path(path)
    if record_type is None:
        return FileReading(path, None, (_without_type(path, schema),))
    document = read_text(content, path)
    if isinstance(document, Problem):
        return FileReading(path, None, (document,))
    record = Record(path, record_type.name, document.tree, document.body, blob_id(content))
    if not document.tree and any(each.severity is Severity.ERROR for each in document.problems):
        return FileReading(path, record, document.problems)  # no fields at all: to list each as missing would bury it
    typed = schema.type_for(record_type.name, industry)
    problems = validate(record, typed, document.lines)
    return FileReading(path, record, (*document.problems, *problems))


def _without_type(path: str, schema: Schema) -> Problem:
    """Return the Problem of a file in a folder that means no record type: it is seen, and counts nowhere."""
    folder = path.rpartition("/")[0]
    near = (
        nearest(folder.rpartition("/")[2], (each.layout.folder for each in schema.types.values())) if folder else None
    )
    return Problem(
        path,
        "no-type",
        sentence("No record type lies in {folder}/, so the file counts nowhere.", folder=folder or "."),
        Severity.WARNING if folder else Severity.NOTICE,
        hint=sentence("Did you mean {nearest}?", nearest=near) if near else None,
    )
