"""A due thing: which record, why, when, and the parts its score is the sum of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

from ....schema.dataclass import dataclass
from ....schema.record import Record
from ....schema.sentences import Sentence, sentence
from ....schema.tree import Path

HORIZON = timedelta(days=7)
"""How far ahead counts as coming."""


class Reason(StrEnum):
    """Why a record is on the list."""

    TASK = "task"
    """An open task is due."""
    NEXT_STEP = "next_step"
    """An open opportunity's next step is due."""
    CLOSE = "close"
    """An open opportunity is expected to close."""
    MEETING = "meeting"
    """A meeting is planned."""
    UNLOGGED = "unlogged"
    """A meeting was planned and nobody wrote what came of it."""
    REPLY = "reply"
    """A client wrote and has no answer."""
    ANSWER = "answer"
    """A proposal lies with the client, who does not answer."""
    VALIDITY = "validity"
    """A proposal before the client ends to be valid."""
    RENEWAL = "renewal"
    """An active contract reaches its notice date."""
    ENDS = "ends"
    """An active contract ends."""
    DELIVERABLE = "deliverable"
    """A result of a project was promised."""
    ACKNOWLEDGE = "acknowledge"
    """A case waits for its first answer."""
    SOLVE = "solve"
    """A case waits for a first solution."""
    UPDATE = "update"
    """A client waits for an update on a case."""
    NEW_DATE = "new_date"
    """A late delivery was promised anew."""
    LEGAL = "legal"
    """The law sets a day for a case."""
    WAITING = "waiting"
    """A delegated or awaited thing should be looked at."""
    SILENT = "silent"
    """A client has heard nothing for longer than agreed."""
    REVISIT = "revisit"
    """A lost opportunity was to be looked at again."""
    COMPLIANCE = "compliance"
    """Something the client's industry asks for falls due."""


REASON_WORDS: Mapping[Reason, Sentence] = {
    Reason.TASK: sentence("task"),
    Reason.NEXT_STEP: sentence("next step"),
    Reason.CLOSE: sentence("closes"),
    Reason.MEETING: sentence("meeting"),
    Reason.UNLOGGED: sentence("not logged"),
    Reason.REPLY: sentence("to answer"),
    Reason.ANSWER: sentence("no answer"),
    Reason.VALIDITY: sentence("validity ends"),
    Reason.RENEWAL: sentence("renewal notice"),
    Reason.ENDS: sentence("contract ends"),
    Reason.DELIVERABLE: sentence("deliverable"),
    Reason.ACKNOWLEDGE: sentence("acknowledge"),
    Reason.SOLVE: sentence("solution"),
    Reason.UPDATE: sentence("client update"),
    Reason.NEW_DATE: sentence("promised date"),
    Reason.LEGAL: sentence("legal limit"),
    Reason.WAITING: sentence("check on it"),
    Reason.SILENT: sentence("silent"),
    Reason.REVISIT: sentence("look again"),
    Reason.COMPLIANCE: sentence("compliance"),
}
"""Why, in a word or two."""

PROMISES = frozenset({Reason.DELIVERABLE, Reason.UPDATE, Reason.NEW_DATE})
"""Reasons for which a client was told a day."""


class Section(StrEnum):
    """Under which heading people look for a due thing."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"


SECTION_TITLES: Mapping[Section, Sentence] = {
    Section.OVERDUE: sentence("Overdue"),
    Section.TODAY: sentence("Today"),
    Section.SOON: sentence("Next seven days"),
}


class Weight(StrEnum):
    """What adds to a score or takes from it."""

    DUE = "due"
    LATE = "late"
    AHEAD = "ahead"
    CLOCK = "clock"
    IMPORTANCE = "importance"
    PROMISED = "promised"
    SEVERITY = "severity"
    CLOSING = "closing"
    TIER = "tier"
    AMOUNT = "amount"
    HABIT = "habit"


@dataclass(frozen=True, slots=True)
class Part:
    """One summand of a score."""

    weight: Weight
    """What it is for; at most one of each."""
    points: int
    """What it adds; negative where it takes away."""
    says: Sentence
    """Why, in words."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A record, why it is due, and when: what the sources find, before anything is ranked."""

    record: Record
    """What is due."""
    reason: Reason
    """Why."""
    day: date
    """When, in the book's zone."""
    at: datetime | None = None
    """The moment, where an hour matters."""
    field: Path = ()
    """The field a person writes to say when; empty where the day is computed from others."""
    what: str = ""
    """What exactly, where the record holds several such things; else empty."""
    on: str = ""
    """The handle of whose it is; empty where the record itself says it."""


@dataclass(frozen=True, slots=True)
class Due:
    """One line of the list."""

    dated: Dated
    """What is due, why and when."""
    parts: tuple[Part, ...]
    """What makes its score."""

    @property
    def record(self) -> Record:
        """What is due."""
        return self.dated.record

    @property
    def reason(self) -> Reason:
        """Why."""
        return self.dated.reason

    @property
    def day(self) -> date:
        """When."""
        return self.dated.day

    @property
    def at(self) -> datetime | None:
        """The moment, where an hour matters."""
        return self.dated.at

    @property
    def score(self) -> int:
        """The rank, the greatest first: the sum of its parts."""
        return sum(each.points for each in self.parts)

    @property
    def what(self) -> str:
        """What is to be done, as the record says it."""
        return self.dated.what or self.record.title

    def days_late(self, today: date) -> int:
        """Return how many days it is late; negative while it is still to come."""
        return (today - self.day).days

    def section(self, now: datetime) -> Section:
        """Return the heading it stands under; what has an hour is overdue once that has passed."""
        today = now.date()
        if self.day < today:
            return Section.OVERDUE
        if self.day > today:
            return Section.SOON
        ran_out = self.at is not None and self.at < now and self.reason is not Reason.MEETING
        return Section.OVERDUE if ran_out else Section.TODAY
