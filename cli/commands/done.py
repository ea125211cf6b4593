"""``cartera done REF``: finish a task, or whatever else has a finished state."""

from __future__ import annotations

import click

from ...records.assignments import read_assignment
from ...records.names import AmbiguousReference
from ...schema.errors import Refused
from ...schema.record import Record
from ...schema.sentences import sentence
from ..choices import Writing, writes
from ..command import Command
from ..marking import mark as _
from ..moving import move_to, state_named_done
from ..session import Session


class CannotFinish(Refused):
    """The record has no finished state, or stands in it already."""

    def __init__(self, record: Record) -> None:
        super().__init__(
            sentence("“{title}” cannot be finished from where it stands.", title=record.title),
            sentence("“cartera show {name}” shows its state.", name=record.name),
        )


@click.command(
    "done",
    cls=Command,
    help=_("Finish a task, case, project or review."),
    examples=("done llamar-a-elena", "done llamar-a-elena --result 'agreed on Tuesday'"),
)
@click.argument("ref")
@click.option("--result", default="", help=_("What came of it."))
@writes
@click.pass_obj
def command(session: Session, ref: str, result: str, writing: Writing) -> int:
    """Move the record into the state that means finished."""
    book = session.book
    record = _meant(session, ref)
    state = state_named_done(session, record)
    if state is None:
        raise CannotFinish(record)
    record_type = book.snapshot().type_of(record)
    field = next((each for each in ("result", "resolution", "outcome") if each in record_type.by_name), None)
    given = [read_assignment(f"{field}={result}", record_type)] if result and field else []
    note = result if result and not field else ""
    return move_to(session, record, state, given, writing=writing, note=note)


def _meant(session: Session, ref: str) -> Record:
    """Return the record meant; where several fit, what can be finished is preferred.

    A client that fits is never passed over for a task in its folder.
    """
    book = session.book
    try:
        return book.find(ref)
    except AmbiguousReference as several:
        finishable = [each for each in several.candidates if state_named_done(session, each)]
        if len(finishable) == 1:
            return finishable[0]
        raise
