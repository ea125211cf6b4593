"""``cartera task TEXT``: note something to do."""

from __future__ import annotations

import click

from ...records.assignments import fields_of, read_assignment
from ...records.log_entry import plan_task
from ...schema.record import Record
from ...schema.tree import Tree
from ..choices import Writing, writes
from ..command import Command
from ..completing import complete_client
from ..marking import mark as _
from ..references import desk_of, linker_of
from ..saving import save
from ..session import Session


@click.command(
    "task",
    cls=Command,
    help=_("Note something to do. “cartera today” and “cartera list task” list it, “cartera done” finishes it."),
    examples=("task 'Call Eva' --client acme --due friday", "task 'Preparar la demo' --due 'mañana a las 10'"),
)
@click.argument("text")
@click.option("--client", shell_complete=complete_client, help=_("The client it is for."))
@click.option("--due", help=_("By when, in words."))
@click.option("--assignee", help=_("Who does it; you without it."))
@click.option("--about", help=_("The record it is about."))
@writes
@click.pass_obj
def command(
    session: Session,
    /,
    *,
    text: str,
    client: str | None,
    due: str | None,
    assignee: str | None,
    about: str | None,
    writing: Writing,
) -> int:
    """Make the task."""
    book = session.book
    whom = book.find(client, ["client"]) if client else None
    record = book.find(about) if about else None
    fields = task_fields(session, client=whom, due=due, about=record, assignee=assignee)
    return save(session, plan_task(book, text, whom.name if whom else None, fields), writing)


def task_fields(
    session: Session,
    *,
    client: Record | None,
    due: str | None,
    about: Record | None = None,
    assignee: str | None = None,
) -> dict[str, Tree]:
    """Return the fields of a task from the words for them."""
    record_type = session.book.schema.types["task"]
    link = linker_of(session, client=client.name if client else None)
    given = {"due": due, "assignee": assignee}
    typed = [read_assignment(f"{name}={words}", record_type) for name, words in given.items() if words]
    fields, _body = fields_of(typed, desk_of(session), link)
    if about is not None:
        fields["about"] = link(record_type.by_name["about"], about.id)
    return fields
