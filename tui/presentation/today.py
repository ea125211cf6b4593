"""What is due as a table: when, why, what, and for whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ...records.snapshot import Snapshot
from ...records.views.today.due import REASON_WORDS, Due, Reason
from ...schema.clean import clean
from ...schema.formats import show_day, show_days_away
from .cells import Cell, Column, Row, Tone
from .values import Reader, align_day, mark_of


def today_columns(reader: Reader) -> tuple[Column, ...]:
    """Return the columns of the list."""
    return (
        Column("day", reader.words("Due"), least=8, most=14),
        Column("reason", reader.words("Why"), least=6, most=16),
        Column("what", reader.words("What"), least=16, most=60, stretches=True),
        Column("client", reader.words("Client"), least=8, most=26),
        Column("date", reader.words("Date"), least=10, most=12),
    )


def reason_words(reason: Reason, reader: Reader) -> str:
    """Return why something is on the list."""
    return REASON_WORDS[reason].text(reader.language)


def today_rows(snapshot: Snapshot, due: Mapping[str, Due], reader: Reader) -> Callable[[str], Row]:
    """Return the function that makes the row of a due record by its id."""

    def make(record_id: str) -> Row:
        entry = due[record_id]
        record = snapshot.records[record_id]
        late = entry.days_late(reader.today)
        client = snapshot.client_of(record)
        when = show_days_away(-late, reader.language)
        cells = (
            Cell(f"{when} !" if late > 0 else when, Tone.BAD if late > 0 else Tone.NORMAL),
            Cell(reason_words(entry.reason, reader), Tone.MUTED),
            Cell(clean(record.text("next_step") or record.title)),
            Cell(clean(client.title if client else ""), Tone.MUTED),
            Cell(align_day(show_day(entry.day, reader.language)), Tone.MUTED),
        )
        return Row(record_id, cells, mark_of(snapshot, record))

    return make
