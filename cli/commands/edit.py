"""``cartera edit REF``: edit a record's text in ``$EDITOR``."""

from __future__ import annotations

from collections.abc import Sequence

import click

from ...records.files.atomic import blob_id, read_file
from ...records.mending import plan_mending
from ...records.names import NoSuchRecord, find_broken
from ...records.plan import Plan
from ...records.rewriting import plan_rewrite
from ...schema.errors import CarteraError, Refused
from ...schema.problems import Problem, Severity
from ...schema.record import Record
from ...schema.sentences import plural, sentence
from ..choices import Writing, writes
from ..command import Command
from ..completing import complete_reference
from ..editing import drop_copy, edit_copy, make_copy
from ..marking import mark as _
from ..saving import save
from ..session import Session


class TextHasErrors(Refused):
    """What was typed would make the record wrong, and nobody wants that."""

    def __init__(self, count: int) -> None:
        super().__init__(
            plural("The text has {n} error and was not saved.", "The text has {n} errors and was not saved.", count),
            sentence("Add --yes to save it all the same."),
        )


@click.command(
    "edit",
    cls=Command,
    help=_(
        "Edit a record's text in your editor (VISUAL or EDITOR).\n\n"
        "You edit a private copy. What you changed is saved as one change; what somebody else changed meanwhile in "
        "other fields stays. A file that cannot be read is named by its path and mended the same way."
    ),
    examples=("edit linea-2",),
)
@click.argument("ref", shell_complete=complete_reference)
@writes
@click.pass_obj
def command(session: Session, ref: str, writing: Writing) -> int:
    """Open the editor and save what came back; the copy stays where it cannot be saved."""
    book = session.book
    snapshot = book.snapshot()
    record, path = _meant(session, ref)
    before = read_file(book.root, path)
    copy = make_copy(path, before)
    try:
        content = edit_copy(session, path, copy)
        if record is not None:
            plan = plan_rewrite(snapshot, book.root, record, content)
        else:
            plan = plan_mending(snapshot, path, content, blob_id(before))
        if not writing.yes:
            _agree_to_errors(session, plan, snapshot.problems_of(path))
        code = save(session, plan, writing)
    except CarteraError:
        session.say(_("What you wrote is kept in {copy}"), copy=copy)
        raise
    if read_file(book.root, path) in {content, before}:
        drop_copy(copy)
    else:
        session.say(
            _("Somebody else wrote in it too: look whether it says all you meant. Your text is kept in {copy}"),
            copy=copy,
        )
    return code


def _agree_to_errors(session: Session, plan: Plan, before: Sequence[Problem]) -> None:
    """Ask before a text is saved that has errors it did not have.

    Raises:
        TextHasErrors: nobody agrees.

    """
    known = {(each.code, each.field) for each in before}
    errors = [
        each for each in plan.problems if each.severity is Severity.ERROR and (each.code, each.field) not in known
    ]
    if not errors:
        return
    for each in errors:
        session.say(_("Line {line}: {message}"), line=each.line or 1, message=each.message.text(session.language))
    if not session.confirm(_("Save it all the same?")):
        raise TextHasErrors(len(errors))


def _meant(session: Session, ref: str) -> tuple[Record | None, str]:
    """Return the record meant and its file; no record where the file cannot be read as one."""
    try:
        record = session.book.find(ref)
    except NoSuchRecord:
        broken = find_broken(session.book.snapshot(), ref)
        if broken is None:
            raise
        return None, broken.path
    return record, record.path
