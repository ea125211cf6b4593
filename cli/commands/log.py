"""``cartera log KIND CLIENT TEXT``: an interaction and what follows from it, in one commit."""

from __future__ import annotations

from dataclasses import dataclass

import click

from ...records.files.edits import Edit
from ...records.logline import kind_named
from ...records.plan import Plan, join
from ...schema.errors import Misused
from ...schema.field import Choice
from ...schema.nearest import nearest
from ...schema.record import Record
from ...schema.sentences import sentence
from ...schema.tree import Tree
from ..assignments import edits_of, fields_of, read_assignment
from ..choices import Writing, writes
from ..command import Command
from ..completing import complete_client
from ..marking import mark as _
from ..references import desk_of, linker_of
from ..saving import save
from ..session import Session

LONGEST_TITLE = 72
"""Characters of a title made from the text; the whole text stands below it."""


class UnknownKind(Misused):
    """No kind of interaction is called that."""

    def __init__(self, word: str, choices: tuple[Choice, ...]) -> None:
        words = [each.word for each in choices]
        near = nearest(word, words)
        super().__init__(
            sentence("No kind of interaction is called “{word}”.", word=word),
            sentence("Did you mean “{nearest}”?", nearest=near)
            if near
            else sentence("The kinds are: {kinds}.", kinds=", ".join(words)),
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """What is logged."""

    kind: str
    """The kind, in words."""
    client: Record
    """With whom."""
    text: str
    """What happened."""
    contacts: tuple[str, ...] = ()
    """Which people, in words."""
    about: Record | None = None
    """The opportunity or other record it was about."""
    facts: tuple[str, ...] = ()
    """Other fields, as ``f=v``."""


@click.command(
    "log",
    cls=Command,
    help=_(
        "Log a call, meeting, message or note with a client, and the next step, as one commit.\n\n"
        "KIND is call, email, meeting, visit, demo, note … in either language. With --next a task is made; with "
        "--about, the next step of that opportunity is set too."
    ),
    examples=(
        "log call acme 'Budget is approved' --contact eva --next 'Send the proposal' --due friday",
        "log reunión acme 'Han pedido otra demo' --about linea-2 --at 'ayer a las 10' --minutes 45",
    ),
)
@click.argument("kind")
@click.argument("client", shell_complete=complete_client)
@click.argument("text")
@click.option("--contact", "contacts", multiple=True, help=_("Who took part; may be given several times."))
@click.option("--about", help=_("The opportunity, case or project it was about."))
@click.option("--at", help=_("When it was, in words; now without it."))
@click.option("--minutes", help=_("How long it took."))
@click.option("--inbound", is_flag=True, help=_("They came to us."))
@click.option("--outcome", help=_("What came of it: reached, no answer, positive …"))
@click.option("--next", "next_step", help=_("What comes next; becomes a task."))
@click.option("--due", help=_("By when the next step is due, in words."))
@writes
@click.pass_obj
def command(
    session: Session,
    /,
    *,
    kind: str,
    client: str,
    text: str,
    contacts: tuple[str, ...],
    about: str | None,
    next_step: str | None,
    due: str | None,
    inbound: bool,
    writing: Writing,
    **facts: str | None,
) -> int:
    """Plan the interaction, the task and the opportunity's next step, and save them together."""
    book = session.book
    whom = book.find(client, ["client"])
    entry = Entry(
        kind=_kind(session, kind),
        client=whom,
        text=text,
        contacts=contacts,
        about=_about(session, about, whom) if about else None,
        facts=(
            f"direction={'in' if inbound else 'out'}",
            *(f"{name}={words}" for name, words in facts.items() if words),
        ),
    )
    task = plan_task(session, next_step, client=whom, due=due, about=entry.about) if next_step else None
    plans = [_plan_interaction(session, entry, task)]
    if task is not None:
        plans.append(task)
    if entry.about is not None and entry.about.type == "opportunity" and next_step:
        plans.append(_plan_next_step(session, entry.about, next_step, due))
    return save(session, join([each for each in plans if each], plans[0].subject), writing)


def _kind(session: Session, word: str) -> str:
    field = session.book.schema.types["interaction"].by_name["kind"]
    found = kind_named(word, field.choices)
    if not found:
        raise UnknownKind(word, field.choices)
    return found


def _about(session: Session, words: str, client: Record) -> Record:
    """Return the record of the client that is meant, or any other one that fits."""
    snapshot = session.book.snapshot()
    own = [each for each in snapshot.of_client(client.name) if each.type in {"opportunity", "case", "project"}]
    wanted = words.casefold()
    fitting = [each for each in own if wanted in each.name or wanted in each.title.casefold()]
    return fitting[0] if len(fitting) == 1 else session.book.find(words)


def _plan_interaction(session: Session, entry: Entry, task: Plan | None) -> Plan:
    """Return the plan of the interaction, which names the task that follows from it."""
    book = session.book
    record_type = book.schema.types["interaction"]
    link = linker_of(session, client=entry.client.name)
    typed = [read_assignment(each, record_type) for each in entry.facts]
    fields, _body = fields_of(typed, desk_of(session), link)
    title, body = split_title(entry.text)
    fields |= {"title": title, "kind": entry.kind}
    if entry.contacts:
        field = record_type.by_name["contacts"]
        fields["contacts"] = [link(field, each) for each in entry.contacts]
    if entry.about is not None:
        fields["about"] = [link(record_type.by_name["about"], entry.about.id)]
    if task is not None:
        fields["actions"] = [each.id.rpartition("/")[2] for each in task.changes]
    return book.new("interaction", fields, client=entry.client.name, body=body)


def split_title(text: str) -> tuple[str, str]:
    """Return a title made from a text, and the text to stand below it where the title does not say it all."""
    first = text.strip().split("\n", maxsplit=1)[0]
    title = first if len(first) <= LONGEST_TITLE else first[:LONGEST_TITLE].rsplit(" ", maxsplit=1)[0] + "…"
    return title, "" if title == text.strip() else f"{text.strip()}\n"


def plan_task(
    session: Session,
    text: str,
    *,
    client: Record | None,
    due: str | None,
    about: Record | None = None,
    assignee: str | None = None,
) -> Plan:
    """Return the plan of a task; it lies with its client, else with the person."""
    book = session.book
    record_type = book.schema.types["task"]
    slug = client.name if client else None
    link = linker_of(session, client=slug)
    given = {"due": due, "assignee": assignee}
    typed = [read_assignment(f"{name}={words}", record_type) for name, words in given.items() if words]
    fields, _body = fields_of(typed, desk_of(session), link)
    title, body = split_title(text)
    fields["title"] = title
    if about is not None:
        fields["about"] = link(record_type.by_name["about"], about.id)
    person = str(fields["assignee"]) if "assignee" in fields else book.me
    return book.new("task", fields, client=slug, person=None if slug else person, body=body)


def _plan_next_step(session: Session, deal: Record, next_step: str, due: str | None) -> Plan:
    record_type = session.book.snapshot().type_of(deal)
    words: list[str] = [f"next_step={next_step}", *([f"next_step_due={due}"] if due else [])]
    desk, link = desk_of(session), linker_of(session, deal)
    tree: dict[str, Tree] = dict(deal.tree)
    edits: list[Edit] = [
        edit for each in words for edit in edits_of(read_assignment(each, record_type), tree, desk, link)
    ]
    return session.book.edit(deal, edits)
