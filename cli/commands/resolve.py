"""``cartera resolve REF FIELD``: settle what two people wrote differently."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ...schema.errors import Misused
from ...schema.sentences import sentence
from ..choices import Writing, writes
from ..command import Command
from ..exits import NEEDS_PERSON, OK
from ..marking import mark as _
from ..references import desk_of, linker_of
from ..saving import save
from ..session import Session

if TYPE_CHECKING:
    from ...records.plan import Plan
    from ...schema.record import Record
    from ...schema.tree import Tree

_WAYS = ("mine", "theirs", "kept", "other", "both", "probable")


class OneWay(Misused):
    """It was not said, or said twice, how the conflict is to be settled."""

    def __init__(self) -> None:
        super().__init__(
            sentence("Say once which value is right."),
            sentence("One of --mine, --theirs, --kept, --other, --both, --probable or --value X."),
        )


class WhichConflict(Misused):
    """It was not said, or said twice, what is to be settled."""

    def __init__(self) -> None:
        super().__init__(
            sentence("Say once what is to be settled."),
            sentence("A record, with its field where it has several conflicts; or --query QUERY for all it asks for."),
        )


@click.command(
    "resolve",
    cls=Command,
    help=_(
        "Settle a conflict, in this clone and with the next sync in all.\n\n"
        "REF is a record, or a file of which there are two versions. FIELD is the field or the id that “cartera "
        "conflicts” shows; it may be left out where the record has only one conflict. --kept is what stands in the record "
        "now. --query settles all that “cartera conflicts --query” lists, as one undo; what cannot be settled that way is "
        "named and left."
    ),
    examples=(
        "resolve acme owner --mine",
        "resolve acme owner --value eva",
        "resolve segunda-linea body --both",
        "resolve rules/remind.yaml --other",
        "resolve --query 'field:owner' --theirs",
    ),
)
@click.argument("ref", required=False, default="")
@click.argument("field", required=False, default="")
@click.option("--query", metavar="QUERY", default=None, help=_("All conflicts that this asks for; '' for every one."))
@click.option("--mine", is_flag=True, help=_("Your value, by the name you save under."))
@click.option("--theirs", is_flag=True, help=_("The value of the other person."))
@click.option("--kept", is_flag=True, help=_("The value that stands in the record now."))
@click.option("--other", is_flag=True, help=_("The other value."))
@click.option("--both", is_flag=True, help=_("Both, one after the other: of lists and texts."))
@click.option("--probable", is_flag=True, help=_("What is probably right: the value marked with →."))
@click.option("--value", "value", metavar="X", help=_("A third value, typed as “cartera set” takes it."))
@writes
@click.pass_obj
def command(
    session: Session, /, *, ref: str, field: str, query: str | None, value: str | None, writing: Writing, **flags: bool
) -> int:
    """Plan the resolution and save it."""
    ways = [name for name in _WAYS if flags[name]]
    if len(ways) + (value is not None) != 1:
        raise OneWay
    if bool(ref) is (query is not None) or (query is not None and value is not None):
        raise WhichConflict
    if query is not None:
        return _settle_all(session, query, ways[0], writing)
    from ...records.sync.copies import find_copy
    from ...records.sync.inbox import find_settings
    from ...records.sync.resolving import find_conflict
    from ...records.sync.settling import Way, settle_one

    book = session.book
    copy = find_copy(book.root, ref)
    if copy is not None and value is None:
        return save(session, settle_one(book, copy, Way(ways[0])), writing)
    record = find_settings(book.snapshot(), ref) or book.find(ref)
    if value is not None:
        return save(session, _plan_value(session, record, field, value), writing)
    return save(session, settle_one(book, find_conflict(record, field), Way(ways[0])), writing)


def _settle_all(session: Session, query: str, way: str, writing: Writing) -> int:
    """Settle all that is asked for; say what is left and why."""
    from ...records.sync.settling import Way, name_of, plan_settlement
    from .conflicts import ask_conflicts

    settlement = plan_settlement(session.book, ask_conflicts(session, query), Way(way))
    for left in settlement.unsettled:
        session.say(sentence("{what}: {why}", what=name_of(left.waiting), why=left.mistake.sentence))
    if not settlement.plan:
        session.say(_("There is nothing to settle."))
        return NEEDS_PERSON if settlement.unsettled else OK
    code = save(session, settlement.plan, writing)
    return code or (NEEDS_PERSON if settlement.unsettled else OK)


def _plan_value(session: Session, record: Record, field: str, value: str) -> Plan:
    from ...records.sync.resolving import find_conflict, plan_value

    name = field or find_conflict(record, field).entry.field
    return plan_value(session.book, record, name, _typed(session, record, name, value))


def _typed(session: Session, record: Record, field: str, value: str) -> Tree:
    """Return the tree that a typed value means in a field."""
    from ...records.assignments import edits_of, read_assignment
    from ...records.files.edits import Put

    if field == "body":
        return value
    record_type = session.book.snapshot().type_of(record)
    if record_type.field_at(field) is None:
        return value
    read = read_assignment(f"{field.partition('.')[0]}={value}", record_type)
    edits = edits_of(read, record.tree, desk_of(session), linker_of(session, record)) if "." not in field else []
    return next((each.tree for each in edits if isinstance(each, Put)), value)
