"""A step of a review as rows: what is to be looked at, why, and how it stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from ...records.snapshot import Snapshot
from ...records.views.review import NOTHING, STEP_TITLES, Review, ReviewStep, Step
from ...records.views.today.words import is_late, say_when
from ...schema.clean import clean
from ...schema.sentences import Sentence, sentence
from .cells import Cell, Column, Row, Tone
from .lines import Span
from .sections import Headline, Sectioned
from .values import Reader, mark_of

ASKS: dict[Step, Sentence] = {
    Step.NEWS: sentence("Enter opens what changed, t makes a task of it."),
    Step.OVERDUE: sentence("x done, z put off, D give away, d drop, l log."),
    Step.MEETINGS: sentence("Enter opens a meeting to prepare it, e edits it."),
    Step.AT_RISK: sentence("l logs a call, f follows up, t makes a task."),
    Step.TOP: sentence("+ chooses or takes off; three are enough."),
    Step.DONE: sentence("Well done. l logs what is missing."),
    Step.UNLOGGED: sentence("l writes what came of it."),
    Step.UNANSWERED: sentence("l logs the answer, f answers on a later day."),
    Step.PROMISES: sentence("z agrees on another day, x is done, D gives it away."),
    Step.TOMORROW: sentence("+ chooses or takes off; three are enough."),
}
"""What one does in each step."""


_WHY_SAYS_IT = frozenset({Step.NEWS, Step.MEETINGS, Step.AT_RISK})
"""Steps in which the reason says more than the name of the record."""


def review_model(review: Review, place: int, snapshot: Snapshot, now: datetime, reader: Reader) -> Sectioned:
    """Return the rows of one step under its title."""
    step = review.steps[place]
    title = f"{STEP_TITLES[step.step].text(reader.language)} ({len(step.points)})"
    head = (
        Headline((Span(title, Tone.STRONG),)),
        Headline((Span(ASKS[step.step].text(reader.language), Tone.MUTED),)),
        Headline((Span(""),)),
    )
    if not step.points:
        return Sectioned((), (*head, Headline((Span(NOTHING[step.step].text(reader.language), Tone.GOOD),))))
    ids = dict.fromkeys(each.record.id for each in step.points)
    return Sectioned(_columns(step.step, reader), (*head, *ids), _rows(step, snapshot, now, reader))


def way_words(review: Review, place: int, reader: Reader) -> str:
    """Return how far one is: which step of how many, and which of them are behind."""
    return reader.words("step {n} of {count}", n=place + 1, count=len(review.steps))


def _columns(step: Step, reader: Reader) -> tuple[Column, ...]:
    why_says_it = step in _WHY_SAYS_IT
    return (
        Column("when", reader.words("Due"), least=8, most=17, whole=True),
        Column("why", reader.words("Why"), least=12, most=60 if why_says_it else 16, stretches=why_says_it),
        Column("what", reader.words("What"), least=16, most=26 if why_says_it else 60, stretches=not why_says_it),
        Column("client", reader.words("Client"), least=8, most=26),
    )


def _rows(step: ReviewStep, snapshot: Snapshot, now: datetime, reader: Reader) -> Callable[[str], Row]:
    points = {each.record.id: each for each in reversed(step.points)}

    def make(record_id: str) -> Row:
        point = points[record_id]
        record, due = point.record, point.due
        late = due is not None and is_late(due, now)
        when = say_when(due, now, reader.language) if due else ""
        client = snapshot.client_of(record)
        cells = (
            Cell(f"{when} !" if late else when, Tone.BAD if late else Tone.NORMAL),
            Cell(clean(point.says.text(reader.language)), Tone.GOOD if point.is_chosen else Tone.MUTED),
            Cell(clean(due.what if due else record.title)),
            Cell(clean(client.title) if client and client is not record else "", Tone.MUTED),
        )
        return Row(record_id, cells, "+" if point.is_chosen else mark_of(snapshot, record))

    return make
