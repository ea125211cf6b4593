"""Days as people say them, on the command line."""

from __future__ import annotations

from datetime import date, datetime

from ..schema.dates_in_words import Moment, read_date
from ..schema.errors import Misused
from ..schema.kinds import BadValueError
from .session import Session


class BadDay(Misused):
    """The words name no day."""

    def __init__(self, mistake: BadValueError) -> None:
        super().__init__(mistake.reason, mistake.hint)


def read_when(session: Session, words: str) -> date | datetime:
    """Return the day, or the moment where an hour is named.

    Raises:
        BadDay: the words name none.

    """
    try:
        return read_date(words, Moment(session.now, session.language))
    except BadValueError as mistake:
        raise BadDay(mistake) from mistake


def read_day_of(session: Session, words: str) -> date:
    """Return the day; an hour is left out. Raises as ``read_when``."""
    found = read_when(session, words)
    return found.date() if isinstance(found, datetime) else found
