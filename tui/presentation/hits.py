"""What a search found, as rows: the title, what it is, whose, and where the words stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...records.index.words import Hit
from ...records.snapshot import Snapshot
from ...schema.clean import clean
from ...schema.language import Language
from .cells import Cell, Column, Row, Tone
from .lines import Span
from .values import Reader, mark_of

_LEAD = 6
"""Characters shown before the first word found, so that a narrow column still shows the word."""


def hit_columns(language: Language) -> tuple[Column, ...]:
    """Return the columns."""
    words = language.gettext
    return (
        Column("title", words("Title"), least=22, most=48, stretches=True),
        Column("type", words("Type"), least=6, most=14),
        Column("client", words("Client"), least=6, most=18),
        Column("found", words("Found in"), least=14, most=32),
    )


def hit_rows(snapshot: Snapshot, hits: Sequence[Hit], reader: Reader) -> Callable[[str], Row]:
    """Return the function that makes the row of a hit by the id of its record."""
    by_id = {each.id: each for each in hits}

    def make(record_id: str) -> Row:
        record, hit = snapshot.records[record_id], by_id[record_id]
        client = snapshot.client_of(record)
        cells = (
            Cell(clean(record.title)),
            Cell(clean(reader.language.choose(snapshot.type_of(record).label)), Tone.MUTED),
            Cell(clean(client.title) if client and client is not record else "", Tone.MUTED),
            Cell(_where(snapshot, hit, reader.language), Tone.MUTED),
        )
        return Row(record_id, cells, mark_of(snapshot, record))

    return make


def _where(snapshot: Snapshot, hit: Hit, language: Language) -> str:
    """Return the words around a hit, with the field they stand in; nothing when the title shows them already."""
    excerpt = hit.excerpt
    if excerpt.field in {"title", "name"}:
        return ""
    field = snapshot.type_of(snapshot.records[hit.id]).field_at(excerpt.field)
    label = language.gettext("Text") if excerpt.field == "body" else language.choose(field.label) if field else ""
    start = excerpt.marks[0][0] if excerpt.marks else 0
    text = excerpt.text if start <= _LEAD else f"…{excerpt.text[start - _LEAD :]}"
    return clean(f"{label}: {text}" if label else text)


def search_lines(text: str, language: Language) -> list[list[Span]]:
    """Return what an empty result says."""
    words = language.gettext
    if text.strip():
        return [
            [Span(words("Nothing is written like that."), Tone.STRONG)],
            [Span(words("Try fewer letters or another word."), Tone.MUTED)],
        ]
    return [
        [Span(words("Type a name, a word of a note, an amount or an e-mail address."), Tone.STRONG)],
        [Span(words("Every field and text of the book is searched; ↑ ↓ choose, Enter opens."), Tone.MUTED)],
    ]
