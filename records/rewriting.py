"""Rewriting: the change of a record whose whole text a person edited in a program of their own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..schema.problems import Problem
from ..schema.record import Record
from ..schema.sentences import sentence
from ..schema.tree import Tree
from .files.atomic import blob_id, read_file
from .files.edits import Append, Drop, Edit, Put, PutBody
from .files.parse import read_text
from .index.reading import read_record
from .plan import Plan, RecordChange
from .planning import BrokenMeanwhile, plan_edit
from .snapshot import Snapshot


def plan_rewrite(snapshot: Snapshot, root: Path, record: Record, content: bytes) -> Plan:
    """Plan that a record's file says ``content``, which was made from the text of ``record``.

    The bytes are kept as they are, comments and order too. Where somebody else wrote the file meanwhile, what was
    changed is merged into theirs field by field.

    Raises:
        BrokenMeanwhile: ``content`` cannot be read as a record.
        EditConflict: somebody else changed one of the same fields.

    """
    document = read_text(content, record.path)
    if isinstance(document, Problem):
        raise BrokenMeanwhile(document)
    edits = edits_between(record, document.tree, document.body)
    digest = blob_id(read_file(root, record.path))
    if digest != record.digest:
        change = plan_edit(snapshot, root, record, edits)
    else:
        client = snapshot.client_of(record)
        reading = read_record(record.path, content, snapshot.schema, client.text("industry") if client else "")
        change = RecordChange(record.path, record, reading.record, content, digest, tuple(edits), reading.problems)
    subject = sentence(
        "{type} “{title}”: {fields}",
        type=snapshot.type_of(record).label,
        title=record.title,
        fields=", ".join(each.field for each in change.diffs) or "#",
    )
    is_change = change.content is not None and change.expected != blob_id(change.content)
    return Plan(subject, (change,) if is_change else ())


def edits_between(record: Record, tree: Mapping[str, Tree], body: str) -> list[Edit]:
    """Return the edits, by top-level field, that make a record say ``tree`` and ``body``; grown lists are appended to."""
    edits: list[Edit] = []
    for name in dict.fromkeys((*tree, *record.tree)):
        before, after = record.tree.get(name), tree.get(name)
        if name not in tree:
            edits.append(Drop((name,)))
        elif isinstance(before, list) and isinstance(after, list) and before and after[: len(before)] == before:
            edits.extend(Append((name,), each) for each in after[len(before) :])
        elif before != after or name not in record.tree:
            edits.append(Put((name,), after))
    if body != record.body:
        edits.append(PutBody(body))
    return edits
