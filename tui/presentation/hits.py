"""What a search found, as rows: the title, what it is, whose, and where the words stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...records.index.words import Hit
from ...records.snapshot import Snapshot
from ...schema.clean import clean
from ...schema.language import Language
from .cells import OWN, Cell, Column, Row, Tone
from .lines import Span
from .values import Reader, mark_of

TYPE, CLIENT, FOUND = (f"{OWN}{name}" for name in ("type", "client", "found"))
"""The columns of a search that are no fields of what it found."""

_LEAD = 6
"""Characters shown before the first word found, so that a narrow column still shows the word."""


def hit_columns(language: Language, others: Sequence[Column] = ()) -> tuple[Column, ...]:
    """Return the columns: the title always, then ``others`` in place of type, client and where it was found."""
    words = language.gettext
    usual = (
        Column(TYPE, words("Type"), least=6, most=14),
        Column(CLIENT, words("Client"), least=6, most=18),
        Column(FOUND, words("Found in"), least=14, most=32),
    )
    return (Column("title", words("Title"), least=22, most=48, stretches=True), *(others or usual))


def hit_rows(
    snapshot: Snapshot,
    hits: Sequence[Hit],
    reader: Reader,
    columns: Sequence[Column] = (),
    other: Callable[[str], Row] | None = None,
) -> Callable[[str], Row]:
    """Return the function that makes the row of a hit by the id of its record; ``other`` makes the cells of others.

    Of the ``columns`` those that are no fields come from the search; without any, all of them.
    """
    by_id = {each.id: each for each in hits}
    own = [column.name for column in columns if column.name.startswith(OWN)] or [TYPE, CLIENT, FOUND]

    def make(record_id: str) -> Row:
        record = snapshot.records[record_id]
        if other is not None:
            cells = other(record_id).cells
        else:
            client = snapshot.client_of(record)
            told = {
                TYPE: clean(reader.language.choose(snapshot.type_of(record).label)),
                CLIENT: clean(client.title) if client and client is not record else "",
                FOUND: _where(snapshot, by_id[record_id], reader.language),
            }
            cells = tuple(Cell(told[name], Tone.MUTED) for name in own)
        return Row(record_id, (Cell(clean(record.title)), *cells), mark_of(snapshot, record))

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
