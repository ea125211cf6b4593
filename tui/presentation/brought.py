"""What came in, as rows: whose record, which field, before and after; under a heading for each exchange."""

from __future__ import annotations

from ...records.git.history import FileFate
from ...records.history.arrivals import Arrival
from ...records.snapshot import Snapshot
from ...schema.clean import clean
from ...schema.record import CONFLICTS
from ...schema.sentences import Sentence, sentence
from .cells import Cell, Column, Tone
from .lines import Item, Span
from .values import Reader

_LONGEST = 200
"""Characters of a value in a row; a changed text is shown by its beginning."""
_FATES: dict[FileFate, Sentence] = {
    FileFate.CREATED: sentence("new"),
    FileFate.DELETED: sentence("deleted"),
    FileFate.RENAMED: sentence("renamed"),
}


def arrival_columns(reader: Reader) -> tuple[Column, ...]:
    """Return the columns."""
    words = reader.words
    return (
        Column("title", words("Record"), least=10, most=40),
        Column("client", words("Client"), least=8, most=30),
        Column("field", words("Field"), least=8, most=22),
        Column("before", words("Before"), least=6, most=30),
        Column("after", words("After"), least=6, most=60, stretches=True),
    )


def arrival_cells(arrival: Arrival, reader: Reader) -> dict[str, Cell]:
    """Return what the row of a thing that came in shows, by column."""
    record, change = arrival.record, arrival.change
    whose = {"client": Cell(clean(record.place) if record else "")}
    if change is not None:
        return whose | {
            "field": Cell(clean(change.label)),
            "before": Cell(_shortened(change.before) or "–", Tone.MUTED),
            "after": Cell(_shortened(change.after) or "–"),
        }
    fate = _FATES.get(record.fate) if record else sentence("file")
    kind = f"{record.kind} " if record else ""
    return whose | {"field": Cell(clean(f"{kind}({fate.text(reader.language)})" if fate else kind), Tone.MUTED)}


def arrival_sign(arrival: Arrival, snapshot: Snapshot) -> str:
    """Return the sign before a row: of a record that a conflict was left in it is a mark."""
    record = snapshot.records.get(arrival.record.id) if arrival.record else None
    return "!" if record is not None and record.tree.get(CONFLICTS) else " "


def arrival_detail(arrival: Arrival, snapshot: Snapshot, reader: Reader) -> list[Item]:
    """Return what stands below the list: the record, then the whole of both values, or all that a new one has."""
    record = arrival.record
    if record is None:
        return [Item((Span(clean(arrival.path), Tone.MUTED),), label=reader.words("File"))]
    about = "  ".join(filter(None, (record.kind, record.place)))
    spans = [Span(clean(record.title), Tone.STRONG), Span(f"  {clean(about)}", Tone.MUTED)]
    if arrival_sign(arrival, snapshot).strip():
        mark = reader.words("conflict")
        spans.append(Span(f"  ! {mark}", Tone.WARNING))
    items = [Item(tuple(spans))]
    for each in [arrival.change] if arrival.change else record.changes:
        was = (Span(clean(each.before) or "–", Tone.MUTED), Span(" → ")) if arrival.change or each.before else ()
        items.append(Item((*was, Span(clean(each.after) or "–")), label=clean(each.label)))
    return items


def exchange_title(arrival: Arrival, reader: Reader) -> str:
    """Return what an exchange is called: by who did what came in, with how many saves."""
    people = ", ".join(f"{name} ({count})" for name, count in arrival.exchange.people.items())
    return clean(people) or reader.words("Nobody but you")


def nothing_came(reader: Reader) -> list[list[Span]]:
    """Return what an empty list says."""
    return [
        [Span(reader.words("Nothing has come in since the book was opened."))],
        [Span(reader.words("After a sync, what others changed stands here, field by field."), Tone.MUTED)],
    ]


def _shortened(text: str) -> str:
    """Return a value on one line, long texts by their beginning."""
    line = " ".join(text.split())
    return clean(line[:_LONGEST] + ("…" if len(line) > _LONGEST else ""))
