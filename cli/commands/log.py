"""``cartera log KIND CLIENT TEXT``: an interaction and what follows from it, in one commit."""

from __future__ import annotations

import click

from ...records.assignments import fields_of, read_assignment
from ...records.log_draft import plan_log, understand_line
from ...records.log_entry import LogEntry, plan_entry
from ...records.logline import kind_named
from ...records.plan import Plan
from ...schema.dataclass import dataclass
from ...schema.errors import Misused
from ...schema.field import Choice
from ...schema.nearest import nearest
from ...schema.record import Record
from ...schema.sentences import Sentence, sentence
from ...schema.tree import Tree
from ..choices import Writing, writes
from ..command import Command
from ..completing import complete_client
from ..marking import mark as _
from ..references import desk_of, linker_of
from ..saving import save
from ..session import Session
from .task import task_fields


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


class LineNotUnderstood(Misused):
    """A line that logs an interaction lacks something, or names what nobody is called."""

    def __init__(self, complaint: Sentence) -> None:
        super().__init__(
            complaint,
            sentence("A line reads: call ana 20m: what was said > what comes next @friday."),
        )


class HalfSaid(Misused):
    """A kind and a client are named, but not what happened."""

    def __init__(self) -> None:
        super().__init__(
            sentence("Say what happened."),
            sentence("Give KIND, CLIENT and TEXT, or all of it as one line in quotes."),
        )


@dataclass(frozen=True, slots=True)
class Said:
    """What the arguments say of the interaction."""

    kind: str
    """The word of its kind."""
    client: Record
    """With whom."""
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
        "Log a call, meeting, message or note with a client, and the next step, in one go.\n\n"
        "KIND is call, email, meeting, visit, demo, note … in either language. With --next a task is made; with "
        "--about, the next step of that opportunity is set too.\n\n"
        "All of it can also be said in one line, as in the terminal: "
        "'call eva 20m: what was said > what comes next @friday'."
    ),
    examples=(
        "log call acme 'Budget is approved' --contact eva --next 'Send the proposal' --due friday",
        "log 'call eva 20m: budget is approved > send the proposal @friday'",
        "log reunión acme 'Han pedido otra demo' --about linea-2 --at 'ayer a las 10' --minutes 45",
    ),
)
@click.argument("kind")
@click.argument("client", required=False, shell_complete=complete_client)
@click.argument("text", required=False)
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
    client: str | None,
    text: str | None,
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
    is_line = client is None and not (contacts or next_step or due or inbound or any(facts.values()))
    if is_line:
        return save(session, _plan_line(session, kind, about), writing)
    if client is None or text is None:
        raise HalfSaid
    whom = book.find(client, ["client"])
    said = Said(
        kind=_kind(session, kind),
        client=whom,
        contacts=contacts,
        about=_about(session, about, whom) if about else None,
        facts=(
            f"direction={'in' if inbound else 'out'}",
            *(f"{name}={words}" for name, words in facts.items() if words),
        ),
    )
    entry = LogEntry(
        text=text,
        client=whom.name,
        fields=_interaction_fields(session, said),
        next_step=next_step or "",
        task_fields=task_fields(session, client=whom, due=due, about=said.about),
        deal=said.about,
    )
    return save(session, plan_entry(book, entry), writing)


def _plan_line(session: Session, line: str, about: str | None) -> Plan:
    """Plan what one line says, as the terminal understands it.

    Raises:
        LineNotUnderstood: it lacks something.

    """
    book = session.book
    deal = book.find(about) if about else None
    snapshot = book.snapshot()
    client = snapshot.client_of(deal) if deal else None
    draft = understand_line(line, snapshot, desk_of(session).moment, client=client, about=deal)
    if draft.complaints:
        raise LineNotUnderstood(draft.complaints[0])
    return plan_log(book, draft)


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


def _interaction_fields(session: Session, said: Said) -> dict[str, Tree]:
    record_type = session.book.schema.types["interaction"]
    link = linker_of(session, client=said.client.name)
    fields, _body = fields_of([read_assignment(each, record_type) for each in said.facts], desk_of(session), link)
    fields["kind"] = said.kind
    if said.contacts:
        fields["contacts"] = [link(record_type.by_name["contacts"], each) for each in said.contacts]
    if said.about is not None:
        fields["about"] = [link(record_type.by_name["about"], said.about.id)]
    return fields
