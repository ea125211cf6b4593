"""``cartera rename REF NAME``: give a record another file name; links follow."""

from __future__ import annotations

import click

from ..choices import Writing, writes
from ..command import Command
from ..marking import mark as _
from ..saving import save
from ..session import Session


@click.command(
    "rename",
    cls=Command,
    help=_(
        "Give a record another name. Every link to it is rewritten with it, and the old name stays as an "
        "alias. The title does not change; “cartera set REF title=…” changes that."
    ),
    examples=("rename acme-corp acme", "rename acme-corp acme --dry-run"),
)
@click.argument("ref")
@click.argument("name")
@writes
@click.pass_obj
def command(session: Session, ref: str, name: str, writing: Writing) -> int:
    """Rename after showing the files it touches."""
    book = session.book
    return save(session, book.rename(book.find(ref), name), writing, question=_("Rename it?"))
