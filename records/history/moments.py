"""Which commit a person means: a revision as git writes it, or a day in words."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta, tzinfo

from ...schema.dates_in_words import Moment, read_date
from ...schema.errors import Misused, NotFound
from ...schema.kinds import BadValueError
from ...schema.periods_in_words import read_period
from ...schema.sentences import sentence
from ..git.log import resolve_revision
from ..git.mistakes import UnknownRevision
from ..git.run import Git, clean
from .clocks import believed_times

BETWEEN = ".."
"""Stands between two moments."""


APART = "..."
"""Stands between two branches of which the second is compared with where it left the first."""


class BeforeTheBook(NotFound):
    """A span ends before the first commit."""

    def __init__(self, words: str) -> None:
        super().__init__(
            sentence("The book had no history yet: {words}.", words=words),
            sentence("“cartera history” shows when it begins."),
        )


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
    ``A...B`` is what B brought since it left A. Without words it is what the newest commit changed.

    Raises:
        UnknownMoment: an end names nothing.
        BeforeTheBook: it ends before the first commit.

    """
    if not words.strip():
        return _parent(git), _head(git)
    ours, dots, theirs = words.partition(APART)
    if dots:
        return find_fork(git, ours, theirs, moment)
    before, dots, after = words.partition(BETWEEN)
    if not dots:
        try:
            period = read_period(words, moment)
        except BadValueError:
            return find_commit(git, words, moment, ends=False), _head(git)
        zone = moment.now.tzinfo
        first, last = (commit_at(git, _first(day, zone), moment) for day in (period.start, period.end))
    else:
        first, last = (find_commit(git, each, moment, ends=ends) for each, ends in ((before, False), (after, True)))
    if last is None:
        raise BeforeTheBook(words)
    return first, last


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
    return commit_at(git, read_edge(words, moment, ends=ends), moment)


def find_fork(git: Git, ours: str, theirs: str, moment: Moment) -> tuple[str | None, str]:
    """Return where ``theirs`` left ``ours`` and where it stands now; None where they have nothing in common.

    Raises:
        UnknownMoment: one of them names nothing.

    """
    here, there = (find_commit(git, each, moment, ends=True) or _head(git) for each in (ours, theirs))
    bases = [each[1:] for each in git.run("rev-parse", f"{here}...{there}").decode().split() if each.startswith("^")]
    return next(iter(bases), None), there


def read_edge(words: str, moment: Moment, *, ends: bool) -> datetime:
    """Return the first moment of the day or period that ``words`` name; with ``ends`` the first after it.

    Raises:
        UnknownMoment: they name none.

    """
    try:
        found = read_date(words, moment)
    except BadValueError:
        try:
            period = read_period(words, moment)
        except BadValueError as mistake:
            raise UnknownMoment(words) from mistake
        return _first(period.end if ends else period.start, moment.now.tzinfo)
    if isinstance(found, datetime):
        return found
    return _first(found + timedelta(days=1) if ends else found, moment.now.tzinfo)


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


def _parent(git: Git) -> str | None:
    try:
        return resolve_revision(git, "HEAD^")
    except UnknownRevision:
        return None


def _first(day: date, zone: tzinfo | None) -> datetime:
    """Return the first moment of a day."""
    return datetime.combine(day, time(), zone)


def authors_between(git: Git, before: str | None, after: str, *, merges: bool = True) -> dict[str, int]:
    """Return who made the commits that lead from ``before`` to ``after``, with how many, the busiest first.

    Without ``merges`` only those count that changed something themselves.
    """
    span = f"{before}..{after}" if before else after
    without = () if merges else ("--no-merges",)
    names = git.run("log", "--format=%an", *without, span, "--").decode("utf-8", "replace").splitlines()
    return dict(Counter(map(clean, names)).most_common())
