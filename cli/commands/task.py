"""``cartera task TEXT``: note something to do."""

from __future__ import annotations

import click

from ..choices import Writing, writes
from ..command import Command
from ..completing import complete_client
from ..marking import mark as _
from ..saving import save
from ..session import Session
from .log import plan_task


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
    plan = plan_task(session, text, client=whom, due=due, about=record, assignee=assignee)
    return save(session, plan, writing)
