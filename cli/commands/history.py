"""``cartera history [REF]``: who changed which field when."""

from __future__ import annotations

import click

from ...records.git.history import FieldChange, FileChange, HistoryEntry
from ...schema.formats import show_instant
from ...schema.record_type import RecordType
from ..choices import as_json
from ..command import Command
from ..completing import complete_reference
from ..diffs import show_tree
from ..json_form import Json, form_tree, print_json
from ..marking import mark as _
from ..session import Session


@click.command(
    "history",
    cls=Command,
    help=_("Show who changed which field when, newest first: of a record, or of the whole book."),
    examples=("history acme", "history --limit 5", "history acme --json"),
)
@click.argument("ref", required=False, shell_complete=complete_reference)
@click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", default=20, help=_("At most this many commits; 20 without it.")
)
@as_json
@click.pass_obj
def command(session: Session, ref: str | None, limit: int, json: bool) -> None:
    """Print each commit with the fields it changed."""
    book = session.book
    entries = book.history(book.find(ref) if ref else None, limit)
    if json:
        print_json([_form(session, each) for each in entries])
        return
    for entry in entries:
        session.print(f"{show_instant(entry.when, session.language, book.config.zone)}  {entry.who}  {entry.subject}")
        for file in entry.files:
            _print_file(session, file, alone=ref is not None and len(entry.files) == 1)
    if not entries:
        session.say(_("Nothing is committed yet."))


def _print_file(session: Session, file: FileChange, *, alone: bool) -> None:
    if not alone:
        session.print(f"  {file.path}")
    record_type = session.book.schema.type_of_path(file.path)
    for change in file.fields:
        session.print(f"    {change.field}: {_show(session, record_type, change)}")


def _show(session: Session, record_type: RecordType | None, change: FieldChange) -> str:
    field = record_type.field_at(change.field) if record_type else None
    zone = session.book.config.zone
    before, after = (
        "–" if each is None else show_tree(field, each, session.language, zone)
        for each in (change.before, change.after)
    )
    return f"{before} → {after}"


def _form(session: Session, entry: HistoryEntry) -> Json:
    return {
        "commit": entry.commit,
        "when": entry.when.isoformat(),
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
