"""What undo and redo say."""

from __future__ import annotations

from ..records.saving.undo import Undone
from ..records.saving.undo_steps import UndoState, UndoStep
from ..schema.formats import show_instant
from .json_form import Json, print_json
from .marking import mark as _
from .receipts import tell_receipt
from .session import Session


def tell_undone(session: Session, undone: Undone, words: str) -> None:
    """List the files that changed, and say which change it was."""
    for path in undone.paths:
        session.print(path)
    tell_receipt(session, undone.receipt, session.book.snapshot())
    session.say(words, subject=undone.subject)


def print_steps(session: Session, state: UndoState, *, json: bool) -> None:
    """Print the last changes that can be taken back, the newest first."""
    if json:
        print_json([_form(each) for each in state.steps])
        return
    for each in state.steps:
        sign = " " if each.stands else "-"
        when = show_instant(each.when, session.language, session.book.config.zone)
        session.print(f"{sign} {each.commit[:8]}  {when}  {each.who}  {each.subject}")
    if any(not each.stands for each in state.steps):
        session.say(_("Those with - are taken back already."))
    if not state.steps:
        session.say(_("There is nothing of yours to undo."))


def _form(step: UndoStep) -> Json:
    return {
        "commit": step.commit,
        "subject": step.subject,
        "who": step.who,
        "when": step.when.isoformat(),
        "files": step.files,
        "stands": step.stands,
    }
