"""What an empty place says: what it is for and which key fills it."""

from __future__ import annotations

from ...schema.clean import clean
from ...schema.record_type import RecordType
from .cells import Tone
from .lines import Span
from .values import Reader


def empty_list(record_type: RecordType, reader: Reader, *, filtered: bool) -> list[list[Span]]:
    """Return the lines of an empty list of a type."""
    words = reader.words
    if filtered:
        return filtered_away(reader)
    name = clean(reader.language.choose(record_type.plural)).lower()
    about = clean(reader.language.choose(record_type.about))
    return [
        [Span(words("There are no {records} yet.", records=name), Tone.STRONG)],
        [Span(about, Tone.MUTED)],
        [Span(words("Press n to write one, l to log what happened with a client."), Tone.MUTED)],
        [
            Span(
                words(
                    "In the shell: cartera new {type}; cartera import brings in many at once.", type=record_type.name
                ),
                Tone.MUTED,
            )
        ],
    ]


def filtered_away(reader: Reader) -> list[list[Span]]:
    """Return the lines of a list of which the filter leaves nothing."""
    words = reader.words
    return [
        [Span(words("Nothing fits the filter."), Tone.STRONG)],
        [Span(words("Change it, or press Esc to see everything again."), Tone.MUTED)],
    ]


def empty_today(reader: Reader) -> list[list[Span]]:
    """Return the lines of a day with nothing due."""
    words = reader.words
    return [
        [Span(words("Nothing is due this week."), Tone.STRONG)],
        [
            Span(
                words("Tasks, next steps, meetings, renewals and promised updates show up here by their day."),
                Tone.MUTED,
            )
        ],
        [Span(words("Press t for a task, g e for the pipeline, g c for the clients."), Tone.MUTED)],
    ]
