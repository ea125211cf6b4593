"""``cartera list TYPE [QUERY]``: records as a table, JSON, CSV or ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import click

from ...records.query.facts import Facts
from ...records.query.mistakes import BadQuery
from ...records.query.select import select_by
from ...schema.record import Record
from ...schema.record_type import RecordType
from ...schema.sentences import plural
from ..choices import as_csv, as_ids, as_json
from ..columns import Shown, choose_columns
from ..command import Command
from ..completing import complete_type
from ..csv_form import print_csv
from ..json_form import form_columns, form_record, print_json
from ..marking import mark as _
from ..references import desk_of
from ..session import Session
from ..tables import format_table, terminal_width


@dataclass(frozen=True, slots=True)
class Form:
    """In which form a list is printed."""

    json: bool
    """As JSON objects."""
    csv: bool
    """As comma separated values."""
    ids: bool
    """As ids, one a line."""
    columns: str
    """The columns asked for; empty for the usual ones."""


@click.command(
    "list",
    cls=Command,
    help=_(
        "List the records of a type that a query asks for.\n\n"
        "QUERY: field:value, = != < <= > >= and ~ for patterns, a comma for “or”, - for “not”, parentheses, "
        "and free words. Dates and money in words; dotted fields follow links; owner:me, is:overdue, has:amount. "
        "TYPE may be a label, like oportunidad."
    ),
    examples=(
        "list opportunity 'stage:proposal,negotiation amount>50k close:<eoq' --sort amount-",
        "list client 'industry:finance days-silent>30' --columns title,owner,days-silent",
        "list tarea 'is:overdue' --ids",
    ),
)
@click.argument("type_word", metavar="TYPE", shell_complete=complete_type)
@click.argument("query", nargs=-1, metavar="[QUERY…]")
@click.option("--sort", default="", help=_("Fields to order by; a minus after one turns it round: amount-,title."))
@click.option("--columns", default="", help=_("The columns, with commas between them."))
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help=_("At most this many."))
@as_json
@as_csv
@as_ids
@click.pass_obj
def command(
    session: Session,
    /,
    *,
    type_word: str,
    query: tuple[str, ...],
    sort: str,
    limit: int | None,
    json: bool,
    csv: bool,
    ids: bool,
    columns: str,
) -> None:
    """Select, order and print."""
    record_type = session.book.type_named(type_word)
    records = _select(session, " ".join(query), record_type, sort)
    shown = records[:limit] if limit else records
    _print(session, record_type, shown, Form(json=json, csv=csv, ids=ids, columns=columns))
    if len(shown) < len(records):
        session.say(plural("{n} more.", "{n} more.", len(records) - len(shown)))


def _select(session: Session, query: str, record_type: RecordType, sort: str) -> list[Record]:
    """Return what the query asks for; a mistake in it is pointed at first."""
    facts = Facts(session.book.snapshot(), desk_of(session))
    try:
        return select_by(facts, query, types=[record_type.name], order=sort)
    except BadQuery as mistake:
        if query and mistake.at <= len(query):
            session.say("{text}", text=mistake.point_at(query))
        raise


def _print(session: Session, record_type: RecordType, records: Sequence[Record], form: Form) -> None:
    if form.ids:
        for record in records:
            session.print(record.id)
        return
    names = [name.strip() for name in form.columns.split(",") if name.strip()]
    if form.json and not names:
        print_json([form_record(each, session.book.snapshot().type_of(each), body=False) for each in records])
        return
    columns = choose_columns(session, record_type, names)
    if form.json:
        print_json([form_columns(each, {one.name: one.value(each) for one in columns}) for each in records])
    elif form.csv:
        print_csv(
            ["id", "type", *(each.name for each in columns)],
            ([record.id, record.type, *(each.plain(record) for each in columns)] for record in records),
        )
    else:
        _print_table(session, columns, records)


def _print_table(session: Session, columns: Sequence[Shown], records: Sequence[Record]) -> None:
    if not records:
        session.say(_("Nothing fits."))
        return
    rows = [[each.text(session, record) for each in columns] for record in records]
    for line in format_table([each.heading(session) for each in columns], rows, terminal_width()):
        session.print(line)
    session.say(plural("{n} record", "{n} records", len(records)))
