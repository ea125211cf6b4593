"""Which commit a person means: a revision as git writes it, or a day in words."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo

from ...schema.dates_in_words import Moment, read_date
from ...schema.errors import Misused
from ...schema.kinds import BadValueError
from ...schema.periods_in_words import read_period
from ...schema.sentences import sentence
from ..git.log import resolve_revision
from ..git.mistakes import UnknownRevision
from ..git.run import Git
from .clocks import believed_times

BETWEEN = ".."
"""Stands between two moments."""


class UnknownMoment(Misused):
    """Neither a revision nor a day is called so."""

    def __init__(self, words: str) -> None:
        super().__init__(
            sentence("“{words}” is neither a commit, a branch nor a day.", words=words),
            sentence("Write it like HEAD~3, origin/main, 2026-07-14, monday or last month."),
        )


def find_span(git: Git, words: str, moment: Moment) -> tuple[str | None, str]:
    """Return the commits at both ends of ``A..B``, of a period such as ``2026-Q3``, or of ``A`` until now.

    A day at the beginning means its first moment, at the end its last. None at the beginning: before the first commit.

    Raises:
        UnknownMoment: an end names nothing.

    """
    before, dots, after = words.partition(BETWEEN)
    if dots:
        return find_commit(git, before, moment, ends=False), find_commit(git, after, moment, ends=True) or _head(git)
    try:
        period = read_period(words, moment)
    except BadValueError:
        return find_commit(git, words, moment, ends=False), _head(git)
    zone = moment.now.tzinfo
    return commit_at(git, _first(period.start, zone), moment), commit_at(
        git, _first(period.end, zone), moment
    ) or _head(git)


def find_commit(git: Git, words: str, moment: Moment, *, ends: bool) -> str | None:
    """Return the commit that ``words`` mean, ``HEAD`` where they are empty; None for a day before the first commit.

    ``ends``: a day means its last moment, not its first.

    Raises:
        UnknownMoment: they mean none.

    """
    if not words.strip():
        return _head(git)
    try:
        return resolve_revision(git, words)
    except UnknownRevision:
        pass
    try:
        found = read_date(words, moment)
    except BadValueError as mistake:
        raise UnknownMoment(words) from mistake
    if not isinstance(found, datetime):
        found = _first(found + timedelta(days=1) if ends else found, moment.now.tzinfo)
    return commit_at(git, found, moment)


def commit_at(git: Git, when: datetime, moment: Moment) -> str | None:
    """Return the last commit of the branch made before ``when``; None where there is none.

    The branch is followed by first parents, and a commit whose clock was wrong counts as made when the one before was.
    """
    lines = git.run("log", "--first-parent", "--format=%H %cI", "HEAD", "--").decode().split("\n")
    commits = [line.split(" ") for line in reversed(lines) if line]
    times = believed_times([datetime.fromisoformat(each[1]) for each in commits], moment.now)
    return next((commits[place][0] for place in range(len(commits) - 1, -1, -1) if times[place] < when), None)


def _head(git: Git) -> str:
    return resolve_revision(git, "HEAD")


def _first(day: date, zone: tzinfo | None) -> datetime:
    """Return the first moment of a day."""
    return datetime.combine(day, time(), zone)
