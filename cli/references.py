"""What a person types to mean a record: as a command's argument, and as the value of a link field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..schema.dates_in_words import Moment
from ..schema.reader import Desk
from ..schema.record import Record
from .session import Session

# What reads a person's words about a record is not loaded to list some.
if TYPE_CHECKING:
    from ..records.assignments import Linker


def desk_of(session: Session) -> Desk:
    """Return where values are typed: the reader's moment and language, the book's money and country."""
    book = session.book
    moment = Moment(session.now, session.language)
    return Desk(moment, book.config.currency, book.config.country, find_me=lambda: book.me or "")


def linker_of(session: Session, origin: Record | None = None, client: str | None = None) -> Linker:
    """Return what turns the words for a record into the link to write, seen from ``origin`` or a client's folder."""
    from ..records import spoken

    book = session.book
    return spoken.linker_of(book.snapshot(), lambda: book.me or "", origin, client)
