"""Days of the demo: counted from the day it is made, so that what is due today is due today."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ...schema.dataclass import dataclass

SOON = 2
"""Days this near are kept as told; farther ones move off the weekend."""


@dataclass(frozen=True, slots=True)
class Days:
    """A calendar around one day."""

    today: date
    """The day the demo is made."""
    zone: ZoneInfo
    """Where its people work."""

    def day(self, offset: int) -> date:
        """Return the day ``offset`` days from today; on a weekend the working day before, or after when ahead."""
        found = self.today + timedelta(days=offset)
        if abs(offset) <= SOON or found.weekday() < 5:
            return found
        beyond = found.weekday() - 4
        return found - timedelta(days=beyond) if offset < 0 else found + timedelta(days=3 - beyond)

    def text(self, offset: int) -> str:
        """Return the day as files write it."""
        return self.day(offset).isoformat()

    def at(self, offset: int, hour: int, minute: int = 0) -> str:
        """Return a moment of the day as files write it."""
        return self.moment(self.day(offset), hour, minute)

    def moment(self, day: date, hour: int, minute: int = 0) -> str:
        """Return a moment of any day as files write it."""
        return datetime.combine(day, time(hour, minute), self.zone).isoformat(timespec="seconds")

    def months_after(self, day: date, months: int) -> date:
        """Return the same day ``months`` later, at most the 28th."""
        index = day.year * 12 + day.month - 1 + months
        return date(index // 12, index % 12 + 1, min(day.day, 28))

    def quarter(self, offset: int) -> str:
        """Return the quarter of a day as files write it."""
        day = self.day(offset)
        return f"{day.year}-Q{(day.month + 2) // 3}"

    def is_past(self, day: date) -> bool:
        """Return whether a day is over."""
        return day < self.today
