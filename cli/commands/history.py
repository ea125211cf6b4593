"""``cartera history [REF]``: who changed which field when."""

from __future__ import annotations

import click

from ...records.git.history import FileChange, HistoryEntry, history
from ...records.history.asking import ask_changes, keep_asked
from ...records.history.clocks import wrong_clocks
from ...records.history.moments import read_edge
from ...records.history.narrowing import follow_field, place_of, span_of
from ...records.history.telling import tell_changes
from ...records.query.names import find_field
from ...schema.dates_in_words import Moment
from ...schema.field import Field
from ...schema.formats import show_instant
from ...schema.record import Record
from ..choices import as_json
from ..command import Command
from ..completing import complete_reference
from ..json_form import Json, form_tree, print_json
from ..marking import mark as _
from ..session import Session
from ..tables import cut

WIDEST = 100
"""Cells of one value; ``show`` and ``diff --html`` have it whole."""


@click.command(
    "history",
    cls=Command,
    help=_("""Show who changed which field when, newest first.

REF is a record, or a client with all it holds; without it the whole book. QUERY asks for changes by field, before,
after, who, when, record, of (its type), client, went (forward, back, up, down) and file (created, edited, renamed,
deleted)."""),
    examples=(
        "history acme",
        "history second-line --field amount",
        "history --by ana --since monday",
        "history --query 'field:stage went:back' --since 'this month'",
    ),
)
@click.argument("ref", required=False, shell_complete=complete_reference)
@click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", default=20, help=_("At most this many commits; 20 without it.")
)
@click.option("--field", metavar="FIELD", default="", help=_("Follow one field: every value it had."))
@click.option("--by", metavar="WHO", default="", help=_("Only what this person changed."))
@click.option("--since", metavar="WHEN", default="", help=_("Not before this day, moment or period."))
@click.option("--until", metavar="WHEN", default="", help=_("Not after this day, moment or period."))
@click.option("--query", metavar="QUERY", default="", help=_("Only changes that this asks for."))
@as_json
@click.pass_obj
def command(
    session: Session, ref: str | None, limit: int, field: str, by: str, since: str, until: str, query: str, json: bool
) -> None:
    """Print each commit with the fields it changed."""
    book = session.book
    record = book.find(ref) if ref else None
    moment = Moment(session.now, session.language)
    span = span_of(
        book.snapshot(),
        by,
        read_edge(since, moment, ends=False) if since else None,
        read_edge(until, moment, ends=True) if until else None,
    )
    narrowed = bool(field or query)
    found = list(history(book.root, place_of(record) if record else None, None if narrowed else limit, span.wants))
    odd = _odd_clocks(found, session)
    if field:
        found = follow_field(found, _field_named(record, field, session))
    if query:
        found = keep_asked(found, ask_changes(found, query, book.snapshot(), session.now, session.language))
    found = found[:limit]
    if json:
        print_json([_form(session, each, odd) for each in found])
        return
    for entry in found:
        _print_entry(session, entry, odd, record)
    if not found:
        session.say(_("There is no history yet.") if not (narrowed or by or since or until) else _("No such change."))


def _odd_clocks(entries: list[HistoryEntry], session: Session) -> frozenset[str]:
    """Return the commits whose time their place contradicts."""
    oldest_first = entries[::-1]
    return frozenset(oldest_first[each].commit for each in wrong_clocks([e.when for e in oldest_first], session.now))


def _field_named(record: Record | None, words: str, session: Session) -> str:
    """Return the field of a record that a person calls ``words``."""
    if record is None:
        return words
    meant = find_field(session.book.snapshot().type_of(record), words)
    return meant.name if isinstance(meant, Field) else words


def _print_entry(session: Session, entry: HistoryEntry, odd: frozenset[str], record: Record | None) -> None:
    when = show_instant(entry.when, session.language, session.book.config.zone)
    doubt = session.text(_("  (its clock was wrong)")) if entry.commit in odd else ""
    session.print(f"{when}{doubt}  {entry.who}  {entry.subject}")
    for file in entry.files:
        _print_file(session, file, alone=record is not None and len(entry.files) == 1)


def _print_file(session: Session, file: FileChange, *, alone: bool) -> None:
    if not alone:
        session.print(f"  {file.path}")
    record_type = session.book.schema.type_of_path(file.path)
    for told in tell_changes(file.fields, record_type, session.language, session.book.config.zone):
        before, after = (cut(" ".join(each.split()), WIDEST) or "–" for each in (told.before, told.after))
        session.print(f"    {told.label}: {before} → {after}")


def _form(session: Session, entry: HistoryEntry, odd: frozenset[str]) -> Json:
    return {
        "commit": entry.commit,
        "when": entry.when.isoformat(),
        "clock_is_wrong": entry.commit in odd,
        "who": entry.who,
        "subject": entry.subject,
        "files": [_form_file(session, each) for each in entry.files],
    }


def _form_file(session: Session, file: FileChange) -> Json:
    record_type = session.book.schema.type_of_path(file.path)
    fields: list[Json] = []
    for each in file.fields:
        field = record_type.field_at(each.field) if record_type else None
        before, after = form_tree(field, each.before), form_tree(field, each.after)
        fields.append({"field": each.field, "before": before, "after": after})
    return {"path": file.path, "is": file.fate.value, "was": file.old_path, "fields": fields}
