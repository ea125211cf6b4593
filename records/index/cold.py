"""A cold start: every file of a book read, judged and packed, by several copies of the process where that is quicker."""

from __future__ import annotations

import marshal
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby, pairwise
from pathlib import Path

from ...schema.dataclass import dataclass
from ...schema.problems import Problem
from ...schema.record_type import Schema
from ..files.reader import FileReader
from ..files.scan import FoundFile
from ..steps import Deed, Step, Tell
from .marks import Marks, all_files, mark_folder, renew_marks
from .reading import client_folder, is_client_file, read_one
from .rows import Row, Slice, pack_problem, pack_reading, pack_slices, shelf_of_rows, unpack_problem, unpack_slice
from .shelf import Shelf, Shelves, shelf_name
from .tally import Count, Tally
from .workers import count_workers, run_jobs

WORTH_SHARING = 50
"""Folders of clients from which copying the process is quicker than reading alone."""
CLIENTS = "clients"

Read = tuple[Slice, ...] | list[Row]
"""Rows of one record type: a tuple of slices where another process read them, else a list of the rows."""
Part = tuple[Marks, list[tuple[str, Row]], dict[str, Read]]
"""Marks, packed oddities with their paths, and rows by record type."""


@dataclass(frozen=True, slots=True)
class ReadBook:
    """What all files of a book gave."""

    marks: Marks
    """The marks of every folder."""
    oddities: list[Problem]
    """What lies there and is not opened, by path."""
    rows: Mapping[str, Sequence[Read]]
    """The readings by record type."""

    def packed(self) -> dict[str, list[Slice]]:
        """Return the readings as the cache stores them."""
        return {
            name: [each for part in parts for each in (part if isinstance(part, tuple) else pack_slices(part))]
            for name, parts in self.rows.items()
        }

    def shelves(self) -> Shelves:
        """Return the shelves of all record types, unpacked as they are asked for."""
        return Shelves({name: partial(self._shelf, name) for name in self.rows})

    def _shelf(self, name: str) -> Shelf:
        return shelf_of_rows(name, (row for part in self.rows[name] for row in _unpacked(part)))


def _unpacked(part: Read) -> Iterator[Row]:
    if isinstance(part, list):
        yield from part
        return
    for _, _, packed, bodies in part:
        yield from unpack_slice(marshal.loads(packed), partial(_text_in, bodies), 0)  # noqa: S302 - from our own copy


def _text_in(bodies: bytes, place: int, length: int) -> str:
    return bodies[place : place + length].decode()


def read_all(root: Path, schema: Schema, tell: Tell | None = None) -> ReadBook:
    """Return what all files of the book at ``root`` give; ``tell`` is told how many are read, and may end it."""
    top: Marks = {}
    oddities: list[Problem] = []
    _list_top(root, top, oddities)
    slugs = top[CLIENTS][3] if CLIENTS in top else ()
    others = [name for name in top[""][3] if name != CLIENTS]
    workers = count_workers() if len(slugs) >= WORTH_SHARING else 1
    shares = [[f"{CLIENTS}/{slug}" for slug in share] for share in _split(slugs, workers)]
    shares[0] += others
    parts = _read_shares([partial(_read_share, str(root), schema, top, share) for share in shares], tell)
    marks = dict(top)
    rows: dict[str, list[Read]] = {name: [] for name in (*schema.types, "")}
    top_rows = _read_files(root, schema, all_files(top))
    for part_marks, part_oddities, part_rows in ({}, [], top_rows), *parts:
        marks.update(part_marks)
        oddities += (unpack_problem(path, row) for path, row in part_oddities)
        for name, packed in part_rows.items():
            rows.setdefault(name, []).append(packed)
    return ReadBook(marks, sorted(oddities, key=lambda each: each.path), rows)


def _read_shares(jobs: Sequence[Callable[[Count], Part]], tell: Tell | None) -> list[Part]:
    """Do one job here, several each in a copy of the process."""

    def say(done: int, total: int) -> None:
        if tell:
            tell(Step(Deed.READ, done, total))

    if len(jobs) == 1:
        return [jobs[0](say)]
    tally = Tally(len(jobs))
    packed = [_packed(partial(job, tally.counter(place))) for place, job in enumerate(jobs)]
    answers = run_jobs(packed, (lambda: say(*tally.read())) if tell else None)
    return [marshal.loads(each) for each in answers]  # noqa: S302 - from our own copy


def _list_top(root: Path, top: Marks, oddities: list[Problem]) -> None:
    """Mark the book's own folder and that of the clients, whose folders are then shared out."""
    top[""] = mark_folder(str(root), "", oddities)
    if CLIENTS in top[""][3]:
        top[CLIENTS] = mark_folder(str(root), CLIENTS, oddities)


def _split(slugs: Sequence[str], count: int) -> list[Sequence[str]]:
    """Return ``slugs`` in ``count`` runs of about the same length."""
    bounds = [len(slugs) * place // count for place in range(count + 1)]
    return [slugs[begin:end] for begin, end in pairwise(bounds)]


def _read_share(root: str, schema: Schema, top: Marks, folders: Sequence[str], count: Count) -> Part:
    """Return what lies in some folders and all below them."""
    marks = dict(top)
    renewal = renew_marks(root, marks, folders, sys.maxsize)
    for name in top:
        del marks[name]
    oddities = [(each.path, pack_problem(each)) for each in renewal.oddities]
    return marks, oddities, _read_files(Path(root), schema, renewal.changed, count)  # all of them are new


def _packed(job: Callable[[], Part]) -> Callable[[], bytes]:
    """Return the job for another process: rows are marshalled by type, so that they are unpacked only where wanted."""

    def run() -> bytes:
        marks, oddities, rows = job()
        return marshal.dumps((marks, oddities, {name: tuple(pack_slices(each)) for name, each in rows.items()}))

    return run


def _read_files(root: Path, schema: Schema, files: Iterable[FoundFile], count: Count | None = None) -> dict[str, Read]:
    """Return the rows of some files by record type; a client's own file comes first, since it names the industry."""
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    known: dict[str, str] = {}
    in_order = sorted(files)
    done = 0
    with FileReader(root) as reader:
        for _, found in groupby(in_order, key=lambda each: client_folder(each.path)):
            of_client = list(found)
            done += len(of_client)
            if count:
                count(done, len(in_order))
            own = [read_one(reader, schema, each, "") for each in of_client if is_client_file(each.path)]
            industry = next((each.record.text("industry") for each in own if each.record), "")
            rest = (read_one(reader, schema, each, industry) for each in of_client if not is_client_file(each.path))
            for reading in (*own, *rest):
                name = reading.record.type if reading.record else shelf_name(schema, reading.path)
                rows[name].append(pack_reading(reading, known))
    return {**rows}
