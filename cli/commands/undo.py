"""``cartera undo``: take back the last change."""

from __future__ import annotations

import click

from ..command import Command
from ..marking import mark as _
from ..session import Session
from ..undoing import tell_undone


@click.command(
    "undo",
    cls=Command,
    help=_(
        "Take back your last change, as a new commit; again for the one before. Later changes of other fields stay, "
        "and “cartera redo” makes it again."
    ),
    examples=("undo",),
)
@click.pass_obj
def command(session: Session) -> None:
    """Undo and say what was undone."""
    tell_undone(session, session.book.undo(), _("Taken back: {subject}"))
