"""``cartera top``: the three priorities of a day."""

from __future__ import annotations

import click

from ...records.journal import journal_on, plan_priority, top_of
from ..choices import Writing, writes
from ..command import Command
from ..days import read_day_of
from ..exits import OK
from ..json_form import print_json
from ..marking import mark as _
from ..saving import save
from ..session import Session


@click.command(
    "top",
    cls=Command,
    help=_(
        "Show the three priorities of a day; with REF, choose a record or take it off again. They stand in your "
        "journal, in people/."
    ),
    examples=("top", "top call-eva", "top call-eva --day tomorrow"),
)
@click.argument("ref", required=False)
@click.option("--day", default="today", metavar="WHEN", help=_("Of which day, in words; of today without it."))
@writes
@click.pass_obj
def command(session: Session, /, *, ref: str | None, day: str, writing: Writing) -> int:
    """Print them, or write them."""
    book = session.book
    date = read_day_of(session, day)
    if ref:
        return save(session, plan_priority(book, date, book.find(ref)), writing)
    chosen = top_of(book.snapshot(), journal_on(book.snapshot(), book.me, date))
    if writing.json:
        print_json(
            [
                {
                    "text": each.text,
                    "id": each.record.id if each.record else None,
                    "title": each.title,
                    "done": each.is_done,
                }
                for each in chosen
            ]
        )
        return OK
    for number, each in enumerate(chosen, start=1):
        sign = "x" if each.is_done else " "
        session.print(each.record.id if writing.ids and each.record else f"{number}. [{sign}] {each.title}")
    if not chosen:
        session.say(_("Nothing is chosen for that day."))
    return OK
