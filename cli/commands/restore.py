"""``cartera restore REF``: a field, a record or an account as it was at any moment."""

from __future__ import annotations

import click

from ...records.git.mistakes import UnknownRevision
from ...records.git.reading import ObjectReader
from ...records.git.run import Git
from ...records.history.moments import BeforeTheBook, find_commit
from ...records.history.restoring import NeverThere, Past, find_deleted, plan_restore, plan_return
from ...records.plan import Plan
from ...records.query.names import find_field
from ...schema.dates_in_words import Moment
from ...schema.errors import Misused, NotFound
from ...schema.field import Field
from ...schema.record import Record
from ...schema.sentences import sentence
from ..choices import Writing, writes
from ..command import Command
from ..completing import complete_reference
from ..marking import mark as _
from ..saving import save
from ..session import Session


class NeedsMoment(Misused):
    """A record that is there can be brought back to many moments."""

    def __init__(self) -> None:
        super().__init__(
            sentence("Say which moment with --at."),
            sentence("“cartera history REF” lists the moments; write --at HEAD~3, --at yesterday or --at 2026-07-14."),
        )


@click.command(
    "restore",
    cls=Command,
    help=_("""Bring back what a record said at an earlier moment, or a record that was deleted.

It is an ordinary save: history keeps both. A deleted client comes back with all it held."""),
    examples=("restore second-line --field amount --at monday", "restore second-line --at HEAD~3", "restore old-deal"),
)
@click.argument("ref", shell_complete=complete_reference)
@click.option("--field", metavar="FIELD", default="", help=_("Only this field; “body” for the text."))
@click.option("--at", metavar="WHEN", default="", help=_("A commit, or a day: as it was at the end of it."))
@writes
@click.pass_obj
def command(session: Session, ref: str, field: str, at: str, writing: Writing) -> int:
    """Show what would come back, then save it."""
    git = Git(session.book.root)
    with ObjectReader(git) as reader:
        plan = _plan(session, git, reader, ref, field, at)
    return save(session, plan, writing)


def _plan(session: Session, git: Git, reader: ObjectReader, ref: str, field: str, at: str) -> Plan:
    book = session.book
    snapshot = book.snapshot()
    try:
        record = book.find(ref)
    except NotFound:
        return _plan_return(session, git, reader, ref, at)
    if not at:
        raise NeedsMoment
    commit = _commit(session, git, at)
    return plan_restore(
        snapshot, book.root, record, Past(git, reader, commit).read(record), _name(session, record, field)
    )


def _plan_return(session: Session, git: Git, reader: ObjectReader, ref: str, at: str) -> Plan:
    """Return the plan that brings back what was deleted.

    Raises:
        NotFound: nothing was ever called so.

    """
    found = find_deleted(git, ref)
    if found is None:
        session.book.find(ref)
        raise NeverThere(ref)
    place, commit = found
    return plan_return(session.book.snapshot(), Past(git, reader, _commit(session, git, at) if at else commit), place)


def _commit(session: Session, git: Git, at: str) -> str:
    try:
        commit = find_commit(git, at, Moment(session.now, session.language), ends=True)
    except UnknownRevision:
        commit = None
    if commit is None:
        raise BeforeTheBook(at)
    return commit


def _name(session: Session, record: Record, words: str) -> str:
    """Return the field that a person calls ``words``."""
    meant = find_field(session.book.snapshot().type_of(record), words) if words else None
    return meant.name if isinstance(meant, Field) else words
