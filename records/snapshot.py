"""The snapshot: all records of a book at one moment, immutable, with the questions every view asks of it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from ..schema.problems import Problem
from ..schema.record import Record
from ..schema.record_type import RecordType, Schema
from ..schema.values import Value
from .config import BookConfig
from .links import Link, choose, links_of

if TYPE_CHECKING:
    from .index.judgement import Judgement

_BY_ID = attrgetter("id")
_BY_PLACE = attrgetter("id", "path")


@dataclass(frozen=True, slots=True)
class FileReading:
    """What one file gave: a record, problems, or both."""

    path: str
    """The file, relative to the book."""
    record: Record | None
    """None when the file cannot be read as a record."""
    problems: tuple[Problem, ...] = ()
    """What is wrong in it, judged from the file alone."""


class Snapshot:
    """All records of a book at one moment. Never changed; ``replace`` gives the next one."""

    def __init__(
        self,
        schema: Schema,
        config: BookConfig,
        readings: Iterable[FileReading],
        book_problems: Sequence[Problem] = (),
    ) -> None:
        self.schema = schema
        self.config = config
        self.book_problems = tuple(book_problems)
        """Problems of the book's settings, schema and folders, not of one record."""
        self._readings: dict[str, FileReading] = {each.path: each for each in readings}
        found = (each.record for each in self._readings.values())
        self.records: dict[str, Record] = {}
        """Every readable record by id, in the order of ids; of two files with one id the first counts."""
        for record in sorted(filter(None, found), key=_BY_PLACE):
            self.records.setdefault(record.id, record)
        self._by_type, self._by_client, self._by_name = _group(self.records.values())
        self._former: tuple[Judgement, Sequence[Record], Sequence[Record]] | None = None
        self._values: dict[tuple[str, str], Value | None] = {}

    # What it holds

    def of_type(self, name: str) -> Sequence[Record]:
        """Return the records of a type, by id."""
        return self._by_type.get(name, ())

    def of_client(self, slug: str) -> Sequence[Record]:
        """Return everything in a client's folder, the client itself included, by id."""
        return self._by_client.get(slug, ())

    def client_of(self, record: Record) -> Record | None:
        """Return the client in whose folder a record lies; a client is its own."""
        return self.records.get(f"clients/{record.client}/client") if record.client else None

    def type_of(self, record: Record) -> RecordType:
        """Return the record's type with what its client's industry adds."""
        client = self.client_of(record)
        return self.schema.type_for(record.type, client.text("industry") if client else "")

    def at_path(self, path: str) -> Record | None:
        """Return the record of a file."""
        reading = self._readings.get(path)
        return reading.record if reading else None

    def reading_of(self, path: str) -> FileReading | None:
        """Return what a file gave, readable or not."""
        return self._readings.get(path)

    @cached_property
    def broken(self) -> Mapping[str, Problem]:
        """The files that cannot be read as records, each with the first reason, by path."""
        return {
            each.path: each.problems[0] for each in self._readings.values() if each.record is None and each.problems
        }

    @cached_property
    def twins(self) -> tuple[str, ...]:
        """The files that give an id another file gives too, and do not count."""
        records = ((each.path, each.record) for each in self._readings.values() if each.record)
        return tuple(path for path, record in records if self.records.get(record.id) is not record)

    # Values

    def value(self, record: Record, field: str) -> Value | None:
        """Return the typed value of a dotted field, computed once a snapshot."""
        key = (record.path, field)
        try:
            return self._values[key]
        except KeyError:
            value = self._values[key] = self.type_of(record).value(record, field)
            return value

    # Names and links

    def named(self, name: str) -> Sequence[Record]:
        """Return the records that links call ``name``, by name or alias."""
        return self._by_name.get(name, ())

    def meant_by(self, link: str, origin: Record | None, types: tuple[str, ...] = ()) -> list[Record]:
        """Return every record a link can mean from where it stands; sound links mean one."""
        name = link.rpartition("/")[2]
        return choose(self.named(name), link, origin.client if origin else None, types)

    def resolve(self, link: str, origin: Record | None, types: tuple[str, ...] = ()) -> Record | None:
        """Return the one record a link means; None when it means none or several."""
        meant = self.meant_by(link, origin, types)
        return meant[0] if len(meant) == 1 else None

    def links_of(self, record: Record) -> list[Link]:
        """Return every link of a record, as written."""
        return links_of(record, self.type_of(record))

    def mentioning(self, name: str) -> frozenset[str]:
        """Return the ids of records that may have a link whose last part is ``name``; check the link itself."""
        return self.judgement.mentioning(name)

    def backlinks(self, record_id: str) -> list[Record]:
        """Return the records that link to a record, by id."""
        target = self.records[record_id]
        names = names_of(target)
        found = {each for name in names for each in self.mentioning(name)}
        return [
            self.records[each]
            for each in sorted(found)
            if each != record_id
            and any(
                link.key in names and self.resolve(link.text, self.records[each], link.types) is target
                for link in self.links_of(self.records[each])
            )
        ]

    # Problems

    def problems_of(self, path: str) -> tuple[Problem, ...]:
        """Return what is wrong in a file, links to other records included."""
        return self._problems_by_path.get(path, ())

    @property
    def is_judged(self) -> bool:
        """Whether problems between records are known already; finding them takes a look at every record."""
        return "_problems_by_path" in self.__dict__

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong, by path and line."""
        return tuple(each for path in sorted(self._problems_by_path) for each in self._problems_by_path[path])

    @cached_property
    def _problems_by_path(self) -> Mapping[str, tuple[Problem, ...]]:
        found: defaultdict[str, list[Problem]] = defaultdict(list)
        for problem in self.book_problems:
            found[problem.path].append(problem)
        for reading in self._readings.values():
            if reading.problems:
                found[reading.path].extend(reading.problems)
        for problem in self.judgement.problems():
            found[problem.path].append(problem)
        return {path: tuple(sorted(each, key=lambda one: one.line or 0)) for path, each in found.items()}

    @cached_property
    def judgement(self) -> Judgement:
        """What is wrong between the records, from the former snapshot's judgement where there is one."""
        from .index.judgement import Judgement

        if self._former is None:
            return Judgement(self)
        former, before, after = self._former
        self._former = None
        return former.following(self, before, after)

    # The next one

    def replace(self, readings: Iterable[FileReading], gone: Iterable[str] = ()) -> Snapshot:
        """Return the snapshot in which some files were read anew and some are gone."""
        changed = {each.path: each for each in readings}
        removed = set(gone)
        kept = {path: each for path, each in self._readings.items() if path not in removed} | changed
        if any(_has_twin(path, self._readings) or _has_twin(path, kept) for path in (*changed, *removed)):
            return Snapshot(self.schema, self.config, kept.values(), self.book_problems)
        following: Snapshot = object.__new__(Snapshot)
        following.schema, following.config = self.schema, self.config
        following.book_problems = self.book_problems
        following._readings = kept
        before = [self._readings[path].record for path in (*changed, *removed) if path in self._readings]
        after = [each.record for each in changed.values()]
        following._replace_records(self, [each for each in before if each], [each for each in after if each])
        return following

    def _replace_records(self, origin: Snapshot, before: Sequence[Record], after: Sequence[Record]) -> None:
        kept = dict(origin.records)
        for record in before:
            kept.pop(record.id, None)
        same_ids = {each.id for each in before} == {each.id for each in after}
        if same_ids:
            self.records = {**origin.records, **{each.id: each for each in after}}
        else:
            kept.update((each.id, each) for each in after)
            self.records = dict(sorted(kept.items()))
        self._by_type = _regroup(origin._by_type, before, after, lambda each: (each.type,))
        self._by_client = _regroup(origin._by_client, before, after, lambda each: (each.client,) if each.client else ())
        self._by_name = _regroup(origin._by_name, before, after, names_of)
        judged = origin.__dict__.get("judgement")
        self._former = (judged, before, after) if judged else None
        gone = {each.path for each in before} | {each.path for each in after}
        self._values = {key: value for key, value in origin._values.items() if key[0] not in gone}

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records.values())


def _has_twin(path: str, readings: Mapping[str, FileReading]) -> bool:
    """Return whether another file gives the same id: which of the two counts must then be judged anew."""
    stem, _, ending = path.rpartition(".")
    return any(f"{stem}.{other}" in readings for other in ("md", "yaml", "yml") if other != ending)


def names_of(record: Record) -> tuple[str, ...]:
    """Return what links may call a record: its name and its aliases."""
    aliases = record.tree.get("aliases")
    if not isinstance(aliases, list):
        return (record.name,)
    return (record.name, *(each for each in aliases if isinstance(each, str) and each != record.name))


def _group(
    records: Iterable[Record],
) -> tuple[dict[str, Sequence[Record]], dict[str, Sequence[Record]], dict[str, Sequence[Record]]]:
    """Return the records by type, by client and by name, each in the order given."""
    by_type: defaultdict[str, list[Record]] = defaultdict(list)
    by_client: defaultdict[str, list[Record]] = defaultdict(list)
    by_name: defaultdict[str, list[Record]] = defaultdict(list)
    for record in records:
        by_type[record.type].append(record)
        if record.client:
            by_client[record.client].append(record)
        for name in names_of(record):
            by_name[name].append(record)
    return dict(by_type), dict(by_client), dict(by_name)


def _regroup(
    groups: Mapping[str, Sequence[Record]],
    before: Sequence[Record],
    after: Sequence[Record],
    keys: Callable[[Record], tuple[str, ...]],
) -> dict[str, Sequence[Record]]:
    """Return the groups with some records exchanged; untouched groups are shared with the former snapshot."""
    touched: dict[str, list[Record]] = {}
    removed = {id(each) for each in before}
    for record in before:
        for key in keys(record):
            if key not in touched:
                touched[key] = [each for each in groups.get(key, ()) if id(each) not in removed]
    for record in after:
        for key in keys(record):
            group = touched.setdefault(key, list(groups.get(key, ())))
            group.insert(bisect_left(group, record.id, key=_BY_ID), record)
    merged = {**groups, **touched}
    return {key: each for key, each in merged.items() if each}
