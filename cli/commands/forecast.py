"""``cartera forecast [submit]``: what a period will come to, and the number somebody commits to."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import click

from ...records.kpis.outlook import Outlook, outlook
from ...records.kpis.simulation import SEED
from ...records.kpis.slice import Slice
from ...records.kpis.targets import members_of
from ...records.query.language import write_text
from ...schema.errors import Misused, NotFound
from ...schema.kinds import BadValueError
from ...schema.money_in_words import read_money
from ...schema.nearest import nearest
from ...schema.sentences import sentence
from ..choices import Writing, writes
from ..forecast_text import form_outlook, lines_of_outlook
from ..json_form import print_json
from ..marking import mark as _
from ..numbers import Asked, ask
from ..saving import save
from ..session import Session
from ..unreadable import Answer


class NoSuchTeam(NotFound):
    """Neither a person nor a team is called that."""

    def __init__(self, who: str, near: str | None) -> None:
        super().__init__(
            sentence("Neither a person nor a team is called “{who}”.", who=who),
            sentence("Did you mean {near}?", near=near) if near else None,
        )


class CallMissing(Misused):
    """A forecast is submitted without the number it commits to."""

    def __init__(self) -> None:
        super().__init__(
            sentence("A submitted forecast needs the number you commit to."), sentence("Add it: --call 140k.")
        )


class CallNotUnderstood(Misused):
    """The number is no amount."""

    def __init__(self, mistake: BadValueError) -> None:
        super().__init__(mistake.reason, mistake.hint)


@click.command(
    "forecast",
    cls=Answer,
    help=_(
        "Show what a period will come to: closed, committed, best case, pipeline, weighted, against the target.\n\n"
        "With “submit” it is kept as a record, with the number you commit to and the deals behind it; accuracy is "
        "measured by it later. --who is a person or a team of cartera.yaml; without it, everybody, and you when you "
        "submit."
    ),
    examples=(
        "forecast --period 2026-Q3",
        "forecast --who ana --json",
        "forecast submit --call 140k --comment 'Sin Rutalog'",
    ),
)
@click.argument("action", metavar="[submit]", required=False, type=click.Choice(["show", "submit"]), default="show")
@click.option("--period", metavar="PERIOD", default="", help=_("The period: 2026-Q3, 2026-07, last-month, A..B."))
@click.option("--who", metavar="WHO", default="", help=_("The person or team it is of."))
@click.option("--as-of", metavar="DAY", default="", help=_("See everything as it stood at the end of this day."))
@click.option("--call", metavar="AMOUNT", default="", help=_("The number you commit to; for submit."))
@click.option("--comment", metavar="TEXT", default="", help=_("A remark kept with it."))
@writes
@click.pass_obj
def command(
    session: Session,
    /,
    *,
    action: str,
    period: str,
    who: str,
    as_of: str,
    call: str,
    comment: str,
    writing: Writing,
) -> int:
    """Show the outlook, or keep it."""
    if action == "submit" and not call:
        raise CallMissing
    submitter = who or (session.book.me or "" if action == "submit" else "")
    asked = ask(session, period=period, as_of=as_of, scope=_scope_of(session, submitter))
    seen = asked.numbers.slice(asked.question)
    found = outlook(seen, Random(SEED), submitter)  # noqa: S311 - a fixed start, so that a range can be had again
    if action == "submit":
        return _submit(session, seen, found, submitter, _read_call(session, call), comment, writing)
    _show(session, asked, found, submitter, json=writing.json)
    return 0


def _scope_of(session: Session, who: str) -> str:
    """Return the query of the deals of a person or team."""
    if not who:
        return ""
    snapshot = session.book.snapshot()
    people = {each.name for each in snapshot.of_type("user")}
    if who in people:
        return f"owner:{write_text(who)}"
    from ...records.kpis.ground import Ground

    members = members_of(Ground(snapshot), who) & people
    if not members:
        settings = session.book.config.settings or {}
        teams = settings.get("teams")
        raise NoSuchTeam(who, nearest(who, [*people, *(teams if isinstance(teams, dict) else ())]))
    return f"owner:{','.join(write_text(each) for each in sorted(members))}"


def _read_call(session: Session, words: str) -> Decimal:
    currency = session.book.config.currency
    try:
        money = read_money(words, currency, session.language).value
    except BadValueError as mistake:
        raise CallNotUnderstood(mistake) from None
    return money.amount


def _submit(
    session: Session, seen: Slice, found: Outlook, who: str, call: Decimal, comment: str, writing: Writing
) -> int:
    from ...records.kpis.submitting import plan_forecast

    return save(session, plan_forecast(session.book, seen, found, who, call, comment), writing)


def _show(session: Session, asked: Asked, found: Outlook, who: str, *, json: bool) -> None:
    if json:
        print_json(form_outlook(session, asked.question, found, who))
        return
    for line in lines_of_outlook(session, asked.question, found):
        session.print(line)
