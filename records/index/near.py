"""Near: one record with what its page names, without a look at the rest of the book.

Where a whole id is given, reading its client's folder and the names of the people is enough: a link prefers what lies in
the same folder, and a handle means one of the people. Where a link may lead further, the whole book is asked.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from ...schema.problems import Problem
from ...schema.record import Record
from ...schema.record_type import Schema
from ..config import BookConfig
from ..files.reader import FileReader
from ..files.scan import FoundFile, is_usual_folder
from ..snapshot import Snapshot
from .marks import NEVER, Marks, all_files, found_file, mark_folder, renew_marks
from .reading import is_client_file, read_one

MOST = 300
"""Files of a client up to which reading them all is quicker than opening the cache."""
CLIENTS = "clients"
PEOPLE = "people"


def find_near(root: Path, schema: Schema, config: BookConfig, text: str) -> tuple[Snapshot, Record] | None:
    """Return the record whose id, or whose file, ``text`` is, and a snapshot that answers all that its page asks.

    None where the whole book must be asked: the text is a name, or a link leads out of the folder.
    """
    wanted = text.strip().removeprefix("./").rstrip("/")
    parts = wanted.split("/")
    if parts[0] != CLIENTS or len(parts) < 2 or not _is_plain(root, f"{CLIENTS}/{parts[1]}"):
        return None
    oddities: list[Problem] = []
    marks: Marks = {CLIENTS: (NEVER, 0, (), (parts[1],))}
    renew_marks(str(root), marks, [f"{CLIENTS}/{parts[1]}"], sys.maxsize)
    files = list(all_files(marks))
    if len(files) > MOST:
        return None
    with FileReader(root) as reader:
        own = [read_one(reader, schema, each, "") for each in sorted(files) if is_client_file(each.path)]
        industry = next((each.record.text("industry") for each in own if each.record), "")
        rest = [read_one(reader, schema, each, industry) for each in files if not is_client_file(each.path)]
        people = [read_one(reader, schema, each, "") for each in _people(root, oddities)]
    snapshot = Snapshot(schema, config, [*own, *rest, *people])
    found = snapshot.records.get(wanted) or snapshot.at_path(wanted) or snapshot.records.get(f"{wanted}/client")
    return (snapshot, found) if found and _is_enough(snapshot, found) else None


def _is_enough(snapshot: Snapshot, record: Record) -> bool:
    """Return whether every link of a record means the same here as in the whole book."""
    for link in snapshot.links_of(record):
        if link.types == ("user",):
            continue
        near = (each for each in snapshot.named(link.key) if each.client == record.client)
        if "/" in link.text or not any(not link.types or each.type in link.types for each in near):
            return False
    return True


def _is_plain(root: Path, folder: str) -> bool:
    """Return whether the scan would walk into a folder: no symlink, no odd name, no repository on the way."""
    place = root
    for name in folder.split("/"):
        if not is_usual_folder(name) or (place != root and os.path.lexists(place / ".git")):
            return False
        place /= name
        try:
            if not stat.S_ISDIR(place.lstat().st_mode):
                return False
        except OSError:
            return False
    return True


def _people(root: Path, oddities: list[Problem]) -> Iterator[FoundFile]:
    """Yield the files that describe people."""
    if not _is_plain(root, PEOPLE):
        return
    for name in mark_folder(str(root), PEOPLE, oddities)[3]:
        folder = f"{PEOPLE}/{name}"
        for each in mark_folder(str(root), folder, oddities)[2]:
            yield found_file(folder, each)
