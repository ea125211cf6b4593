"""Tables of records of one type: which columns they have and what a row of them shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from rich.cells import cell_len

from ...records.query.columns import Source, find_column
from ...records.query.derived import Derived, derived_of
from ...records.query.facts import Facts
from ...schema.clean import clean
from ...schema.dataclass import replace
from ...schema.field import Field
from ...schema.formats import show_days_away
from ...schema.language import Language
from ...schema.record import Record
from ...schema.record_type import RecordType
from .cells import Cell, Column, Row, Tone
from .values import Reader, align_day, is_number, mark_of, show_field, show_linked

TITLE = "title"
CLIENT = "client"
TYPE = "type"

_WIDEST = {"money": 16, "date": 13, "user": 14, "text": 32, "choice": 16, "datetime": 18, "when": 19}

_DAYS = frozenset({"date", "datetime", "when"})
"""Kinds whose values are aligned by their year."""

_RELATIVE = frozenset({"last_touch"})
"""Facts that say more as "3 days ago" than as a date."""

_LATE = frozenset({"next_step_due", "touch_due"})
"""Facts that stand out once their day is past."""


def columns_of(
    record_type: RecordType, language: Language, *, with_client: bool = False, names: Mapping[str, str] | None = None
) -> tuple[Column, ...]:
    """Return the columns of a list of a type: its title, its client where asked, then what it lists.

    ``names`` are other fields or facts to show, each with its own title or an empty one for the label.
    """
    declared = record_type.by_name.get(TITLE)
    title = clean(language.choose(declared.label)) if declared else TITLE
    columns = [Column(TITLE, title, least=16, most=48, stretches=True)]
    if with_client and "client" in record_type.layout.homes:
        columns.append(Column(CLIENT, language.gettext("Client"), least=8, most=24))
    shown = dict.fromkeys(record_type.listed, "") if names is None else names
    columns.extend(_column(record_type, name, title, language) for name, title in shown.items() if name != TITLE)
    return tuple(columns)


def columns_named(
    types: Sequence[RecordType], names: Sequence[str], facts: Facts, language: Language
) -> tuple[Column, ...]:
    """Return the columns a person chose for a list of these types, behind the title; what means nothing is left out."""
    columns: list[Column] = []
    for name in dict.fromkeys([*([] if TITLE in names else [TITLE]), *names]):
        if name == TITLE:
            columns.extend(columns_of(types[0], language, names={}))
        elif name == CLIENT:
            columns.append(Column(CLIENT, language.gettext("Client"), least=8, most=24))
        elif (source := next(filter(None, (find_column(each, name, facts) for each in types)), None)) is not None:
            columns.append(_column_of(name, source.field, language.choose(source.label)))
    return tuple(columns)


def _column(record_type: RecordType, name: str, title: str, language: Language) -> Column:
    derived = derived_of(record_type.name).get(name)
    field = record_type.field_at(name) or (derived.field if derived else None)
    return _column_of(name, field, title or (language.choose(field.label) if field else name))


def _column_of(name: str, field: Field | None, title: str) -> Column:
    title = clean(title)  # a label may come from a book's own schema
    most = max(_WIDEST.get(field.kind.name, 16) if field else 16, min(cell_len(title), 16))
    is_day = field is not None and field.kind.name in _DAYS and name not in _RELATIVE
    return Column(name, title, least=3, most=most, right=is_number(field), whole=is_day)


def row_maker(facts: Facts, columns: Sequence[Column], reader: Reader) -> Callable[[str], Row]:
    """Return the function that makes the row of a record by its id."""
    snapshot = facts.snapshot
    sources: dict[tuple[str, str], Source | None] = {}

    def source_of(record: Record, name: str) -> Source | None:
        key = (record.type, name)
        if key not in sources:
            sources[key] = find_column(facts.types[record.type], name, facts)
        return sources[key]

    def cell(record: Record, name: str) -> Cell:
        if name == TITLE:
            return Cell(clean(record.title))
        if name == CLIENT:
            client = snapshot.client_of(record)
            return Cell(clean(client.title if client else record.client or ""), Tone.MUTED)
        if name == TYPE:
            return Cell(clean(reader.language.choose(snapshot.type_of(record).label)), Tone.MUTED)
        source = source_of(record, name)
        return _cell(facts, record, source, reader) if source else Cell("")

    def make(record_id: str) -> Row:
        record = snapshot.with_id(record_id)
        assert record is not None, "rows are of the records of their snapshot"
        return Row(record_id, tuple(cell(record, column.name) for column in columns), mark_of(snapshot, record))

    return make


def _cell(facts: Facts, record: Record, source: Source, reader: Reader) -> Cell:
    place = source.find(record)
    if place is None:
        return Cell("-", Tone.MUTED)
    if place.derived is not None:
        return _derived_cell(facts, place.record, place.derived, reader)
    if "." in place.path and isinstance(several := source.value(record), tuple):
        return Cell(clean(show_linked(facts.snapshot, place.record, place.field, several, reader)))
    cell = show_field(facts.snapshot, place.record, place.path, reader)
    return replace(cell, text=align_day(cell.text)) if place.field.kind.name in _DAYS else cell


def _derived_cell(facts: Facts, record: Record, derived: Derived, reader: Reader) -> Cell:
    name, value = derived.field.name, derived.of(facts, record)
    if value is None:
        return Cell("-", Tone.MUTED)
    if name in _RELATIVE and isinstance(value, date):
        return Cell(show_days_away((value - reader.today).days, reader.language))
    text = show_linked(facts.snapshot, record, derived.field, value, reader)
    text = align_day(text) if isinstance(value, date) else text
    late = name in _LATE and isinstance(value, date) and value < reader.today
    return Cell(clean(f"{text} !" if late else text), Tone.BAD if late else Tone.NORMAL)
