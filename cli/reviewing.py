"""The two reviews of a day as plain text: every step with what is to be looked at."""

from __future__ import annotations

from ..records.journal import plan_marks
from ..records.views.news import last_evening, news_since
from ..records.views.review import (
    KIND_TITLES,
    NOTHING,
    STEP_TITLES,
    Kind,
    Point,
    Review,
    evening_review,
    morning_review,
)
from ..records.views.today.words import say_when
from ..schema.formats import show_day
from .choices import Writing
from .json_form import Json, print_json
from .marking import mark as _
from .saving import save
from .session import Session
from .tables import Column, format_table, terminal_width


def read_review(session: Session, kind: Kind, me: str | None) -> Review:
    """Return the review as it stands now."""
    book, now = session.book, session.now
    if kind is Kind.EVENING:
        return evening_review(book.snapshot(), now, me)
    name = book.identity[0] if book.identity else ""
    news = news_since(book.root, book.snapshot(), last_evening(now), me=me, name=name)
    return morning_review(book.snapshot(), now, me, news)


def print_review(session: Session, review: Review, *, json: bool) -> None:
    """Print every step under its title, or all of it as JSON."""
    if json:
        print_json(_form(session, review))
        return
    title = session.text(KIND_TITLES[review.kind])
    session.print(f"{title}, {show_day(review.day, session.language)}")
    behind = session.text(_("passed"))
    for number, step in enumerate(review.steps, start=1):
        passed = f" [{behind}]" if step.step in review.passed else ""
        session.print()
        session.print(f"{number}. {session.text(STEP_TITLES[step.step])} ({len(step.points)}){passed}")
        if not step.points:
            session.print(f"   {session.text(NOTHING[step.step])}")
        rows = [_row(session, each) for each in step.points]
        for line in format_table([Column("")] * 4, rows, terminal_width())[1:] if rows else ():
            session.print(f"   {line}".rstrip())


def mark_review(session: Session, review: Review) -> int:
    """Write into the journal that every step of the review was passed."""
    marks = {each.step.value: each.mark for each in review.steps}
    return save(session, plan_marks(session.book, review.day, review.kind.value, marks), Writing())


def _row(session: Session, point: Point) -> list[str]:
    client = session.book.snapshot().client_of(point.record)
    when = say_when(point.due, session.now, session.language) if point.due else ""
    title = point.due.what if point.due else point.record.title
    return [when, session.text(point.says), title, client.title if client else ""]


def _form(session: Session, review: Review) -> Json:
    return {
        "review": review.kind.name.lower(),
        "day": review.day.isoformat(),
        "plans": review.plans.isoformat(),
        "finished": review.is_finished,
        "steps": [
            {
                "step": step.step.value,
                "passed": step.step in review.passed,
                "mark": step.mark,
                "points": [
                    {
                        "id": each.record.id,
                        "type": each.record.type,
                        "title": each.record.title,
                        "client": each.record.client,
                        "says": session.text(each.says),
                        "day": each.due.day.isoformat() if each.due else None,
                        "score": each.due.score if each.due else None,
                        "chosen": each.is_chosen,
                    }
                    for each in step.points
                ],
            }
            for step in review.steps
        ],
    }
