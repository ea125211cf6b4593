"""``cartera conflicts``: what two people wrote differently and nobody has decided yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ...schema.formats import show_instant
from ..choices import as_json
from ..command import Command
from ..exits import NEEDS_PERSON, OK
from ..json_form import Json, form_tree, print_json
from ..marking import mark as _
from ..session import Session
from ..tables import cut

if TYPE_CHECKING:
    from ...records.merge.decisions import Value
    from ...records.merge.entries import Credit
    from ...records.sync.inbox import RecordConflict
    from ...records.sync.settling import Waiting

WIDEST = 70
"""Cells of one value; ``--json`` has it whole."""


@click.command(
    "conflicts",
    cls=Command,
    help=_(
        "List what two people wrote differently: the record, the field, both values, who and when.\n\n"
        "The value that stands in the record for now comes first. “cartera resolve” settles one; the value marked with "
        "→ is the one written last. QUERY asks for conflicts by title, field, kept, other, base, who, when, kind (field, "
        "deleted, unreadable, lost, doubled, copy), suggestion, of (the type of the record), client and path. Ends with 4 while "
        "there are any."
    ),
    examples=("conflicts", "conflicts acme", "conflicts --query 'field:owner who:eva'", "conflicts --json"),
)
@click.argument("ref", required=False)
@click.option("--query", metavar="QUERY", default="", help=_("Only conflicts that this asks for."))
@as_json
@click.pass_obj
def command(session: Session, ref: str | None, query: str, json: bool) -> int:
    """Print every conflict, and files of which two versions were kept."""
    from ...records.sync.copies import FileCopy
    from ...records.sync.inbox import conflicts_of, find_settings

    book = session.book
    waiting = ask_conflicts(session, query)
    if ref:
        of_record = conflicts_of(find_settings(book.snapshot(), ref) or book.find(ref))
        waiting = [each for each in waiting if each in of_record]
    found = [each for each in waiting if not isinstance(each, FileCopy)]
    copies = [each.path for each in waiting if isinstance(each, FileCopy)]
    if json:
        print_json({"conflicts": [_form(session, each) for each in found], "copies": [*copies]})
    else:
        for each in found:
            _print(session, each)
        for path in copies:
            session.print(session.text(_("{path}: the other version of a file; keep one of the two."), path=path))
        if not found and not copies:
            session.say(_("There are no conflicts."))
    return NEEDS_PERSON if found or copies else OK


def ask_conflicts(session: Session, query: str) -> list[Waiting]:
    """Return what waits for a person and is asked for: conflicts of settings and records, then files. Raises ``BadQuery``."""
    from ...records.query.facts import facts_at
    from ...records.query.select import select_by
    from ...records.sync.conflict_rows import rows_of_conflicts
    from ...records.sync.copies import list_copies

    rows = rows_of_conflicts(session.book.snapshot(), list_copies(session.book.root))
    facts = facts_at(rows.snapshot, session.now, "", session.language)
    among = map(rows.snapshot.records.__getitem__, rows.ids)
    return [rows.things[each.id] for each in select_by(facts, query, types=(rows.type,), among=among)]


def _print(session: Session, conflict: RecordConflict) -> None:
    from ...records.merge.entries import ConflictKind
    from ...records.sync.inbox import Choice, tell_presence

    entry, record = conflict.entry, conflict.record
    declared = session.book.snapshot().type_of(record).field_at(entry.field) if entry.field else None
    label = session.language.choose(declared.label) if declared else entry.field
    session.print(f"{record.id}  {record.title}  {label}  [{entry.id}]")
    if entry.is_of_presence:
        why = tell_presence(entry, _who(session, entry.kept_credit), _who(session, entry.other_credit))
        session.print(f"    {session.text(why)}")
        return
    if entry.kind is ConflictKind.UNREADABLE:
        words = _("The version of {other} could not be read; “git cat-file blob {blob}” shows it.")
        session.print(f"    {session.text(words, other=_who(session, entry.other_credit), blob=str(entry.other)[:12])}")
        return
    for choice, value, credit in (
        (Choice.KEPT, conflict.stands, conflict.stands_credit),
        (Choice.OTHER, entry.other, entry.other_credit),
    ):
        sign = "→" if conflict.suggestion in {choice, Choice.BOTH} else " "
        session.print(f"  {sign} {_shown(session, value)}  ({_who(session, credit)})")
    session.print(session.text(_("    before: {value}"), value=_shown(session, entry.base)))


def _shown(session: Session, value: Value) -> str:
    from ...records.merge.decisions import MISSING, canonical

    if value is MISSING or value is None or value == "":
        return session.text(_("(empty)"))
    text = value if isinstance(value, str) else canonical(value)
    return cut(" ".join(text.split()), WIDEST)


def _who(session: Session, credit: Credit) -> str:
    name = credit.who or session.text(_("somebody"))
    moment = credit.moment
    if moment is None:
        return name
    return f"{name}, {show_instant(moment, session.language, session.book.config.zone)}"


def _form(session: Session, conflict: RecordConflict) -> Json:
    from ...records.merge.decisions import MISSING

    entry = conflict.entry
    declared = session.book.snapshot().type_of(conflict.record).field_at(entry.field) if entry.field else None

    def side(value: Value, credit: Credit | None) -> Json:
        told: dict[str, Json] = {"is_there": value is not MISSING}
        told["value"] = None if value is MISSING else form_tree(declared, value)
        return told if credit is None else {**told, "by": credit.who or None, "at": credit.at or None}

    return {
        "conflict": entry.id,
        "kind": entry.kind.value,
        "id": conflict.record.id,
        "type": conflict.record.type,
        "title": conflict.record.title,
        "field": entry.field or None,
        "base": side(entry.base, None),
        "kept": side(conflict.stands, conflict.stands_credit),
        "other": side(entry.other, entry.other_credit),
        "choices": [each.value for each in conflict.choices],
        "suggestion": conflict.suggestion.value,
    }
