"""What undo and redo say."""

from __future__ import annotations

from ..records.saving.undo import Undone
from .session import Session


def tell_undone(session: Session, undone: Undone, words: str) -> None:
    """Say which change it was, and list the records it touched."""
    session.say(words, subject=undone.subject)
