"""Which records a list shows, asked of a snapshot in a thread: the query language over some types, ordered and grouped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from ..schema.dataclass import dataclass
from ..schema.errors import Misused
from . import messages
from .presentation.cells import OWN

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
    group: str = ""
    """The field it is grouped by; empty where it is not."""
    money: str = ""
    """The column whose sums stand over the groups."""
    within: str = ""
    """The folder of a client, to which the list is confined; empty where it is not."""
    among: tuple[str, ...] | None = None
    """The records to which the list is confined, in the order in which they stand unasked; None where it is not."""

    @property
    def is_plain(self) -> bool:
        """Whether nothing is asked of the records: no filter, no order but the screen's own, no groups."""
        return not (self.text.strip() or self.group or (self.order and not self.order.startswith(OWN)))


def in_usual_order(snapshot: Snapshot, type_name: str) -> Iterable[Record]:
    """Return the records of a type as a list shows them unasked: by name; what happens on a day, newest first."""
    records = snapshot.of_type(type_name)
    if "{date}" not in snapshot.schema.types[type_name].layout.name:
        return records
    return sorted(records, key=lambda each: each.name, reverse=True)


def of_client(snapshot: Snapshot, slug: str, types: Sequence[str]) -> list[Record]:
    """Return what a client's page shows: of one type what is open before what is over, each newest first.

    Of no type in particular it is the timeline: everything that happened, newest first.
    """
    from ..records.views.timeline import timeline

    if not types:
        return [event.record for event in timeline(snapshot, snapshot.of_client(slug))]
    held = [each for each in snapshot.of_client(slug) if each.type in types]
    newest = [event.record for event in timeline(snapshot, held)]
    dated = {each.id for each in newest}
    ordered = [*newest, *(each for each in held if each.id not in dated)]
    return sorted(ordered, key=lambda each: _is_over(snapshot, each))


def _is_over(snapshot: Snapshot, record: Record) -> bool:
    state = snapshot.type_of(record).state_of(record)
    return state is not None and state.kind != "open"


def answer_plain(snapshot: Snapshot, question: Question) -> messages.RowsReady:
    """Return the records of a question that asks nothing of them."""
    return messages.RowsReady(snapshot, tuple(each.id for each in _everything(snapshot, question)), question)


def answer(
    snapshot: Snapshot, question: Question, facts: Callable[[], Facts]
) -> messages.RowsReady | messages.QuestionRefused:
    """Return the records a question means, or why it means none; a query is often refused while it is typed.

    A list without filter, order and groups needs no facts, nor the query language imported. In an order of the screen's
    own the records come as they stand unasked.
    """
    order = "" if question.order.startswith(OWN) else question.order
    if question.is_plain:
        return answer_plain(snapshot, question)
    from ..records.query.groups import group_records
    from ..records.query.select import select_by

    try:
        known = facts()
        is_confined = bool(question.within) or question.among is not None
        among = _everything(snapshot, question) if is_confined or not order else None
        found = select_by(known, question.text, types=question.types or None, order=order, among=among)
        groups = (
            group_records(found, question.group, known, money=question.money, order=order) if question.group else ()
        )
    except Misused as mistake:
        return messages.QuestionRefused(question, mistake)
    return messages.RowsReady(snapshot, tuple(each.id for each in found), question, groups)


def _everything(snapshot: Snapshot, question: Question) -> Iterable[Record]:
    """Return the records a question is asked of, in the order they stand in unasked."""
    if question.among is not None:
        return filter(None, map(snapshot.with_id, question.among))
    if question.within:
        return of_client(snapshot, question.within, question.types)
    return chain.from_iterable(map(partial(in_usual_order, snapshot), question.types or snapshot.schema.types))
