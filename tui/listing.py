"""Which records a list shows, asked of a snapshot in a thread: the query language over one type, in an order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..records.query.select import facts_at, select_by
from ..records.snapshot import Snapshot
from ..schema.errors import Misused
from ..schema.language import Language
from . import messages


@dataclass(frozen=True, slots=True)
class Question:
    """What a list was asked to show."""

    types: tuple[str, ...]
    """The record types; empty means all."""
    text: str = ""
    """The query as typed."""
    order: str = ""
    """As in ``amount-``: the field, ``-`` for descending."""


def answer(
    snapshot: Snapshot, question: Question, language: Language, now: datetime, me: str
) -> messages.RowsReady | messages.QuestionRefused:
    """Return the records a question means, or why it means none; a query is often refused while it is typed."""
    try:
        facts = facts_at(snapshot, now, me, language)
        found = select_by(facts, question.text, types=question.types or None, order=question.order)
    except Misused as mistake:
        return messages.QuestionRefused(question, mistake)
    return messages.RowsReady(snapshot, tuple(each.id for each in found), question)
