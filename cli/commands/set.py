"""``cartera set REF f=v …``: change fields of a record, or with ``--where`` of all that a query asks for."""

from __future__ import annotations

import click

from ...records.assignments import edits_of, read_assignment
from ...schema.errors import Misused
from ...schema.sentences import sentence
from ..choices import Writing, writes
from ..command import Command
from ..marking import mark as _
from ..moving import move_record
from ..references import desk_of, linker_of
from ..saving import save
from ..session import Session


class NothingToSet(Misused):
    """No assignment is given."""

    def __init__(self) -> None:
        super().__init__(
            sentence("Say what to change: field=value."),
            sentence("For example: cartera set acme owner=ana, or cartera set --where 'type:client tier:A' owner=ana"),
        )


@click.command(
    "set",
    cls=Command,
    help=_(
        "Change fields of a record; with --where, of all records a query asks for, as one undo.\n\n"
        "f=v sets, f= clears, f+=v adds to a list and f-=v takes from it; a dot leads inside a field. Values are read "
        "as you would say them: dates (friday, +2w, end of month), money (50k, 1.200,50 EUR), choices by word or "
        "label, records by any part of their name. “body=…” replaces the text. With --where every change is shown and "
        "asked for before it is made; what cannot be changed is named with the reason, and the rest is one undo."
    ),
    examples=(
        "set linea-2 amount=50k expected_close='end of quarter'",
        "set acme tags+=urgent tags-=parked website=",
        "set linea-2 qualification.budget=yes",
        "set --where 'type:client owner:thomas' owner=ana --dry-run",
        "set --where 'type:task is:overdue client:acme' due=friday assignee=me --yes",
        "set linea-2 objections+='text: too dear, category: price, status: open'",
    ),
)
@click.argument("words", nargs=-1, required=True, metavar="[REF] F=V…")
@click.option("--where", default="", metavar="QUERY", help=_("Change all records the query asks for."))
@writes
@click.pass_obj
def command(session: Session, words: tuple[str, ...], where: str, writing: Writing) -> int:
    """Turn the assignments into edits; a change of state goes through its guards."""
    if where:
        from ..bulk import set_where

        return set_where(session, where, words, writing)
    ref, *assignments = words
    if not assignments:
        raise NothingToSet
    book = session.book
    record = book.find(ref)
    record_type = book.snapshot().type_of(record)
    read = [read_assignment(word, record_type) for word in assignments]
    machine = record_type.machine
    if machine and any(each.path == (machine.field,) and each.sign == "=" for each in read):
        return move_record(session, record, read, writing)
    desk, link = desk_of(session), linker_of(session, record)
    edits = [edit for each in read for edit in edits_of(each, record.tree, desk, link)]
    return save(session, book.edit(record, edits), writing)
