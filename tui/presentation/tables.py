"""Tables of records of one type: which columns they have and what a row of them shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...records.snapshot import Snapshot
from ...schema.clean import clean
from ...schema.language import Language
from ...schema.record import Record
from ...schema.record_type import RecordType
from .cells import Cell, Column, Row, Tone
from .values import Reader, is_number, mark_of, show_field

TITLE = "title"
CLIENT = "client"
TYPE = "type"

_WIDEST = {"money": 16, "date": 12, "user": 12, "text": 32, "choice": 20, "datetime": 18}


def columns_of(record_type: RecordType, language: Language, *, with_client: bool = False) -> tuple[Column, ...]:
    """Return the columns of a list of a type: its title, its client where asked, then what the type lists."""
    title = record_type.by_name.get(TITLE)
    columns = [Column(TITLE, language.choose(title.label) if title else TITLE, least=16, most=48, stretches=True)]
    if with_client and "client" in record_type.layout.homes:
        columns.append(Column(CLIENT, language.gettext("Client"), least=8, most=24))
    columns.extend(_column(record_type, name, language) for name in record_type.listed if name != TITLE)
    return tuple(columns)


def _column(record_type: RecordType, name: str, language: Language) -> Column:
    field = record_type.field_at(name)
    title = language.choose(field.label) if field else name
    most = _WIDEST.get(field.kind.name, 16) if field else 16
    return Column(name, title, least=3, most=most, right=is_number(field))


def row_maker(snapshot: Snapshot, columns: Sequence[Column], reader: Reader) -> Callable[[str], Row]:
    """Return the function that makes the row of a record by its id."""

    def make(record_id: str) -> Row:
        record = snapshot.records[record_id]
        cells = tuple(_cell(snapshot, record, column.name, reader) for column in columns)
        return Row(record_id, cells, mark_of(snapshot, record))

    return make


def _cell(snapshot: Snapshot, record: Record, name: str, reader: Reader) -> Cell:
    if name == TITLE:
        return Cell(clean(record.title))
    if name == CLIENT:
        client = snapshot.client_of(record)
        return Cell(clean(client.title if client else record.client or ""), Tone.MUTED)
    if name == TYPE:
        return Cell(clean(reader.language.choose(snapshot.type_of(record).label)), Tone.MUTED)
    return show_field(snapshot, record, name, reader)
