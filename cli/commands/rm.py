"""``cartera rm REF``: delete a record."""

from __future__ import annotations

import click

from ...schema.sentences import plural
from ..choices import Writing, writes
from ..command import Command
from ..marking import mark as _
from ..saving import save
from ..session import Session


@click.command(
    "rm",
    cls=Command,
    help=_("Delete a record. It asks first; history keeps it, and “cartera undo” brings it back."),
    examples=("rm llamar-a-elena", "rm llamar-a-elena --yes"),
)
@click.argument("ref")
@writes
@click.pass_obj
def command(session: Session, ref: str, writing: Writing) -> int:
    """Delete after a question that names what goes and who links to it."""
    book = session.book
    record = book.find(ref)
    linking = book.snapshot().backlinks(record.id)
    if linking:
        session.say(
            plural(
                "{n} record links to it: {names}",
                "{n} records link to it: {names}",
                len(linking),
                names=", ".join(each.name for each in linking[:5]) + (" …" if len(linking) > 5 else ""),
            )
        )
    return save(session, book.remove(record), writing, question=_("Delete it?"))
