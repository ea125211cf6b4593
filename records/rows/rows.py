"""Rows that are no records (changes, conflicts, problems, numbers), each told as a small record of a type of its own.

So a filter, an order or a group means there what it means in every list, and there is one query language and no second.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Generic, TypeVar

from ...schema.dataclass import dataclass
from ...schema.declare import declare_schema
from ...schema.record import Record
from ...schema.record_type import Schema
from ...schema.tree import Tree
from ..config import BookConfig
from ..index.shelf import FileReading
from ..snapshot import Snapshot

_TYPES = Path(__file__).with_name("types.yaml")

Thing = TypeVar("Thing")
"""What a row stands for."""


@dataclass(frozen=True, slots=True)
class Told(Generic[Thing]):
    """One thing as a row."""

    key: str
    """What tells it from the others, the same after they are read again."""
    thing: Thing
    """The thing itself."""
    tree: Mapping[str, Tree]
    """What can be asked of it; ``title`` is what it is called."""
    text: str = ""
    """What more a free word may find it by."""


@dataclass(frozen=True, slots=True)
class Rows(Generic[Thing]):
    """Things of one type as rows."""

    type: str
    """The name of the type."""
    snapshot: Snapshot
    """A small record for each."""
    things: Mapping[str, Thing]
    """What each of them stands for, by the record's id, in the order in which they stand unasked."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The small records, in the order in which they stand unasked."""
        return tuple(self.things)


def tell_rows(type_name: str, told: Iterable[Told[Thing]], config: BookConfig) -> Rows[Thing]:
    """Return things as rows; of two with one key the first counts."""
    schema = schema_of_rows()
    folder = schema.types[type_name].layout.folder
    readings: list[FileReading] = []
    things: dict[str, Thing] = {}
    for each in told:
        record = Record(f"{folder}/{each.key}.md", type_name, each.tree, each.text, "")
        if record.id not in things:
            readings.append(FileReading(record.path, record))
            things[record.id] = each.thing
    return Rows(type_name, Snapshot(schema, config, readings), things)


@cache
def schema_of_rows() -> Schema:
    """Return the types of rows."""
    import yaml

    return declare_schema(yaml.load(_TYPES.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader), {})  # noqa: S506 - ours
