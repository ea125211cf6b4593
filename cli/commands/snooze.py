"""``cartera snooze REF WHEN``: put off what is due."""

from __future__ import annotations

import click

from ...records.task_deeds import plan_put_off
from ...records.views.today.day_field import day_field
from ...schema.errors import Refused
from ...schema.record import Record
from ...schema.sentences import sentence
from ..choices import Writing, writes
from ..command import Command
from ..completing import complete_reference
from ..days import read_when
from ..marking import mark as _
from ..saving import save
from ..session import Session


class NothingDue(Refused):
    """The record has no day that could be put off."""

    def __init__(self, record: Record) -> None:
        super().__init__(
            sentence("Nothing about “{title}” is due on a day.", title=record.title),
            sentence("“cartera task” makes a task of it."),
        )


@click.command(
    "snooze",
    cls=Command,
    help=_("Put off until another day what is due about a record: a task, a next step, an update, a meeting."),
    examples=("snooze call-eva monday", "snooze linea-2 'in two weeks'"),
)
@click.argument("ref", shell_complete=complete_reference)
@click.argument("when")
@writes
@click.pass_obj
def command(session: Session, ref: str, when: str, writing: Writing) -> int:
    """Write the day into the field that says when it is due."""
    book = session.book
    record = book.find(ref)
    field = day_field(book.snapshot(), record)
    if not field:
        raise NothingDue(record)
    return save(session, plan_put_off(book, record, tuple(field.split(".")), read_when(session, when)), writing)
