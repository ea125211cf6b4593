"""``cartera resolve REF FIELD``: settle what two people wrote differently."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ...schema.errors import Misused
from ...schema.sentences import sentence
from ..choices import Writing, writes
from ..command import Command
from ..marking import mark as _
from ..references import desk_of, linker_of
from ..saving import save
from ..session import Session

if TYPE_CHECKING:
    from ...records.plan import Plan
    from ...records.sync.inbox import Choice, RecordConflict
    from ...schema.record import Record
    from ...schema.tree import Tree

_WAYS = ("mine", "theirs", "kept", "other", "both")


class OneWay(Misused):
    """It was not said, or said twice, how the conflict is to be settled."""

    def __init__(self) -> None:
        super().__init__(
            sentence("Say once which value is right."),
            sentence("One of --mine, --theirs, --kept, --other, --both or --value X."),
        )


@click.command(
    "resolve",
    cls=Command,
    help=_(
        "Settle a conflict, in this clone and with the next sync in all.\n\n"
        "FIELD is the field or the id that “cartera conflicts” shows; it may be left out where the record has only one "
        "conflict. --kept is what stands in the record now."
    ),
    examples=(
        "resolve acme owner --mine",
        "resolve acme owner --value eva",
        "resolve segunda-linea body --both",
    ),
)
@click.argument("ref")
@click.argument("field", required=False, default="")
@click.option("--mine", is_flag=True, help=_("Your value, by your name on the commit."))
@click.option("--theirs", is_flag=True, help=_("The value of the other person."))
@click.option("--kept", is_flag=True, help=_("The value that stands in the record now."))
@click.option("--other", is_flag=True, help=_("The other value."))
@click.option("--both", is_flag=True, help=_("Both, one after the other: of lists and texts."))
@click.option("--value", "value", metavar="X", help=_("A third value, typed as “cartera set” takes it."))
@writes
@click.pass_obj
def command(session: Session, /, *, ref: str, field: str, value: str | None, writing: Writing, **flags: bool) -> int:
    """Plan the resolution and save it."""
    ways = [name for name in _WAYS if flags[name]]
    if len(ways) + (value is not None) != 1:
        raise OneWay
    from ...records.sync.inbox import find_settings
    from ...records.sync.resolving import find_conflict, plan_resolution

    record = find_settings(session.book.snapshot(), ref) or session.book.find(ref)
    if value is not None:
        return save(session, _plan_value(session, record, field, value), writing)
    conflict = find_conflict(record, field)
    return save(session, plan_resolution(session.book, conflict, _choice(session, conflict, ways[0])), writing)


def _choice(session: Session, conflict: RecordConflict, way: str) -> Choice:
    """Return the choice that a way to say it means. Raises ``NobodysSide``."""
    from ...records.sync.inbox import Choice
    from ...records.sync.resolving import choose_side

    if way not in {"mine", "theirs"}:
        return Choice(way)
    identity = session.book.identity
    return choose_side(conflict, identity[0] if identity else "", mine=way == "mine")


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
