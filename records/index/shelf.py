"""A shelf: what the files of one record type gave, ready to be looked up by id; never changed."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, partial
from operator import attrgetter
from threading import Lock

from ...schema.dataclass import dataclass
from ...schema.problems import Problem
from ...schema.record import CONFLICTS, Record
from ...schema.record_type import Schema
from .groups import Groups, group_by, names_of, put_in_order, regroup

_BY_PLACE = attrgetter("id", "path")
LONGEST_TRAIL = 32
"""How many shelves back a shelf knows what has changed since."""
CLIENTS_ASKED = 200
"""Clients asked for one by one, from which the whole shelf is the shorter way."""


@dataclass(frozen=True, slots=True)
class FileReading:
    """What one file gave: a record, problems, or both."""

    path: str
    """The file, relative to the book."""
    record: Record | None
    """None when the file cannot be read as a record."""
    problems: tuple[Problem, ...] = ()
    """What is wrong in it, judged from the file alone."""


class Shelf:
    """The readings of one type. Problems may be given as what makes them: most are never looked at."""

    def __init__(
        self,
        records: Mapping[str, Record],
        twins: tuple[Record, ...] = (),
        problems: Mapping[str, Callable[[], tuple[Problem, ...]]] | None = None,
    ) -> None:
        self.records = records
        """The records by id, in its order; of two files with one id the first counts."""
        self.twins = twins
        """The records of files that give an id another file gives too, and do not count."""
        self._problems = problems or {}
        self._trail: tuple[tuple[object, frozenset[str]], ...] = ()
        self._token = object()

    @classmethod
    def of(cls, readings: Iterable[FileReading]) -> Shelf:
        """Return the shelf of some readings."""
        records: list[Record] = []
        problems: dict[str, Callable[[], tuple[Problem, ...]]] = {}
        for each in readings:
            if each.record is not None:
                records.append(each.record)
            if each.problems:
                problems[each.path] = _given(each.problems)
        return cls.of_records(records, problems)

    @classmethod
    def of_records(
        cls, records: list[Record], problems: Mapping[str, Callable[[], tuple[Problem, ...]]] | None
    ) -> Shelf:
        """Return the shelf of some records in any order."""
        records.sort(key=_BY_PLACE)
        counting: dict[str, Record] = {}
        twins = tuple(each for each in records if counting.setdefault(each.id, each) is not each)
        return cls(counting, twins, problems)

    @cached_property
    def listed(self) -> tuple[Record, ...]:
        """The records that count, by id."""
        return tuple(self.records.values())

    @cached_property
    def disputed(self) -> frozenset[str]:
        """The ids of the records that two people wrote differently, until somebody settles it."""
        return frozenset(key for key, record in self.records.items() if CONFLICTS in record.tree)

    @cached_property
    def _ids(self) -> tuple[str, ...]:
        return tuple(self.records)

    @cached_property
    def by_name(self) -> Groups:
        """The records that count by what links may call them."""
        return group_by(self.listed, names_of)

    def of_client(self, slug: str) -> Sequence[Record]:
        """Return the records that count in a client's folder: ids begin with it, so in their order they stand together."""
        begin = bisect_left(self._ids, f"clients/{slug}/")
        return self.listed[begin : bisect_left(self._ids, f"clients/{slug}0", begin)]

    def paths_with_problems(self) -> Collection[str]:
        """Return the files in which something is wrong."""
        return self._problems.keys()

    def problems_of(self, path: str) -> tuple[Problem, ...]:
        """Return what is wrong in one file."""
        made = self._problems.get(path)
        return made() if made else ()

    def record_at(self, path: str) -> Record | None:
        """Return the record of a file, whether it counts or not."""
        found = self.records.get(path.rpartition(".")[0])
        if found is None or found.path == path:
            return found
        return next((each for each in self.twins if each.path == path), None)

    def broken(self) -> Iterator[tuple[str, Problem]]:
        """Yield the files that cannot be read as records, each with the first reason."""
        for path in self._problems:
            if self.record_at(path) is None:
                yield path, self.problems_of(path)[0]

    def reading_of(self, path: str) -> FileReading | None:
        """Return what a file gave; None where no such file is on the shelf."""
        record, problems = self.record_at(path), self.problems_of(path)
        return FileReading(path, record, problems) if record or problems else None

    def readings(self) -> Iterator[FileReading]:
        """Yield what every file gave."""
        for record in (*self.listed, *self.twins):
            yield FileReading(record.path, record, self.problems_of(record.path))
        for path, _ in self.broken():
            yield FileReading(path, None, self.problems_of(path))

    def replace(self, changed: Mapping[str, FileReading], gone: Collection[str]) -> Shelf:
        """Return the shelf on which some files were read anew and some are gone."""
        away = {*gone, *changed}
        if self.twins or any(self._has_twin(each, away) for each in changed.values()):
            kept = (each for each in self.readings() if each.path not in away)
            return Shelf.of((*kept, *changed.values()))
        problems = {path: made for path, made in self._problems.items() if path not in away}
        problems.update({path: _given(each.problems) for path, each in changed.items() if each.problems})
        records = dict(self.records)
        fresh = {each.record.id: each.record for each in changed.values() if each.record}
        for path in away:
            stem = path.rpartition(".")[0]
            if stem not in fresh and (known := records.get(stem)) and known.path == path:
                del records[stem]
        following = Shelf(put_in_order(records, fresh), (), problems)
        following._take_over(self, fresh, away)
        ids = frozenset({*fresh, *(path.rpartition(".")[0] for path in away)})
        following._trail = (*self._trail[1 - LONGEST_TRAIL :], (self._token, ids))
        return following

    def changed_since(self, former: Shelf) -> AbstractSet[str] | None:
        """Return the ids under which another record may stand than on a former shelf; None where nobody knows."""
        found: set[str] = set()
        if former is self:
            return found
        for token, ids in reversed(self._trail):
            found |= ids
            if token is former._token:
                return found
        return None

    def _take_over(self, former: Shelf, fresh: Mapping[str, Record], away: Collection[str]) -> None:
        """Bring the groups that were made on the former shelf up to this one."""
        if "disputed" in former.__dict__:
            fresh_ones = {key for key, record in fresh.items() if CONFLICTS in record.tree}
            self.__dict__["disputed"] = (former.disputed & self.records.keys()) - fresh.keys() | fresh_ones
        before = [each for path in away if (each := former.records.get(path.rpartition(".")[0])) and each.path == path]
        if "by_name" in former.__dict__:
            self.__dict__["by_name"] = regroup(former.by_name, before, fresh.values(), names_of)

    def _has_twin(self, reading: FileReading, away: Collection[str]) -> bool:
        """Return whether another file gives the same id: which of the two counts is then judged anew."""
        stem, _, ending = reading.path.rpartition(".")
        known = self.records.get(stem)
        if known is not None and known.path != reading.path:
            return True
        return any(f"{stem}.{other}" in away for other in ("md", "yaml", "yml") if other != ending)


class Shelves:
    """The shelves of all record types, each made when it is first asked for. Files without a type lie under ``""``.

    They are asked by several threads: who asks for a shelf that another is making waits for it.
    """

    def __init__(
        self,
        makers: Mapping[str, Callable[[], Shelf]],
        of_client: Callable[[str, str], Shelf] | None = None,
    ) -> None:
        self._makers = {name: _Once(each) for name, each in makers.items()}
        self._made: dict[str, Shelf] = {}
        self._of_client = of_client
        self._asked: defaultdict[str, dict[str, Shelf]] = defaultdict(dict)

    def __getitem__(self, name: str) -> Shelf:
        made = self._made.get(name)
        if made is None:
            maker = self._makers.get(name)
            made = self._made.setdefault(name, maker() if maker else Shelf({}))
        return made

    def of_client(self, name: str, slug: str) -> Sequence[Record]:
        """Return the records of one type in a client's folder; for a few clients without making the whole shelf."""
        asked = self._asked[name]
        if self._of_client is None or name in self._made or name not in self._makers or len(asked) >= CLIENTS_ASKED:
            return self[name].of_client(slug)
        if slug not in asked:
            asked[slug] = self._of_client(name, slug)
        return asked[slug].listed

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(dict.fromkeys((*self._made, *self._makers))))

    def disputed(self) -> frozenset[str]:
        """Return the ids of the records with a conflict, of those anybody has asked for."""
        return frozenset().union(*(each.disputed for each in self._made.values()))

    @property
    def are_made(self) -> bool:
        """Whether nothing must be unpacked any more, whatever is asked."""
        return self._made.keys() >= self._makers.keys()

    def whole(self) -> list[Shelf]:
        """Return all of them, made now."""
        return [self[name] for name in tuple(self)]

    def replace(self, changed: Mapping[str, Shelf]) -> Shelves:
        """Return the shelves with some exchanged; the others are shared, made or not."""
        following = Shelves(
            {name: partial(self.__getitem__, name) for name in self if name not in changed}, self._of_client
        )
        following._made = {**self._made, **changed}
        return following


class _Once:
    """Makes a shelf the first time it is asked, and gives the same one ever after."""

    def __init__(self, make: Callable[[], Shelf]) -> None:
        self._make: Callable[[], Shelf] | None = make
        self._made: Shelf | None = None
        self._lock = Lock()

    def __call__(self) -> Shelf:
        with self._lock:
            if self._made is None:
                assert self._make is not None, "made, yet nothing came of it"
                self._made, self._make = self._make(), None
            return self._made


def shelf_name(schema: Schema, path: str) -> str:
    """Return on which shelf what a file gives lies."""
    record_type = schema.type_of_path(path)
    return record_type.name if record_type else ""


def _given(problems: tuple[Problem, ...]) -> Callable[[], tuple[Problem, ...]]:
    return lambda: problems
