"""What a log line was understood to mean, shown while it is typed."""

from __future__ import annotations

from datetime import date, datetime

from ...records.log_draft import LogDraft
from ...schema.clean import clean
from ...schema.formats import show_plain, show_weekday
from ...schema.language import Language
from ...schema.record import Record
from ...schema.record_type import RecordType
from .cells import Tone
from .lines import Span

STAYS_OPEN = "..."
"""What a line ends with where the task it answers is not done by it."""

_LABEL = 14
"""Cells of the column of labels."""


def log_lines(draft: LogDraft, interaction: RecordType, language: Language) -> tuple[tuple[Span, ...], ...]:
    """Return the preview: what will be written, then what is missing."""
    words = language.gettext
    kind = interaction.by_name["kind"].choice(draft.line.kind)
    shown_kind = language.choose(kind.label) if kind else draft.line.kind
    lines = [
        _line(words("What"), _joined(shown_kind, _minutes(draft), _day(draft.at, language))),
        _line(words("With"), _people(draft)),
    ]
    if draft.about is not None:
        lines.append(_line(words("About"), draft.about.title))
    lines.append(_line(words("Text"), draft.line.text))
    if draft.line.next_step:
        due = _day(draft.due, language) if draft.due else words("no day: add @friday")
        lines.append(_line(words("Next step"), f"{draft.line.next_step}  → {due}"))
    lines.extend((Span(f"! {clean(each.text(language))}", Tone.WARNING),) for each in draft.complaints)
    return tuple(lines)


def answer_line(answered: Record, language: Language, *, stays_open: bool) -> tuple[Span, ...]:
    """Return what becomes of the task or meeting a line answers, and how to have it otherwise."""
    words = language.gettext
    if stays_open:
        return _line(words("Stays open"), answered.title)
    _label, said = _line(words("Done with it"), answered.title)
    otherwise = words("(end with ... to leave it open)")
    return _label, said, Span(f"  {otherwise}", Tone.MUTED)


def _line(label: str, text: str) -> tuple[Span, ...]:
    return Span(f"{label:<{_LABEL}}", Tone.MUTED), Span(clean(text) or "–")


def _joined(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def _minutes(draft: LogDraft) -> str:
    return f"{draft.line.minutes} min" if draft.line.minutes is not None else ""


def _people(draft: LogDraft) -> str:
    """Return who took part, and with which client."""
    names = _joined(*(each.title for each in (*draft.contacts, *draft.users)))
    client = draft.client.title if draft.client else ""
    return f"{names} ({client})" if names and client else names or client


def _day(day: date | datetime, language: Language) -> str:
    return f"{show_weekday(day, language)} {show_plain(day, language)}"
