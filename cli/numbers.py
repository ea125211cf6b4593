"""What is asked of the numbers on the command line: from words to a question and to the book it is asked of."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from ..records.kpis.engine import EARLIEST, LATEST, Numbers, OutOfReach, Question
from ..records.kpis.spans import quarter_of, read_span
from ..schema.dataclass import dataclass, replace
from ..schema.dates_in_words import Moment, read_day
from ..schema.errors import Misused
from ..schema.kinds import BadValueError
from .session import Session

if TYPE_CHECKING:
    from ..records.snapshot import Snapshot


class DayNotUnderstood(Misused):
    """``--as-of`` names no day."""

    def __init__(self, mistake: BadValueError) -> None:
        super().__init__(mistake.reason, mistake.hint)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the numbers that answer it."""

    numbers: Numbers
    """Of the book now, or as a commit had it."""
    question: Question
    """What is asked."""
    at: str
    """The commit the records are of; empty for now."""


def ask(
    session: Session, *, period: str = "", as_of: str = "", at: str = "", scope: str = "", by: str = "", **options: bool
) -> Asked:
    """Return the question that the words of a command ask; the fiscal quarter of the day where no period is named.

    Raises:
        DayNotUnderstood, PeriodNotUnderstood, UnknownMoment: the words mean nothing.

    """
    book = session.book
    moment = Moment(session.now, session.language)
    snapshot, commit, day = book.snapshot(), "", session.now.date()
    if at:
        snapshot, commit, day = snapshot_at_words(session, at, moment)
    if as_of:
        day = read_as_of(as_of, moment)
    seen = Moment(datetime.combine(day, session.now.timetz()), session.language)
    starts = book.config.fiscal_year_start
    span = read_span(period, seen, starts) if period else quarter_of(day, starts)
    question = Question(span, day, scope, by, book.me or "", **options)
    return Asked(Numbers(snapshot, session.language), question, commit)


def ask_of_other(session: Session, asked: Asked, words: str) -> Asked:
    """Return the same question of another moment: a day of the same records, or the records as a commit had them.

    Raises ``UnknownMoment`` where the words mean neither.
    """
    moment = Moment(session.now, session.language)
    try:
        day = read_day(words, moment)
    except BadValueError:
        snapshot, commit, day = snapshot_at_words(session, words, moment)
        return Asked(Numbers(snapshot, session.language), replace(asked.question, as_of=day), commit)
    return Asked(asked.numbers, replace(asked.question, as_of=day), asked.at)


def read_as_of(words: str, moment: Moment) -> date:
    """Return the day that words mean. Raises ``DayNotUnderstood``, or ``OutOfReach`` for one of another age."""
    try:
        day = read_day(words, moment)
    except BadValueError as mistake:
        raise DayNotUnderstood(mistake) from None
    if not EARLIEST <= day < LATEST:
        raise OutOfReach
    return day


def snapshot_at_words(session: Session, words: str, moment: Moment) -> tuple[Snapshot, str, date]:
    """Return the records as a commit has them, the commit, and the day it was made.

    Raises:
        UnknownMoment: the words mean no commit.
        BeforeTheBook: there was none yet.

    """
    from ..records.git.repository import open_repository
    from ..records.history.moments import BeforeTheBook, find_commit
    from ..records.past import snapshot_at

    book = session.book
    git = open_repository(book.root).git
    commit = find_commit(git, words, moment, ends=True)
    if commit is None:
        raise BeforeTheBook(words)
    made = datetime.fromisoformat(git.run("log", "-1", "--format=%cI", commit, "--").decode().strip())
    snapshot = snapshot_at(git, book.schema, book.config, commit)
    return snapshot, commit, made.astimezone(book.config.zone).date()
