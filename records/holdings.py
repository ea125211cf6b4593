"""Holdings: the records of one moment, and where each is found. What follows from them is the snapshot's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter, itemgetter

from ..schema.problems import Problem
from ..schema.record import Record
from ..schema.record_type import RecordType, Schema
from .absent import AbsentRecords
from .breath import sorted_at_ease
from .config import BookConfig
from .index.shelf import FileReading, Shelves, shelf_name
from .settings_files import SETTINGS, SETTINGS_TYPE

_BY_ID = attrgetter("id")
_ID = itemgetter(0)


class Holdings:
    """All records of a book, each type's made when it is first asked for."""

    schema: Schema
    """The record types of the book."""
    config: BookConfig
    """Its settings."""
    shelves: Shelves
    """What every file gave, by record type."""
    absent: AbsentRecords
    """What a sparse clone does not hold."""
    book_problems: tuple[Problem, ...]
    """Problems of the book's settings, schema and folders, not of one record."""
    _held: dict[str, Sequence[Record]]
    """What lies in the folders of the clients that were asked for, by slug."""

    @cached_property
    def records(self) -> dict[str, Record]:
        """Every readable record by id, in the order of ids; of two files with one id the first counts."""
        return dict(sorted_at_ease((item for shelf in self.shelves.whole() for item in shelf.records.items()), _ID))

    def of_type(self, name: str) -> Sequence[Record]:
        """Return the records of a type, by id."""
        return self.shelves[name].listed

    def of_client(self, slug: str) -> Sequence[Record]:
        """Return everything in a client's folder, the client itself included, by id."""
        held = self._held.get(slug)
        if held is None:
            of_types = [each for name in self.shelves if (each := self.shelves.of_client(name, slug))]
            held = self._held[slug] = sorted((each for one in of_types for each in one), key=_BY_ID)
        return held

    @property
    def is_gathered(self) -> bool:
        """Whether all shelves are made: what is asked of a whole client is then at hand."""
        return self.shelves.are_made

    def gather(self) -> None:
        """Make all shelves; on a large book that takes a second."""
        self.shelves.whole()

    def of_client_and_type(self, slug: str, type_name: str) -> Sequence[Record]:
        """Return the records of one type in a client's folder, by id; little else is unpacked for it."""
        return self.shelves.of_client(type_name, slug)

    def client_of(self, record: Record) -> Record | None:
        """Return the client in whose folder a record lies; a client is its own."""
        return self.client_named(record.client) if record.client else None

    def client_named(self, slug: str) -> Record | None:
        """Return the client in the folder ``clients/slug``."""
        return self.shelves["client"].records.get(f"clients/{slug}/client")

    def type_of(self, record: Record) -> RecordType:
        """Return the record's type with what its client's industry adds."""
        if record.type == SETTINGS:
            return SETTINGS_TYPE
        client = self.client_of(record)
        return self.schema.type_for(record.type, client.text("industry") if client else "")

    def at_path(self, path: str) -> Record | None:
        """Return the record of a file."""
        return self.shelves[shelf_name(self.schema, path)].record_at(path)

    def reading_of(self, path: str) -> FileReading | None:
        """Return what a file gave, readable or not."""
        return self.shelves[shelf_name(self.schema, path)].reading_of(path)

    @cached_property
    def broken(self) -> Mapping[str, Problem]:
        """The files that cannot be read as records, each with the first reason, by path."""
        return dict(sorted(each for shelf in self.shelves.whole() for each in shelf.broken()))

    @cached_property
    def twins(self) -> tuple[str, ...]:
        """The files that give an id another file gives too, and do not count."""
        return tuple(sorted(each.path for shelf in self.shelves.whole() for each in shelf.twins))

    def with_id(self, record_id: str) -> Record | None:
        """Return the record of an id, looked up on the one shelf where it can be: the others need not be made."""
        return self.shelves[shelf_name(self.schema, f"{record_id}.md")].records.get(record_id)

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records.values())

    def __len__(self) -> int:
        return len(self.records)

    def __bool__(self) -> bool:
        # A book without records is a book: "if snapshot" asks whether there is one.
        return True
