"""``cartera find TEXT``: search everything."""

from __future__ import annotations

import click

from ...records.index.words import SearchIndex
from ...schema.record import Record
from ...schema.sentences import plural
from ..choices import as_ids, as_json
from ..json_form import form_record, print_json
from ..marking import mark as _
from ..session import Session
from ..tables import Column, format_table, terminal_width
from ..unreadable import Answer


@click.command(
    "find",
    cls=Answer,
    help=_(
        "Search names, titles, fields and texts for words, best first. Accents and case do not count, and one mistake "
        "in a longer word is forgiven."
    ),
    examples=("find elena", "find 'second line' --ids"),
)
@click.argument("words", nargs=-1, required=True, metavar="TEXT")
@click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", default=20, help=_("At most this many; 20 without it.")
)
@as_json
@as_ids
@click.pass_obj
def command(session: Session, /, *, words: tuple[str, ...], limit: int, json: bool, ids: bool) -> None:
    """Search and print the hits."""
    snapshot = session.book.snapshot()
    hits = SearchIndex.build(snapshot).search(" ".join(words), limit)
    records = [snapshot.records[hit.id] for hit in hits]
    if json:
        print_json([form_record(each, snapshot.type_of(each), body=False) for each in records])
    elif ids:
        for record in records:
            session.print(record.id)
    elif records:
        _print(session, records)
    else:
        session.say(_("Nothing fits."))


def _print(session: Session, records: list[Record]) -> None:
    snapshot = session.book.snapshot()
    rows = [
        [
            session.language.choose(snapshot.type_of(each).label),
            each.title,
            client.title if (client := snapshot.client_of(each)) and client is not each else "",
            each.name,
        ]
        for each in records
    ]
    headings = (_("Type"), _("Title"), _("Client"), _("Name"))
    for line in format_table([Column(session.text(each)) for each in headings], rows, terminal_width()):
        session.print(line)
    session.say(plural("{n} record", "{n} records", len(records)))
