"""Which records a list shows, asked of a snapshot in a thread: the query language over one type, in an order."""

from __future__ import annotations

from dataclasses import dataclass

from ..records.query.facts import Facts
from ..records.query.select import select_by
from ..schema.errors import Misused
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


def answer(facts: Facts, question: Question) -> messages.RowsReady | messages.QuestionRefused:
    """Return the records a question means, or why it means none; a query is often refused while it is typed."""
    try:
        found = select_by(facts, question.text, types=question.types or None, order=question.order)
    except Misused as mistake:
        return messages.QuestionRefused(question, mistake)
    return messages.RowsReady(facts.snapshot, tuple(each.id for each in found), question)
