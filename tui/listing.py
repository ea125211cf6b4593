"""Which records a list shows, asked of a snapshot in a thread: the query language over one type, in an order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from ..schema.errors import Misused
from . import messages

if TYPE_CHECKING:
    from ..records.query.facts import Facts
    from ..records.snapshot import Snapshot
    from ..schema.record import Record


@dataclass(frozen=True, slots=True)
class Question:
    """What a list was asked to show."""

    types: tuple[str, ...]
    """The record types; empty means all."""
    text: str = ""
    """The query as typed."""
    order: str = ""
    """As in ``amount-``: the field, ``-`` for descending."""


def in_usual_order(snapshot: Snapshot, type_name: str) -> Iterable[Record]:
    """Return the records of a type as a list shows them unasked: by name; what happens on a day, newest first."""
    records = snapshot.of_type(type_name)
    if "{date}" not in snapshot.schema.types[type_name].layout.name:
        return records
    return sorted(records, key=lambda each: each.name, reverse=True)


def answer(
    snapshot: Snapshot, question: Question, facts: Callable[[], Facts]
) -> messages.RowsReady | messages.QuestionRefused:
    """Return the records a question means, or why it means none; a query is often refused while it is typed.

    A list without filter and order needs no facts, nor the query language imported.
    """
    if not question.text.strip() and not question.order:
        everything = chain.from_iterable(
            map(partial(in_usual_order, snapshot), question.types or snapshot.schema.types)
        )
        return messages.RowsReady(snapshot, tuple(each.id for each in everything), question)
    from ..records.query.select import select_by

    try:
        found = select_by(facts(), question.text, types=question.types or None, order=question.order)
    except Misused as mistake:
        return messages.QuestionRefused(question, mistake)
    return messages.RowsReady(snapshot, tuple(each.id for each in found), question)
