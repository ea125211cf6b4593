"""Renaming: a record gets another file name, every link follows, and the old name stays as an alias."""

from __future__ import annotations

import re
from pathlib import Path

from ..schema.errors import Refused
from ..schema.record import Record
from ..schema.sentences import sentence
from ..schema.tree import value_at
from .files.atomic import read_file
from .files.edits import Append, Edit, Put, PutBody
from .files.locate import check_name
from .files.write import splice
from .index.reading import read_record
from .links import Link
from .plan import RecordChange
from .planning import plan_edit
from .saving.writes import Expected
from .snapshot import Snapshot


class NameTaken(Refused):
    """Another record has that name already."""

    def __init__(self, name: str) -> None:
        super().__init__(sentence("There is already a record called {name}.", name=name))


def path_after(record: Record, name: str) -> str:
    """Return where the record's file will lie under its new name."""
    folder, _, file = record.path.rpartition("/")
    stem, _, ending = file.rpartition(".")
    if record.name != stem:
        return f"{folder.rpartition('/')[0]}/{name}/{file}"
    return f"{folder}/{name}.{ending}"


def plan_rename(snapshot: Snapshot, root: Path, record: Record, name: str) -> list[RecordChange]:
    """Return the changes that rename a record: its files, and every record that links to it.

    Raises:
        UnusableName: no record may be called so.
        NameTaken: a record with that name exists already.

    """
    check_name(name)
    target = path_after(record, name)
    taken = (each for each in snapshot.named(name) if each is not record)
    if snapshot.at_path(target) or any(each.type == record.type or each.client == record.client for each in taken):
        raise NameTaken(name)
    moved = _moved(snapshot, root, record, name)
    linking = [each for each in snapshot.backlinks(record.id) if each.path not in moved]
    changes = [change for pair in moved.values() for change in pair]
    changes.extend(plan_edit(snapshot, root, each, relink(snapshot, each, record, name)) for each in linking)
    return changes


def _moved(snapshot: Snapshot, root: Path, record: Record, name: str) -> dict[str, tuple[RecordChange, RecordChange]]:
    """Return, by old path, the removal and the creation of every file that changes place."""
    whole_folder = record.path != path_after(record, name) and record.id.rpartition("/")[2] != record.name
    inside = snapshot.of_client(record.client or "") if whole_folder and record.client else [record]
    if whole_folder and not record.client:
        prefix = record.path.rpartition("/")[0] + "/"
        inside = [each for each in snapshot if each.path.startswith(prefix)]
    folder = record.path.rpartition("/")[0] + "/"
    new_folder = path_after(record, name).rpartition("/")[0] + "/"
    moved: dict[str, tuple[RecordChange, RecordChange]] = {}
    for each in inside:
        target = path_after(record, name) if each is record else new_folder + each.path.removeprefix(folder)
        edits = relink(snapshot, each, record, name)
        if each is record:
            edits.append(Append(("aliases",), record.name))
        content = read_file(root, each.path)
        result = splice(content, each.path, edits, snapshot.type_of(each).order) if edits else content
        client = snapshot.client_of(each)
        reading = read_record(target, result, snapshot.schema, client.text("industry") if client else "")
        removal = RecordChange(each.path, each, None, None, each.digest)
        moved[each.path] = (
            removal,
            RecordChange(target, None, reading.record, result, Expected.ABSENT, (), reading.problems),
        )
    return moved


def relink(snapshot: Snapshot, origin: Record, target: Record, name: str) -> list[Edit]:
    """Return the edits that let every link of ``origin`` to ``target`` say ``name``."""
    edits: list[Edit] = []
    body = origin.body
    for link in snapshot.links_of(origin):
        if snapshot.resolve(link.text, origin, link.types) is not target:
            continue
        if link.field == ("body",):
            body = re.sub(rf"\[\[\s*{re.escape(link.text)}\s*(\||\]\])", rf"[[{_renamed(link, name)}\1", body)
        elif value_at(dict(origin.tree), link.field) == link.text:
            edits.append(Put(link.field, _renamed(link, name)))
    if body != origin.body:
        edits.append(PutBody(body))
    return edits


def _renamed(link: Link, name: str) -> str:
    prefix, slash, _ = link.text.rpartition("/")
    return f"{prefix}{slash}{name}"
