"""``cartera delegate REF WHO``: give a task to somebody else."""

from __future__ import annotations

import click

from ...records.task_deeds import plan_delegation
from ..choices import Writing, writes
from ..command import Command
from ..completing import complete_reference
from ..days import read_when
from ..marking import mark as _
from ..saving import save
from ..session import Session


@click.command(
    "delegate",
    cls=Command,
    help=_(
        "Give a task to somebody of people/; of another record, a task about it. “cartera today” brings it back to you "
        "on the day you want to look at it."
    ),
    examples=("delegate call-eva marc --expect 'a list of prices' --check friday",),
)
@click.argument("ref", shell_complete=complete_reference)
@click.argument("who")
@click.option("--expect", default="", help=_("The result you expect."))
@click.option("--check", default="", metavar="WHEN", help=_("When you look at it, in words."))
@writes
@click.pass_obj
def command(session: Session, /, *, ref: str, who: str, expect: str, check: str, writing: Writing) -> int:
    """Change whose the task is, and note by whom and what for."""
    book = session.book
    record, to = book.find(ref), book.find(who, ["user"])
    check_on = read_when(session, check) if check else None
    return save(session, plan_delegation(book, record, to, expected=expect, check_on=check_on), writing)
