"""``cartera undo``: take back the last change, or one of the last."""

from __future__ import annotations

import click

from ...records.saving.undo import NothingToUndo
from ...records.saving.undo_steps import LOOKED_AT, read_undo_state
from ...records.undoing import take_back
from ..choices import as_json
from ..command import Command
from ..marking import mark as _
from ..session import Session
from ..undoing import print_steps, tell_undone


@click.command(
    "undo",
    cls=Command,
    help=_(
        "Take back your last change, also where others have it already; again for the one before. Later changes of other "
        "fields stay, and “cartera redo” makes it again.\n\n"
        "COMMIT takes back that one alone; --list shows the last ten with their commits."
    ),
    examples=("undo", "undo --list", "undo 3f2a91c0"),
)
@click.argument("commit", required=False)
@click.option("--list", "listed", is_flag=True, help=_("Show your last changes and take nothing back."))
@as_json
@click.pass_obj
def command(session: Session, commit: str | None, listed: bool, json: bool) -> None:
    """Undo and say what was undone."""
    book = session.book
    if listed:
        print_steps(session, read_undo_state(book.root), json=json)
        return
    tell_undone(session, take_back(book, _whole(session, commit) if commit else ""), _("Taken back: {subject}"))


def _whole(session: Session, beginning: str) -> str:
    """Return the id of the one change whose id begins so.

    Raises:
        NothingToUndo: none of the person's changes does, or several do.

    """
    steps = read_undo_state(session.book.root, LOOKED_AT).steps
    found = [each.commit for each in steps if each.commit.startswith(beginning.lower())]
    if len(found) != 1:
        raise NothingToUndo
    return found[0]
