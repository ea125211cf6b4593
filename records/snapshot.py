"""The snapshot: all records of a book at one moment, immutable, with the questions every view asks of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from operator import attrgetter
from typing import TYPE_CHECKING

from ..schema.problems import Problem
from ..schema.record import Record
from ..schema.record_type import Schema
from ..schema.values import Value
from .absent import NONE_ABSENT, AbsentRecords
from .config import BookConfig
from .holdings import Holdings
from .index.groups import group_by, names_of, put_in_order, regroup
from .index.shelf import FileReading, Shelf, Shelves, shelf_name
from .links import Link, choose, links_of

if TYPE_CHECKING:
    from .index.judgement import Judgement

_BY_ID = attrgetter("id")
LONGEST_WAY = 32
"""Steps from snapshot to snapshot that are remembered."""


class Snapshot(Holdings):
    """All records of a book at one moment. Never changed; ``replace`` gives the next one."""

    def __init__(
        self,
        schema: Schema,
        config: BookConfig,
        readings: Iterable[FileReading],
        book_problems: Sequence[Problem] = (),
    ) -> None:
        by_type: defaultdict[str, list[FileReading]] = defaultdict(list)
        for each in readings:
            by_type[each.record.type if each.record else shelf_name(schema, each.path)].append(each)
        shelves = Shelves({name: partial(Shelf.of, each) for name, each in by_type.items()})
        self._begin(schema, config, shelves, book_problems)

    def _begin(
        self,
        schema: Schema,
        config: BookConfig,
        shelves: Shelves,
        book_problems: Sequence[Problem],
        absent: AbsentRecords = NONE_ABSENT,
    ) -> None:
        self.schema = schema
        self.config = config
        self.shelves = shelves
        self.absent = absent
        self.book_problems = tuple(book_problems)
        self._former: tuple[Judgement, Sequence[Record], Sequence[Record]] | None = None
        self._values: dict[str, dict[str, Value | None]] = {}
        self._held = {}
        self._token = object()
        self._way: tuple[tuple[object, frozenset[str]], ...] = ()

    @classmethod
    def of_shelves(
        cls,
        schema: Schema,
        config: BookConfig,
        shelves: Shelves,
        book_problems: Sequence[Problem] = (),
        absent: AbsentRecords = NONE_ABSENT,
    ) -> Snapshot:
        """Return the snapshot of shelves at hand; those nobody asks for are never made."""
        snapshot: Snapshot = object.__new__(cls)
        snapshot._begin(schema, config, shelves, book_problems, absent)
        return snapshot

    # Values

    def value(self, record: Record, field: str) -> Value | None:
        """Return the typed value of a dotted field, computed once a snapshot."""
        known = self._values.setdefault(record.path, {})
        try:
            return known[field]
        except KeyError:
            value = known[field] = self.type_of(record).value(record, field)
            return value

    # Names and links

    @cached_property
    def _by_name(self) -> dict[str, Sequence[Record]]:
        return group_by(self, names_of)

    def named(self, name: str) -> Sequence[Record]:
        """Return the records that links call ``name``, by name or alias."""
        return self._by_name.get(name, ())

    def meant_by(self, link: str, origin: Record | None, types: tuple[str, ...] = ()) -> list[Record]:
        """Return every record a link can mean from where it stands; sound links mean one."""
        name = link.rpartition("/")[2]
        if types and "_by_name" not in self.__dict__:
            # Who is called so is asked of the types it can be, until somebody needs the names of all.
            named = [each for one in types for each in self.shelves[one].by_name.get(name, ())]
            candidates: Sequence[Record] = sorted(named, key=_BY_ID) if len(named) > 1 else named
        else:
            candidates = self.named(name)
        return choose(candidates, link, origin.client if origin else None, types)

    def resolve(self, link: str, origin: Record | None, types: tuple[str, ...] = ()) -> Record | None:
        """Return the one record a link means; None when it means none or several."""
        meant = self.meant_by(link, origin, types)
        return meant[0] if len(meant) == 1 else None

    def links_of(self, record: Record) -> list[Link]:
        """Return every link of a record, as written."""
        return links_of(record, self.type_of(record))

    def mentioning(self, name: str) -> frozenset[str]:
        """Return the ids of records that may have a link whose last part is ``name``; check the link itself."""
        return self.judgement.mentioning(name) & self.records.keys()

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
        for shelf in self.shelves.whole():
            for path in shelf.paths_with_problems():
                found[path].extend(shelf.problems_of(path))
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
        changed: defaultdict[str, dict[str, FileReading]] = defaultdict(dict)
        for each in readings:
            changed[shelf_name(self.schema, each.path)][each.path] = each
        removed: defaultdict[str, list[str]] = defaultdict(list)
        for path in gone:
            removed[shelf_name(self.schema, path)].append(path)
        touched = changed.keys() | removed.keys()
        if not touched:
            return self
        shelves = {name: self.shelves[name].replace(changed[name], removed[name]) for name in touched}
        following = self._with(self.shelves.replace(shelves), self.book_problems)
        paths = [
            *(path for each in changed.values() for path in each),
            *(path for each in removed.values() for path in each),
        ]
        following._take_over(self, {path.rpartition(".")[0] for path in paths}, paths)
        return following

    def with_book_problems(self, problems: Sequence[Problem]) -> Snapshot:
        """Return the same records with other problems of the book's settings and folders."""
        following = self._with(self.shelves, problems)
        following._take_over(self, (), ())
        return following

    def with_absent(self, absent: AbsentRecords) -> Snapshot:
        """Return the same records, of a clone that does not hold others than before; links are judged anew."""
        return Snapshot.of_shelves(self.schema, self.config, self.shelves, self.book_problems, absent)

    def _with(self, shelves: Shelves, problems: Sequence[Problem]) -> Snapshot:
        return Snapshot.of_shelves(self.schema, self.config, shelves, problems, self.absent)

    def touched_since(self, former: Snapshot) -> frozenset[str] | None:
        """Return the ids of the records that may differ from ``former``; None where this one did not come of it."""
        if self is former:
            return frozenset()
        touched: frozenset[str] = frozenset()
        for token, ids in self._way:
            touched |= ids
            if token is former._token:
                return touched
        return None

    def differing_shelves(self, other: Snapshot) -> Iterator[tuple[Mapping[str, Record], Mapping[str, Record]]]:
        """Yield the records by id, here and there, of each type of which the two do not hold the very same."""
        for name in dict.fromkeys((*self.shelves, *other.shelves)):
            here, there = self.shelves[name], other.shelves[name]
            if here is not there:
                yield here.records, there.records

    def _take_over(self, origin: Snapshot, ids: Collection[str], paths: Iterable[str]) -> None:
        """Bring what the former snapshot had found out up to this one, in which the records ``ids`` may differ."""
        self._way = ((origin._token, frozenset(ids)), *origin._way)[:LONGEST_WAY]
        before = [record for each in ids if (record := origin.with_id(each))]
        after = [record for each in ids if (record := self.with_id(each))]
        known, former = self.__dict__, origin.__dict__
        if "records" in former:
            known["records"] = _with_records(origin.records, before, after)
        if "_by_name" in former:
            known["_by_name"] = regroup(origin._by_name, before, after, names_of)
        touched = {each.client for each in (*before, *after)}
        self._held = {slug: held for slug, held in tuple(origin._held.items()) if slug not in touched}
        if "judgement" in former:
            self._former = (origin.judgement, before, after)
        self._values = dict(origin._values)
        for path in paths:
            self._values.pop(path, None)


def _with_records(
    records: Mapping[str, Record], before: Sequence[Record], after: Sequence[Record]
) -> dict[str, Record]:
    """Return the records by id with some exchanged, still in the order of ids."""
    fresh = {each.id: each for each in after}
    following = dict(records)
    for each in before:
        if each.id not in fresh:
            del following[each.id]
    return put_in_order(following, fresh)
