"""``cartera today``: what is due, the most pressing first, under the headings people think in."""

from __future__ import annotations

import click

from ...records.views.today.due import REASON_WORDS, SECTION_TITLES, Due
from ...records.views.today.listing import due_list, in_sections
from ...records.views.today.words import say_when
from ...schema.formats import show_day
from ..choices import as_ids, as_json
from ..exits import OK
from ..json_form import Json, print_json
from ..marking import mark as _
from ..session import Session
from ..tables import Column, format_table, terminal_width
from ..unreadable import Answer


@click.command(
    "today",
    cls=Answer,
    help=_(
        "List what is due, overdue or coming within a week: tasks, next steps, meetings, messages without an answer, "
        "proposals, contracts, deliverables, cases with their clocks, clients who hear nothing.\n\n"
        "It lists what is on you, as the person in people/ with your git e-mail; everybody's without one."
    ),
    examples=("today", "today --all --ranked", "today --explain", "today --morning", "today --evening --mark"),
)
@click.option("--all", "everybody", is_flag=True, help=_("Everybody's, not only yours."))
@click.option("--ranked", is_flag=True, help=_("One list by score, without headings."))
@click.option("--explain", is_flag=True, help=_("Say under each line what its score is the sum of."))
@click.option("--morning", is_flag=True, help=_("The review of the morning, step by step."))
@click.option("--evening", is_flag=True, help=_("The review of the end of the day, step by step."))
@click.option("--mark", is_flag=True, help=_("With a review: note in your journal that it is done."))
@as_json
@as_ids
@click.pass_obj
def command(
    session: Session,
    /,
    *,
    everybody: bool,
    ranked: bool,
    explain: bool,
    morning: bool,
    evening: bool,
    mark: bool,
    json: bool,
    ids: bool,
) -> int:
    """Print the list or the review in the form asked for."""
    if morning or evening:
        return _review(session, morning=morning, everybody=everybody, mark=mark, json=json)
    book = session.book
    due = due_list(book.snapshot(), session.now, None if everybody else book.me)
    if json:
        print_json([form_due(session, each) for each in due])
    elif ids:
        for name in dict.fromkeys(each.record.id for each in due):
            session.print(name)
    elif due:
        _print(session, due, ranked=ranked, explain=explain)
    else:
        session.say(_("Nothing is due this week."))
    return OK


def _review(session: Session, *, morning: bool, everybody: bool, mark: bool, json: bool) -> int:
    """Print a review, and note that it is done where that was asked for."""
    from ...records.views.review import Kind
    from ..reviewing import mark_review, print_review, read_review

    kind = Kind.MORNING if morning else Kind.EVENING
    review = read_review(session, kind, None if everybody else session.book.me)
    if mark:
        return mark_review(session, review)
    print_review(session, review, json=json)
    return OK


def form_due(session: Session, due: Due) -> Json:
    """Return one due thing as it stands in ``--json``."""
    return {
        "id": due.record.id,
        "type": due.record.type,
        "title": due.record.title,
        "what": due.what,
        "client": due.record.client,
        "reason": due.reason.value,
        "section": due.section(session.now).value,
        "day": due.day.isoformat(),
        "at": due.at.isoformat() if due.at else None,
        "days_late": due.days_late(session.now.date()),
        "score": due.score,
        "parts": [
            {"weight": each.weight.value, "points": each.points, "says": session.text(each.says)} for each in due.parts
        ],
    }


def due_row(session: Session, due: Due) -> list[str]:
    """Return the cells of one due thing in a table of a terminal."""
    client = session.book.snapshot().client_of(due.record)
    return [
        show_day(due.day, session.language),
        say_when(due, session.now, session.language),
        session.text(REASON_WORDS[due.reason]),
        due.what,
        client.title if client else "",
    ]


def due_columns(session: Session) -> list[Column]:
    """Return the columns of ``due_row``."""
    return [
        Column(session.text(_("Day")), right=True),
        Column(session.text(_("When"))),
        Column(session.text(_("Why"))),
        Column(session.text(_("What"))),
        Column(session.text(_("Client"))),
    ]


def _print(session: Session, due: list[Due], *, ranked: bool, explain: bool) -> None:
    """Print all as one table with the headings between its lines, so that the columns stand under one another."""
    sections = in_sections(due, session.now)
    shown = due if ranked else [each for section in sections for each in section.due]
    begins = {id(each.due[0]): f"{session.text(SECTION_TITLES[each.section])} ({len(each.due)})" for each in sections}
    head, *lines = format_table(due_columns(session), [due_row(session, each) for each in shown], terminal_width())
    score = session.text(_("score"))
    session.print(head)
    for each, line in zip(shown, lines, strict=True):
        if not ranked and id(each) in begins:
            session.print(begins[id(each)])
        session.print(line)
        if explain:
            for part in each.parts:
                session.print(f"    {part.points:+5}  {session.text(part.says)}")
            session.print(f"    {each.score:5}  {score}")
