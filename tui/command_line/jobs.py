"""Orders that write, or look for a record, as jobs of the book: done beside the screen, their mistakes told under the line."""

from __future__ import annotations

from collections.abc import Callable

from textual.message import Message

from ...records.assignments import edits_of, fields_of
from ...records.book import Book
from ...records.guards import missing_for
from ...records.log_draft import plan_log
from ...records.plan import Plan
from ...records.spoken import fields_given, linker_of
from ...schema.problems import Severity
from ...schema.reader import Desk
from ...schema.sentences import sentence
from ...schema.tree import Tree
from .. import messages
from .answers import MoveLacks, NewLacks, RecordMeant
from .orders import MakeLog, MakeRecord, MoveTo, OpenRecord, Order, Rename, SetFields

_ABOUT = frozenset({"opportunity", "case", "project", "contract", "proposal"})
"""Types a task made beside a record of them is about."""

Job = Callable[[Book], Message | None]
"""Work on the book; its message goes to the line."""


def job_of(order: Order, desk: Desk) -> Job | None:
    """Return the job of an order; None where it is done on the screen."""
    match order:
        case OpenRecord(text):
            return lambda book: RecordMeant(book.find(text).id)
        case SetFields():
            return lambda book: _saved(book, _plan_fields(book, order, desk))
        case MoveTo():
            return lambda book: _move(book, order, desk)
        case MakeLog(draft):
            return lambda book: _saved(book, plan_log(book, draft))
        case MakeRecord():
            return lambda book: _make(book, order, desk)
        case Rename(record, name):
            return lambda book: _saved(book, book.rename(record, name))
        case _:
            return None


def _saved(book: Book, plan: Plan) -> messages.Saved:
    if not plan.changes:
        return messages.Saved(sentence("Nothing was changed."), ())
    saved = book.apply(plan)
    return messages.Saved(plan.subject, saved.ids, saved.receipt)


def _plan_fields(book: Book, order: SetFields, desk: Desk) -> Plan:
    link = linker_of(book.snapshot(), lambda: book.me or "", order.record)
    edits = [edit for each in order.assignments for edit in edits_of(each, order.record.tree, desk, link)]
    return book.edit(order.record, edits)


def _move(book: Book, order: MoveTo, desk: Desk) -> Message:
    """Move; where the state asks for more than was given, say what, so that a form can ask."""
    snapshot, record = book.snapshot(), order.record
    given = fields_given(record, order.assignments, desk, linker_of(snapshot, lambda: book.me or "", record))
    flow = snapshot.type_of(record).flow_of(record)
    if flow is not None and order.state in flow.states:
        state = flow.states[order.state]
        missing = missing_for(snapshot, record, state, given, order.note, now=book.now())
        if missing:
            return MoveLacks(record, state, tuple(missing), given)
    return _saved(book, book.move(record, order.state, given=given, note=order.note))


def _make(book: Book, order: MakeRecord, desk: Desk) -> Message:
    """Write the record; where something is missing, say what is there, so that a form can ask for the rest."""
    snapshot = book.snapshot()
    homes = snapshot.schema.types[order.type].layout.homes
    client: str | None = None
    if "client" in homes:
        near = snapshot.client_of(order.near) if order.near else None
        client = book.find(order.client, ["client"]).name if order.client else near.name if near else None
    link = linker_of(snapshot, lambda: book.me or "", None, client)
    fields, body = fields_of(order.assignments, desk, link)
    if order.type == "task" and order.near is not None and order.near.type in _ABOUT and "about" not in fields:
        fields["about"] = order.near.name
    if order.type == "task" and client is None:
        return _saved(book, book.new("task", fields, person=_doer(fields, book), body=body))
    if client is None and homes[0] == "client":
        return NewLacks(order.type, "", fields)
    plan = book.new(order.type, fields, client=client, body=body)
    if any(each.severity is Severity.ERROR for each in plan.problems):
        return NewLacks(order.type, client or "", fields)
    return _saved(book, plan)


def _doer(fields: dict[str, Tree], book: Book) -> str | None:
    """Return in whose folder a task without a client lies: whoever does it."""
    assignee = fields.get("assignee")
    return assignee if isinstance(assignee, str) else book.me
