"""``cartera redo``: make again what was taken back."""

from __future__ import annotations

import click

from ...records.undoing import make_again
from ..command import Command
from ..marking import mark as _
from ..session import Session
from ..undoing import tell_undone


@click.command("redo", cls=Command, help=_("Make again what “cartera undo” took back last."), examples=("redo",))
@click.pass_obj
def command(session: Session) -> None:
    """Redo and say what was made again."""
    tell_undone(session, make_again(session.book), _("Made again: {subject}"))
