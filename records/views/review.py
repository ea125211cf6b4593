"""The two reviews of a day as data: short steps, each with what is to be looked at, and how far one has got."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

from ...schema.dataclass import dataclass
from ...schema.record import Record
from ...schema.sentences import Sentence, sentence
from ..journal import journal_on, marks_of, top_of
from ..snapshot import Snapshot
from ..working_time import move_working_days
from .day import clients_in_danger, done_on_day, preparation_of
from .news import News
from .today.due import REASON_WORDS, Due, Reason, Section, Weight
from .today.listing import by_record, due_list, facts_of_day

_CHOSEN = sentence("chosen")

MOST_OFFERED = 12
"""Candidates for the three priorities: more would not be chosen from but scrolled through."""


class Kind(StrEnum):
    """Which review; the value is the field of the journal that keeps how far it went."""

    MORNING = "morning"
    EVENING = "shutdown"


class Step(StrEnum):
    """One step; the value is its word in the journal."""

    NEWS = "changes"
    OVERDUE = "overdue"
    MEETINGS = "meetings"
    AT_RISK = "at_risk"
    TOP = "top_three"
    DONE = "done"
    UNLOGGED = "log_complete"
    UNANSWERED = "unanswered_clients"
    PROMISES = "promises"
    TOMORROW = "tomorrow_planned"


STEPS: Mapping[Kind, tuple[Step, ...]] = {
    Kind.MORNING: (Step.NEWS, Step.OVERDUE, Step.MEETINGS, Step.AT_RISK, Step.TOP),
    Kind.EVENING: (Step.DONE, Step.UNLOGGED, Step.UNANSWERED, Step.PROMISES, Step.TOMORROW),
}
"""Review → its steps in order."""

KIND_TITLES: Mapping[Kind, Sentence] = {
    Kind.MORNING: sentence("Morning review"),
    Kind.EVENING: sentence("End of the day"),
}

STEP_TITLES: Mapping[Step, Sentence] = {
    Step.NEWS: sentence("Changes since yesterday"),
    Step.OVERDUE: sentence("Overdue, one by one"),
    Step.MEETINGS: sentence("Meetings of today"),
    Step.AT_RISK: sentence("Clients in danger"),
    Step.TOP: sentence("Three priorities of today"),
    Step.DONE: sentence("Done today"),
    Step.UNLOGGED: sentence("Meetings nobody wrote of"),
    Step.UNANSWERED: sentence("Clients without an answer"),
    Step.PROMISES: sentence("Open promises"),
    Step.TOMORROW: sentence("Three priorities of the next day"),
}

NOTHING: Mapping[Step, Sentence] = {
    Step.NEWS: sentence("Nobody else has changed anything of yours."),
    Step.OVERDUE: sentence("Nothing is overdue."),
    Step.MEETINGS: sentence("There are no meetings today."),
    Step.AT_RISK: sentence("No client is in danger."),
    Step.TOP: sentence("Nothing is due: the day is yours."),
    Step.DONE: sentence("Nothing was finished or logged today."),
    Step.UNLOGGED: sentence("Every meeting has its log."),
    Step.UNANSWERED: sentence("Every client has an answer."),
    Step.PROMISES: sentence("No promise is open."),
    Step.TOMORROW: sentence("Nothing is due on the next day."),
}
"""What a step says where there is nothing to look at."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to look at."""

    record: Record
    """Which record."""
    says: Sentence
    """Why it is here."""
    due: Due | None = None
    """How it is due; None where it is not."""
    is_chosen: bool = False
    """Whether it is one of the three priorities."""


@dataclass(frozen=True, slots=True)
class ReviewStep:
    """One step with what it holds."""

    step: Step
    """Which one."""
    points: tuple[Point, ...]
    """What is to be looked at, in the order to take it."""
    mark: str
    """What the journal says once it is passed."""


@dataclass(frozen=True, slots=True)
class Review:
    """A review as it stands now."""

    kind: Kind
    """Of the morning or of the evening."""
    day: date
    """Whose journal keeps it."""
    plans: date
    """The day whose priorities its last step chooses."""
    steps: tuple[ReviewStep, ...]
    """In order."""
    passed: frozenset[str]
    """The words of the steps that were passed earlier today."""

    @property
    def begins_at(self) -> int:
        """The step to begin with: the first that was not passed; the first of all where every one was."""
        return next((place for place, each in enumerate(self.steps) if each.step not in self.passed), 0)

    @property
    def is_finished(self) -> bool:
        """Whether every step was passed."""
        return all(each.step in self.passed for each in self.steps)


def morning_review(snapshot: Snapshot, now: datetime, me: str | None, news: Sequence[News]) -> Review:
    """Return the review of the morning: what others did, what is late, who one meets, who is in danger, what counts."""
    due = due_list(snapshot, now, me)
    today = now.date()
    overdue = [each for each in by_record(due) if each.section(now) is Section.OVERDUE]
    meetings = [each for each in due if each.reason is Reason.MEETING and each.day == today]
    dangers = clients_in_danger(facts_of_day(snapshot, now), due, me)
    points = {
        Step.NEWS: [Point(each.record, sentence("{who}: {what}", who=each.who, what=each.says)) for each in news],
        Step.OVERDUE: [_due_point(each) for each in overdue],
        Step.MEETINGS: [_meeting_point(each) for each in sorted(meetings, key=_hour)],
        Step.AT_RISK: [
            Point(each.client, sentence("{reasons}", reasons=each.reasons), _due_of(due, each.client))
            for each in dangers
        ],
        Step.TOP: _candidates(snapshot, due, me, today, until=today),
    }
    chosen = bool(top_of(snapshot, journal_on(snapshot, me, today)))
    marks = {Step.OVERDUE: str(len(overdue)), Step.AT_RISK: str(len(dangers)), Step.TOP: _truth(chosen)}
    return _review(snapshot, Kind.MORNING, me, today, today, points, marks)


def evening_review(snapshot: Snapshot, now: datetime, me: str | None) -> Review:
    """Return the review of the evening: what was done, what is not written up, who waits, what comes next."""
    due = due_list(snapshot, now, me)
    today = now.date()
    following = move_working_days(today, 1)
    by_reason = {reason: [_due_point(each) for each in due if each.reason is reason] for reason in Reason}
    kept = [each for each in due if any(part.weight is Weight.PROMISED for part in each.parts)]
    done = done_on_day(snapshot, now, me)
    points = {
        Step.DONE: [Point(each, sentence("{type}", type=snapshot.type_of(each).label)) for each in done],
        Step.UNLOGGED: by_reason[Reason.UNLOGGED],
        Step.UNANSWERED: by_reason[Reason.REPLY],
        Step.PROMISES: [_due_point(each) for each in by_record(kept)],
        Step.TOMORROW: _candidates(snapshot, due, me, following, until=following),
    }
    planned = bool(top_of(snapshot, journal_on(snapshot, me, following)))
    clients = {each.record.client for each in points[Step.UNANSWERED]}
    marks = {
        Step.DONE: str(len(done)),
        Step.UNLOGGED: _truth(not points[Step.UNLOGGED]),
        Step.UNANSWERED: str(len(clients)),
        Step.PROMISES: str(len(points[Step.PROMISES])),
        Step.TOMORROW: _truth(planned),
    }
    return _review(snapshot, Kind.EVENING, me, today, following, points, marks)


def _review(
    snapshot: Snapshot,
    kind: Kind,
    me: str | None,
    day: date,
    plans: date,
    points: Mapping[Step, Sequence[Point]],
    marks: Mapping[Step, str],
) -> Review:
    steps = tuple(ReviewStep(each, tuple(points[each]), marks.get(each, "true")) for each in STEPS[kind])
    passed = frozenset(marks_of(journal_on(snapshot, me, day), kind))
    return Review(kind, day, plans, steps, passed)


def _due_point(due: Due) -> Point:
    return Point(due.record, REASON_WORDS[due.reason], due)


def _meeting_point(due: Due) -> Point:
    preparation = preparation_of(due.record)
    if preparation.is_ready:
        return Point(due.record, sentence("prepared"), due)
    return Point(due.record, sentence("lacks {what}", what=preparation.missing), due)


def _candidates(snapshot: Snapshot, due: Iterable[Due], me: str | None, day: date, *, until: date) -> list[Point]:
    """Return what may be a priority of a day: what presses most by then; what is chosen already keeps its place."""
    chosen = {each.record.id: each.record for each in top_of(snapshot, journal_on(snapshot, me, day)) if each.record}
    ranked = [each for each in by_record(due) if each.day <= until or each.record.id in chosen]
    shown = {each.record.id for each in ranked}
    undue = [Point(each, _CHOSEN, is_chosen=True) for name, each in chosen.items() if name not in shown]
    points = [
        Point(each.record, _CHOSEN, each, is_chosen=True) if each.record.id in chosen else _due_point(each)
        for place, each in enumerate(ranked)
        if place < MOST_OFFERED or each.record.id in chosen
    ]
    return [*undue, *points]


def _due_of(due: Iterable[Due], record: Record) -> Due | None:
    return next((each for each in due if each.record is record), None)


def _hour(due: Due) -> str:
    return due.at.isoformat() if due.at else ""


def _truth(holds: bool) -> str:
    return "true" if holds else "false"
