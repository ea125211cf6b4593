"""``cartera schema [TYPE]``: what a record of a type holds."""

from __future__ import annotations

import click

from ...schema.errors import NotFound
from ...schema.explain import Explanation, FieldRow, StateRow, explain
from ...schema.nearest import nearest
from ...schema.problems import Severity
from ...schema.record_type import RecordType, Schema
from ...schema.sentences import sentence
from ..command import Command
from ..completing import complete_type
from ..exits import OK
from ..json_form import print_json
from ..marking import mark as _
from ..session import Session
from ..tables import Column, format_table, terminal_width


class NoSuchType(NotFound):
    """No record type is called that."""

    def __init__(self, word: str, schema: Schema) -> None:
        near = nearest(word, schema.types)
        super().__init__(
            sentence("No record type is called “{word}”.", word=word),
            sentence("Did you mean “{nearest}”?", nearest=near)
            if near
            else sentence("“cartera schema” lists the types."),
        )


@click.command(
    "schema",
    cls=Command,
    help=_(
        "Explain a record type: its fields, what they hold, which are required, and its states. Without a type, list "
        "the types.\n\n"
        "Inside a book, its own types and fields count too. --json-schema prints JSON Schema 2020-12 for editors; "
        "--write puts that of every type into the book, where new records name it."
    ),
    examples=("schema", "schema opportunity", "schema oportunidad --json-schema", "schema --write"),
)
@click.argument("type_word", required=False, metavar="[TYPE]", shell_complete=complete_type)
@click.option("--json-schema", is_flag=True, help=_("Print the JSON Schema of the type's fields."))
@click.option("--write", is_flag=True, help=_("Write the schemas for editors into the book again, as one commit."))
@click.pass_obj
def command(session: Session, type_word: str | None, json_schema: bool, write: bool) -> int:
    """Print the list of types, an explanation, or a JSON Schema; or write what editors read."""
    if write:
        return _write(session)
    schema = _schema(session)
    if type_word is None:
        _print_types(session, schema)
        return OK
    record_type = schema.type_named(type_word)
    if record_type is None:
        raise NoSuchType(type_word, schema)
    if json_schema:
        from ...schema import json_schema as module

        print_json(module.json_schema(record_type, session.language))
    else:
        _print(session, explain(record_type))
    return OK


def _write(session: Session) -> int:
    """Bring the book's schemas for editors up to date."""
    from ...records.editor_schemas import plan_editor_schemas
    from ..choices import Writing
    from ..saving import save

    book = session.book
    plan = plan_editor_schemas(book.root, book.schema, book.language)
    for path in (each.path for each in plan.extras):
        session.print(path)
    return save(session, plan, Writing(yes=True))


def _schema(session: Session) -> Schema:
    """Return the schema of the book, and ours where there is no book."""
    try:
        return session.book.schema
    except NotFound:
        from ...records.own_trees import read_own
        from ...schema.declare import declare_schema

        own = read_own()
        return declare_schema(own.types, own.packs)


def _print_types(session: Session, schema: Schema) -> None:
    choose = session.language.choose
    rows = [[each.name, choose(each.label), _first_home(each), choose(each.about)] for each in schema.types.values()]
    headings = (_("Type"), _("Label"), _("Folder"), _("What it is for"))
    for line in format_table([Column(session.text(each)) for each in headings], rows, terminal_width()):
        session.print(line)


def _first_home(record_type: RecordType) -> str:
    homes = {"client": "clients/…/", "person": "people/…/", "book": ""}
    return f"{homes[record_type.layout.homes[0]]}{record_type.layout.folder}"


def _print(session: Session, about: Explanation) -> None:
    choose = session.language.choose
    session.print(f"{choose(about.label)} ({about.name})")
    session.print(choose(about.about))
    session.print(about.files)
    session.print()
    rows = [
        [f"{'  ' * each.depth}{each.name}", choose(each.label), _required(session, each), _holds(session, each)]
        for each in about.fields
    ]
    headings = (_("Field"), _("Label"), _("Required"), _("Holds"))
    for line in format_table([Column(session.text(each)) for each in headings], rows, None):
        session.print(line)
    for flow, states in about.flows:
        session.print()
        session.print(choose(flow.label))
        for state in states:
            _print_state(session, state)


def _required(session: Session, row: FieldRow) -> str:
    """Return whether a field must be filled, and when."""
    if row.written_by_program:
        return session.text(_("by Cartera"))
    if row.required is Severity.ERROR:
        return session.text(_("always"))
    if row.required is not None:
        return session.text(_("should"))
    return session.text(_("when {facts}"), facts=" | ".join(row.required_when)) if row.required_when else ""


def _holds(session: Session, row: FieldRow) -> str:
    """Return what a field holds: its kind, its words, its default and what to write."""
    parts = [row.kind.text(session.language)]
    if row.choices:
        parts = [", ".join(word for word, _label in row.choices)]
    if row.default:
        parts.append(session.text(_("new: {default}"), default=row.default))
    if row.about:
        parts.append(session.language.choose(row.about))
    return " · ".join(parts)


def _print_state(session: Session, state: StateRow) -> None:
    choose = session.language.choose
    chance = f" {state.probability} %" if state.probability is not None else ""
    moves = ", ".join(word for word, _label in state.moves) or "–"
    session.print(f"  {state.word} ({choose(state.label)}{chance}) → {moves}")
    wanted = [choose(each) for each in (*state.asks, *state.needs)]
    if wanted:
        session.print(f"      {session.text(_('asks for: {what}'), what='; '.join(wanted))}")
