"""``cartera edit REF``: edit a record's text in ``$EDITOR``."""

from __future__ import annotations

import click

from ...records.rewriting import plan_rewrite
from ..choices import Writing, writes
from ..command import Command
from ..editing import drop_copy, edit_text
from ..marking import mark as _
from ..saving import save
from ..session import Session


@click.command(
    "edit",
    cls=Command,
    help=_(
        "Edit a record's text in your editor (VISUAL or EDITOR).\n\n"
        "You edit a private copy. What you changed is saved as one commit; what somebody else changed meanwhile in "
        "other fields stays."
    ),
    examples=("edit linea-2",),
)
@click.argument("ref")
@writes
@click.pass_obj
def command(session: Session, ref: str, writing: Writing) -> int:
    """Open the editor and save what came back."""
    book = session.book
    record = book.find(ref)
    content, copy = edit_text(session, record)
    code = save(session, plan_rewrite(book.snapshot(), book.root, record, content), writing)
    drop_copy(copy)
    return code
