"""``cartera show REF``: one record whole."""

from __future__ import annotations

import click

from ...records.files.atomic import read_file
from ...records.index.rules import judge_record
from ...records.names import NoSuchRecord, find_broken
from ...records.snapshot import Snapshot
from ...schema.problems import Problem
from ...schema.record import Record
from ...schema.record_type import RecordType
from ...schema.tree import Tree
from ..choices import as_json
from ..command import Command
from ..completing import complete_reference
from ..diffs import show_tree
from ..exits import OK, REFUSED
from ..json_form import form_record, print_json
from ..marking import mark as _
from ..session import Session
from .check import print_problem


@click.command(
    "show",
    cls=Command,
    help=_(
        "Show a record with all its fields, its text and what is wrong with it.\n\n"
        "REF is its id, its name, or any part of its name or title that fits it alone."
    ),
    examples=("show linea-2", "show acme --json", "show acme --links"),
)
@click.argument("ref", shell_complete=complete_reference)
@as_json
@click.option("--links", is_flag=True, help=_("Also list the records that link to it."))
@click.pass_obj
def command(session: Session, ref: str, json: bool, links: bool) -> int:
    """Print the record; a broken file is printed as the text it is."""
    book = session.book
    try:
        snapshot, record = book.look_up(ref)
    except NoSuchRecord:
        broken = find_broken(book.snapshot(), ref)
        if broken is None:
            raise
        return _show_broken(session, broken)
    if json:
        print_json(form_record(record, snapshot.type_of(record)))
        return OK
    _show(session, snapshot, record)
    if links:
        _show_links(session, record)
    return OK


def _show_broken(session: Session, problem: Problem) -> int:
    print_problem(session, problem)
    session.print()
    session.print_lines(read_file(session.book.root, problem.path).decode("utf-8", "replace"))
    return REFUSED


def _show(session: Session, snapshot: Snapshot, record: Record) -> None:
    record_type = snapshot.type_of(record)
    choose = session.language.choose
    client = snapshot.client_of(record)
    session.print(record.title)
    about = [choose(record_type.label), *([client.title] if client and client is not record else []), record.id]
    session.print(" · ".join(about))
    session.print()
    labels = {name: _label(session, record_type, name) for name in _in_order(record)}
    wide = max(map(len, labels.values()), default=0)
    for name, label in labels.items():
        lines = _value_lines(session, record_type, name, record.tree[name])
        session.print(f"{label:<{wide}}  {lines[0] if lines else ''}".rstrip())
        for line in lines[1:]:
            session.print(f"{'':<{wide}}  {line}")
    _show_worked_out(session, snapshot, record)
    if record.body.strip():
        session.print()
        session.print_lines(record.body.strip("\n"))
    problems = _problems_of(snapshot, record)
    if problems:
        session.print()
        for problem in problems:
            print_problem(session, problem)


def _show_worked_out(session: Session, snapshot: Snapshot, record: Record) -> None:
    """Print what no field says and can be worked out: prices by quantity, phases against budgets."""
    from ...records.views.worked_out import WORKED, worked_out

    if record.type not in WORKED:
        return
    title, lines = worked_out(snapshot, record, session.now.date(), session.language)
    if lines:
        session.print()
        session.print(session.text(title))
    for each in lines:
        session.print(f"  {each.label}  {'! ' if each.is_warning else ''}{session.text(each.says)}")


def _problems_of(snapshot: Snapshot, record: Record) -> list[Problem]:
    """Return what is wrong in the record and its links. Doubles are for ``check``: they need every record judged."""
    reading = snapshot.reading_of(record.path)
    return [*(reading.problems if reading else ()), *judge_record(snapshot, record, snapshot.links_of(record))]


def _in_order(record: Record) -> list[str]:
    return [name for name in record.tree if name != "title"]


def _label(session: Session, record_type: RecordType, name: str) -> str:
    field = record_type.by_name.get(name)
    return session.language.choose(field.label) if field else name


def _value_lines(session: Session, record_type: RecordType, name: str, tree: Tree) -> list[str]:
    """Return a field's value in the reader's form, one line for each entry of a list of entries."""
    field = record_type.by_name.get(name)
    zone = session.book.config.zone
    if isinstance(tree, list) and any(isinstance(each, dict) for each in tree):
        return [show_tree(field, each, session.language, zone, widest=None) for each in tree]
    return show_tree(field, tree, session.language, zone, widest=None).split("\n")


def _show_links(session: Session, record: Record) -> None:
    session.print()
    session.print(session.text(_("Linked from:")))
    for each in session.book.snapshot().backlinks(record.id):
        session.print(f"  {each.id}  {each.title}")
