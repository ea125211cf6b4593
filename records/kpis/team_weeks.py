"""What each person of a team did with clients, week by week: the rows of a heat map."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from ...schema.dataclass import dataclass
from .activity import NO_ACTIVITY
from .grouping import owner_of
from .slice import Slice

ACTIVITY = "K31"
"""The number that the weeks add up to."""
WEEKS = 26
"""Weeks that are looked at, the present one last."""
_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class PersonWeeks:
    """The activity of one person."""

    title: str
    """What people call them."""
    counts: tuple[int, ...]
    """How much was done in each week, the present one last."""


@dataclass(frozen=True, slots=True)
class TeamWeeks:
    """The activity of the people of a scope."""

    first: date
    """The Monday of the first week."""
    people: tuple[PersonWeeks, ...]
    """Whoever did anything, by name."""

    @property
    def most(self) -> int:
        """The most that anybody did in a week."""
        return max((count for each in self.people for count in each.counts), default=0)


def team_weeks(seen: Slice, weeks: int = WEEKS) -> TeamWeeks:
    """Return the activities of each person in the weeks that end with the day; raises as ``Slice.records``."""
    first = seen.as_of - timedelta(days=seen.as_of.weekday()) - _WEEK * (weeks - 1)
    found: Counter[tuple[str, int]] = Counter()
    for each in seen.scope.records("interaction"):
        day = seen.ground.day(each, "at")
        if day is not None and first <= day <= seen.as_of and each.text("kind") not in NO_ACTIVITY:
            found[owner_of(seen.scope, each), (day - first).days // 7] += 1
    names = {name for name, _ in found if name}
    people = seen.ground.people
    rows = [
        PersonWeeks(people[name].title if name in people else name, tuple(found[name, week] for week in range(weeks)))
        for name in names
    ]
    return TeamWeeks(first, tuple(sorted(rows, key=lambda each: each.title.casefold())))
