"""``cartera doctor --mend``: what is put right in the session's book, each with a sentence on stderr."""

from __future__ import annotations

from ..schema.problems import Severity
from .session import Session


def mend_book(session: Session) -> None:
    """Mend the book and say what was done; the book is read anew afterwards."""
    from ..records.read_only import BookReadOnly
    from ..records.saving.keeper import Keeper
    from ..records.sync.mending import mend

    if session.read_only:
        raise BookReadOnly
    book = session.book
    broken = {each.path for each in book.snapshot().problems if each.severity is Severity.ERROR}
    with Keeper(book.root, session.world.clock) as keeper:
        for said in mend(keeper, book.language, sorted(broken)):
            session.say(said)
    book.refresh()
