"""``cartera move REF STATE``: move a record into another state of its flow."""

from __future__ import annotations

import click

from ...records.assignments import read_assignment
from ..choices import Writing, writes
from ..command import Command
from ..marking import mark as _
from ..moving import move_to
from ..session import Session


@click.command(
    "move",
    cls=Command,
    help=_(
        "Move a record into another state: an opportunity to a stage, a proposal to sent, a case to closed.\n\n"
        "What the state asks for may be given as f=v; on a terminal, what is missing is asked for. A step back needs "
        "a note."
    ),
    examples=(
        "move linea-2 negotiation",
        "move linea-2 lost reason=price lesson='Quote earlier'",
        "move linea-2 discovery --note 'new director'",
    ),
)
@click.argument("ref")
@click.argument("state", metavar="STATE")
@click.argument("assignments", nargs=-1, metavar="[F=V…]")
@click.option("--note", default="", help=_("Why it moves; kept in its history."))
@writes
@click.pass_obj
def command(
    session: Session, /, *, ref: str, state: str, assignments: tuple[str, ...], note: str, writing: Writing
) -> int:
    """Judge the guards and move."""
    book = session.book
    record = book.find(ref)
    record_type = book.snapshot().type_of(record)
    read = [read_assignment(word, record_type) for word in assignments]
    return move_to(session, record, state, read, writing=writing, note=note)
