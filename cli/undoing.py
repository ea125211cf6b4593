"""What undo and redo say."""

from __future__ import annotations

from ..records.saving.undo import Undone
from .session import Session


def tell_undone(session: Session, undone: Undone, words: str) -> None:
    """List the files that changed, and say which change it was."""
    for path in undone.paths:
        session.print(path)
    for waiting in (undone.receipt.pending, undone.receipt.hint):
        if waiting is not None:
            session.say(waiting)
    session.say(words, subject=undone.subject)
