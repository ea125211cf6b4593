"""Mending: what a person made of a file that could not be read as a record, or that is none."""

from __future__ import annotations

from ..schema.problems import Problem
from ..schema.sentences import sentence
from .files.parse import read_text
from .index.reading import read_record
from .plan import Plan, RecordChange
from .planning import BrokenMeanwhile
from .saving.writes import FileWrite
from .snapshot import Snapshot


def plan_mending(snapshot: Snapshot, path: str, content: bytes, digest: str) -> Plan:
    """Plan that the file at ``path``, which held the blob ``digest``, says ``content``.

    Raises:
        BrokenMeanwhile: it still cannot be read.

    """
    document = read_text(content, path)
    if isinstance(document, Problem):
        raise BrokenMeanwhile(document)
    subject = sentence("{path} mended by hand", path=path)
    if snapshot.schema.type_of_path(path) is None:
        return Plan(subject, extras=(FileWrite(path, content, digest),))
    client = snapshot.records.get(f"clients/{path.split('/')[1]}/client") if path.startswith("clients/") else None
    reading = read_record(path, content, snapshot.schema, client.text("industry") if client else "")
    change = RecordChange(path, None, reading.record, content, digest, (), reading.problems)
    return Plan(subject, (change,))
