"""``cartera new TYPE f=v …``: make a record."""

from __future__ import annotations

import click

from ...records.assignments import fields_of, read_assignment
from ...records.plan import Plan
from ...schema.errors import Refused
from ...schema.problems import Problem, Severity
from ...schema.record_type import RecordType
from ...schema.sentences import sentence
from ...schema.tree import Tree
from ..choices import Writing, writes
from ..command import Command
from ..marking import mark as _
from ..references import desk_of, linker_of
from ..saving import save
from ..session import Session


class RecordLacks(Refused):
    """A new record would be wrong from its first day."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(
            sentence("Nothing was written: {what}", what=tuple(each.message for each in problems)), problems[0].hint
        )


@click.command(
    "new",
    cls=Command,
    help=_(
        "Make a record of a type. The first word without “=” is its title.\n\n"
        "Whatever has a default is filled in. On a terminal, required fields that are missing are asked for. "
        "“cartera schema TYPE” lists the fields."
    ),
    examples=(
        "new client 'Acme Foods' industry=manufacturing country=ES",
        "new opportunity 'Line 2' --client acme amount=50k expected_close='end of quarter'",
        "new contact 'Eva Sol' --client acme emails=eva@example.com",
    ),
)
@click.argument("type_word", metavar="TYPE")
@click.argument("words", nargs=-1, metavar="[TITLE] [F=V…]")
@click.option("--client", help=_("The client whose folder it goes to."))
@click.option("--person", help=_("The person whose folder it goes to."))
@click.option("--name", help=_("Its file name, instead of one made from the title."))
@writes
@click.pass_obj
def command(
    session: Session,
    /,
    *,
    type_word: str,
    words: tuple[str, ...],
    client: str | None,
    person: str | None,
    name: str | None,
    writing: Writing,
) -> int:
    """Draft, ask for what is missing, save."""
    book = session.book
    record_type = book.type_named(type_word)
    client_name = book.find(client, ["client"]).name if client else None
    person_name = book.find(person, ["user"]).name if person else None
    assignments = [read_assignment(word, record_type) for word in _with_title(words)]
    fields, body = fields_of(assignments, desk_of(session), linker_of(session, client=client_name))
    while True:
        plan = book.new(record_type.name, fields, client=client_name, person=person_name, name=name, body=body)
        lacking = [each for each in plan.problems if each.severity is Severity.ERROR]
        if not lacking:
            return save(session, plan, writing)
        fields = _ask(session, record_type, fields, plan, client_name)


def _with_title(words: tuple[str, ...]) -> list[str]:
    """Return the words with the first one without ``=`` as the title's assignment."""
    place = next((place for place, word in enumerate(words) if "=" not in word), None)
    return [f"title={word}" if at == place else word for at, word in enumerate(words)]


def _ask(
    session: Session, record_type: RecordType, fields: dict[str, Tree], plan: Plan, client: str | None
) -> dict[str, Tree]:
    """Return the fields with answers for what is missing.

    Raises:
        RecordLacks: nobody answers.

    """
    problems = tuple(each for each in plan.problems if each.severity is Severity.ERROR)
    answered = dict(fields)
    for problem in problems:
        field = record_type.by_name.get(problem.field or "")
        if field is None:
            continue
        answer = session.ask(session.language.choose(field.label))
        if answer:
            assignment = read_assignment(f"{field.name}={answer}", record_type)
            given, _body = fields_of([assignment], desk_of(session), linker_of(session, client=client))
            answered |= given
    if answered == fields:
        raise RecordLacks(problems)
    return answered
