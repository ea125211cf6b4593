"""Renaming: a record gets another file name, every link follows, and the old name stays as an alias."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from pathlib import Path

from ..schema.errors import Refused
from ..schema.record import Record
from ..schema.sentences import sentence
from ..schema.tree import value_at
from .files.atomic import blob_id, read_file
from .files.edits import Append, Edit, Put, PutBody
from .files.locate import check_name
from .files.write import splice
from .folders import check_free, folder_of, other_files, records_inside
from .index.reading import read_record
from .plan import RecordChange
from .planning import plan_edit
from .saving.writes import Expected, FileWrite
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
        FolderTaken: the folder it would name holds files already.

    """
    check_name(name)
    target = path_after(record, name)
    taken = (each for each in snapshot.named(name) if each is not record)
    if snapshot.at_path(target) or any(each.type == record.type or each.client == record.client for each in taken):
        raise NameTaken(name)
    if folder_of(record) is not None:
        check_free(root, target.rpartition("/")[0])
    inside = records_inside(snapshot, record)
    moved = _moved(snapshot, root, record, name, inside)
    origins = snapshot if folder_of(record) is not None else snapshot.backlinks(record.id)
    ids = frozenset(each.id for each in inside)
    changes = [change for pair in moved.values() for change in pair]
    changes.extend(
        plan_edit(snapshot, root, each, edits)
        for each in origins
        if each.path not in moved and (edits := relink(snapshot, each, record, name, ids))
    )
    return changes


def carried_files(root: Path, record: Record, name: str, moved: Container[str]) -> Iterator[FileWrite]:
    """Yield the writes that take along every other file of the folder that a renamed record names.

    Raises:
        LinkInside: something there is no ordinary file.
        IgnoredInside: git ignores something there.

    """
    for path in other_files(root, record, moved):
        content = read_file(root, path)
        yield FileWrite(path, None, blob_id(content))
        yield FileWrite(_path_inside(record, name, path), content, Expected.ABSENT)


def _moved(
    snapshot: Snapshot, root: Path, record: Record, name: str, inside: Sequence[Record]
) -> dict[str, tuple[RecordChange, RecordChange]]:
    """Return, by old path, the removal and the creation of every record that changes place."""
    ids = frozenset(each.id for each in inside)
    moved: dict[str, tuple[RecordChange, RecordChange]] = {}
    for each in inside:
        target = path_after(record, name) if each is record else _path_inside(record, name, each.path)
        edits = relink(snapshot, each, record, name, ids)
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


def _path_inside(record: Record, name: str, path: str) -> str:
    """Return where a file of the record's folder lies when that is called ``name``."""
    folder = record.path.rpartition("/")[0] + "/"
    return path_after(record, name).rpartition("/")[0] + "/" + path.removeprefix(folder)


def relink(snapshot: Snapshot, origin: Record, target: Record, name: str, inside: frozenset[str]) -> list[Edit]:
    """Return the edits that let the links of ``origin`` follow: to ``target``, and through its folder to what is inside."""
    edits: list[Edit] = []
    body = origin.body
    for link in snapshot.links_of(origin):
        if target.name not in link.text:
            continue
        meant = snapshot.resolve(link.text, origin, link.types)
        text = _renamed(link.text, meant, target, name, inside) if meant else link.text
        if text == link.text:
            continue
        if link.field == ("body",):
            body = re.sub(rf"\[\[\s*{re.escape(link.text)}\s*(\||\]\])", rf"[[{text}\1", body)
        elif value_at(dict(origin.tree), link.field) == link.text:
            edits.append(Put(link.field, text))
    if body != origin.body:
        edits.append(PutBody(body))
    return edits


def _renamed(text: str, meant: Record, target: Record, name: str, inside: frozenset[str]) -> str:
    """Return a link's text with the new name at its end, or in its path where that leads through the folder."""
    *folders, last = text.split("/")
    if meant is target and last == target.name:
        last = name
    if meant.id in inside:
        folders = [name if each == target.name else each for each in folders]
    return "/".join((*folders, last))
