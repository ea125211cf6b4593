"""What of a record one may want elsewhere: how to call it, its addresses, its numbers."""

from __future__ import annotations

from collections.abc import Iterator

from ...records.snapshot import Snapshot
from ...schema.clean import clean, must_hide
from ...schema.dataclass import dataclass
from ...schema.record import Record
from .values import Reader

_REACHED_BY = frozenset({"email", "phone", "url"})
"""Kinds of values that are of use outside."""


@dataclass(frozen=True, slots=True)
class Copyable:
    """One text that may be copied."""

    label: str
    """What it is, in the reader's language."""
    text: str
    """The text itself, without characters that a terminal it is pasted into would obey."""


def copyables(snapshot: Snapshot, record: Record, reader: Reader) -> tuple[Copyable, ...]:
    """Return what can be copied of a record: ways to reach it first, then its title, its reference and its file."""
    words = reader.words
    offers = [
        *_reached(snapshot, record, reader),
        Copyable(words("Title"), record.title),
        Copyable(words("Reference"), record.id),
        Copyable(words("File"), record.path),
    ]
    safe = (Copyable(each.label, "".join(sign for sign in each.text if not must_hide(sign))) for each in offers)
    return tuple(each for each in safe if each.text.strip())


def _reached(snapshot: Snapshot, record: Record, reader: Reader) -> Iterator[Copyable]:
    for field in snapshot.type_of(record).fields:
        if field.kind.name in _REACHED_BY and not field.fields:
            label = clean(reader.language.choose(field.label))
            value = snapshot.value(record, field.name)
            for each in value if isinstance(value, tuple) else (value,):
                if isinstance(each, str):
                    yield Copyable(label, each)
