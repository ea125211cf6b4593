"""``cartera today``: what is due, the most pressing first."""

from __future__ import annotations

import click

from ...records.views.today import Due, Reason, due_list
from ...schema.formats import show_day, show_days_away
from ..choices import as_ids, as_json
from ..command import Command
from ..json_form import Json, print_json
from ..marking import mark as _
from ..session import Session
from ..tables import Column, format_table, terminal_width

REASONS = {
    Reason.TASK: _("task"),
    Reason.NEXT_STEP: _("next step"),
    Reason.CLOSE: _("expected close"),
    Reason.MEETING: _("meeting"),
    Reason.RENEWAL: _("notice of renewal"),
    Reason.UPDATE: _("update to the client"),
    Reason.WAITING: _("waiting for"),
}


@click.command(
    "today",
    cls=Command,
    help=_(
        "List what is due, overdue or coming within a week: tasks, next steps, meetings, renewals, updates.\n\n"
        "It lists what is on you, as the person in people/ with your git e-mail; everybody's without one."
    ),
    examples=("today", "today --all", "today --json"),
)
@click.option("--all", "everybody", is_flag=True, help=_("Everybody's, not only yours."))
@as_json
@as_ids
@click.pass_obj
def command(session: Session, everybody: bool, json: bool, ids: bool) -> None:
    """Print the list in the form asked for."""
    book = session.book
    due = due_list(book.snapshot(), session.now, None if everybody else book.me)
    if json:
        print_json([_form(session, each) for each in due])
    elif ids:
        for each in due:
            session.print(each.record.id)
    elif due:
        _print(session, due)
    else:
        session.say(_("Nothing is due this week."))


def _form(session: Session, due: Due) -> Json:
    return {
        "id": due.record.id,
        "type": due.record.type,
        "title": due.record.title,
        "client": due.record.client,
        "reason": due.reason.value,
        "day": due.day.isoformat(),
        "days_late": due.days_late(session.now.date()),
        "score": due.score,
    }


def _print(session: Session, due: list[Due]) -> None:
    snapshot = session.book.snapshot()
    today = session.now.date()
    rows = [
        [
            show_day(each.day, session.language),
            show_days_away((each.day - today).days, session.language),
            session.text(REASONS[each.reason]),
            each.record.title,
            client.title if (client := snapshot.client_of(each.record)) else "",
        ]
        for each in due
    ]
    columns = [
        Column(session.text(_("Day")), right=True),
        Column(session.text(_("When"))),
        Column(session.text(_("What"))),
        Column(session.text(_("Title"))),
        Column(session.text(_("Client"))),
    ]
    for line in format_table(columns, rows, terminal_width()):
        session.print(line)
