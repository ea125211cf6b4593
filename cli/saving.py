"""The last step of every command that writes: show the plan, ask where it must be asked, apply it, say what became."""

from __future__ import annotations

from ..records.plan import Plan, RecordChange
from ..schema.errors import Misused
from ..schema.problems import Severity
from ..schema.record_type import RecordType
from ..schema.sentences import sentence
from .choices import Writing
from .diffs import describe_change
from .exits import OK, REFUSED
from .json_form import Json, form_tree, print_json
from .marking import mark as _
from .receipts import tell_receipt
from .session import Session


class NeedsYes(Misused):
    """A question would have to be asked, and nobody is there."""

    def __init__(self) -> None:
        super().__init__(
            sentence("This asks before it goes on, and there is no terminal to ask on."),
            sentence("Add --yes to go ahead, or --dry-run to look first."),
        )


def save(session: Session, plan: Plan, writing: Writing, *, question: str = "") -> int:
    """Apply ``plan`` as one commit, or only show it; return the exit code.

    With a ``question`` the person is asked first, because the plan takes something away or touches many files.
    """
    if not plan:
        session.say(_("Nothing to change."))
        _answer(session, plan, writing, None)
        return OK
    if writing.dry_run:
        _answer(session, plan, writing, None)
        _warn(session, plan)
        session.say(_("Nothing was written (--dry-run)."))
        return OK
    if question and not writing.yes and not _is_agreed(session, plan, question):
        return REFUSED
    saved = session.book.apply(plan)
    _answer(session, plan, writing, saved.receipt.commit)
    _warn(session, plan)
    tell_receipt(session, saved.receipt, session.book.snapshot())
    if saved.receipt.pending is None:
        session.say(_("Saved: {subject}"), subject=plan.subject.text(session.language))
    return OK


def _is_agreed(session: Session, plan: Plan, question: str) -> bool:
    """Show the plan and ask.

    Raises:
        NeedsYes: nobody is there.

    """
    if not session.world.is_interactive():
        raise NeedsYes
    for line in _lines(session, plan):
        session.say("{line}", line=line)
    if session.confirm(question):
        return True
    session.say(_("Nothing was written."))
    return False


def _answer(session: Session, plan: Plan, writing: Writing, commit: str | None) -> None:
    """Write the result on stdout in the form asked for."""
    if writing.json:
        print_json({"commit": commit, "changes": [_form(session, each) for each in plan.changes]})
    elif writing.ids:
        for change in plan.changes:
            session.print(change.id)
    else:
        for line in _lines(session, plan):
            session.print(line)


def _lines(session: Session, plan: Plan) -> list[str]:
    zone = session.book.config.zone
    return [
        line
        for change in plan.changes
        for line in describe_change(change, _type_of(session, change), session.language, zone)
    ]


def _type_of(session: Session, change: RecordChange) -> RecordType:
    record = change.after or change.before
    if record is None:
        raise ValueError(change.path)
    return session.book.snapshot().type_of(record)


def _form(session: Session, change: RecordChange) -> Json:
    record_type = _type_of(session, change)
    fields: list[Json] = [
        {
            "field": each.field,
            "before": form_tree(record_type.by_name.get(each.field), each.before),
            "after": form_tree(record_type.by_name.get(each.field), each.after),
        }
        for each in change.diffs
    ]
    return {"id": change.id, "type": record_type.name, "is": _what_happens(change), "fields": fields}


def _what_happens(change: RecordChange) -> str:
    if change.after is None:
        return "deleted"
    return "edited" if change.before else "created"


def _warn(session: Session, plan: Plan) -> None:
    """Say what will be wrong in the files the plan touches."""
    for problem in plan.problems:
        if problem.severity > Severity.NOTICE:
            session.say(
                _("{place}: {message}"),
                place=problem.field or problem.path,
                message=problem.message.text(session.language),
            )
