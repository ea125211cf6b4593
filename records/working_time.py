"""Working time: when a number of working hours or days has passed in a person's week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo

from ..schema.dataclass import dataclass
from ..schema.record import Record
from ..schema.tree import Tree
from ..schema.values import Duration

SATURDAY = 5
DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
OFFICE_DAY = ((time(9), time(14)), (time(15), time(18)))
"""The working day of whoever says nothing about theirs."""

LONGEST_WAIT = 400
"""Days looked ahead; a clock that runs longer is not a clock."""

_DAY_SECONDS = 86400

Span = tuple[time, time]
"""From when to when one works."""


@dataclass(frozen=True, slots=True)
class WorkingWeek:
    """When a person works, Monday first."""

    days: tuple[tuple[Span, ...], ...]
    """The spans of each of the seven days."""
    zone: tzinfo
    """In which they are meant."""

    def after(self, start: datetime, length: Duration) -> datetime:
        """Return when ``length`` of working time has passed since ``start``; whole days count as working days."""
        days, seconds = divmod(length.seconds, _DAY_SECONDS)
        moment = self._opening(start.astimezone(self.zone))
        for _ in range(days):
            moment = self._next_day(moment)
        left = timedelta(seconds=seconds)
        for begins, ends in self._spans(moment):
            if begins + left <= ends:
                return begins + left
            left -= ends - begins
        return moment

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return how much working time lies between two moments; none where the second is the earlier one."""
        begun, ended = start.astimezone(self.zone), end.astimezone(self.zone)
        passed = timedelta()
        for ahead in range((ended.date() - begun.date()).days + 1):
            day = begun.date() + timedelta(days=ahead)
            for opens, closes in self.days[day.weekday()]:
                first = max(datetime.combine(day, opens, self.zone), begun)
                last = min(datetime.combine(day, closes, self.zone), ended)
                passed += max(last - first, timedelta())
        return passed

    def _opening(self, moment: datetime) -> datetime:
        """Return ``moment`` where one works then, else when one begins next."""
        return next((begins for begins, _ in self._spans(moment)), moment)

    def _next_day(self, moment: datetime) -> datetime:
        """Return the same hour on the next day on which one works."""
        midnight = datetime.combine(moment.date() + timedelta(days=1), time.min, self.zone)
        return datetime.combine(self._opening(midnight).date(), moment.time(), self.zone)

    def _spans(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Yield the spans that are not over at ``moment``; one that has begun is cut there."""
        for ahead in range(LONGEST_WAIT):
            day = moment.date() + timedelta(days=ahead)
            for begins, ends in self.days[day.weekday()]:
                end = datetime.combine(day, ends, self.zone)
                if end > moment:
                    yield max(datetime.combine(day, begins, self.zone), moment), end


def week_of(user: Record | None, zone: tzinfo) -> WorkingWeek:
    """Return the week a person's record tells; office hours from Monday to Friday where it tells none."""
    hours = user.tree.get("hours") if user else None
    if isinstance(hours, dict):
        days = tuple(tuple(_read_spans(hours.get(name))) for name in DAY_NAMES)
        if any(days):
            return WorkingWeek(days, zone)
    return WorkingWeek(tuple(OFFICE_DAY if number < SATURDAY else () for number in range(7)), zone)


def move_working_days(day: date, count: int) -> date:
    """Return the day ``count`` days from Monday to Friday after ``day``, before it where ``count`` is negative."""
    step = timedelta(days=1 if count >= 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= day.weekday() < SATURDAY
    return day


def _read_spans(tree: Tree) -> Iterator[Span]:
    written: Sequence[Tree] = tree if isinstance(tree, list) else [tree]
    for each in written:
        begins, _, ends = each.partition("-") if isinstance(each, str) else ("", "", "")
        try:
            span = time.fromisoformat(begins.strip()), time.fromisoformat(ends.strip())
        except ValueError:
            continue  # the file's own problem names it; the other spans still count
        if span[0] < span[1]:
            yield span
