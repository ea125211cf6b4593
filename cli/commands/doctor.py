"""``cartera doctor``: what stands in the way, and what to do about it."""

from __future__ import annotations

import click

from ...schema.problems import Severity
from ..book_mending import mend_book
from ..choices import as_json
from ..command import Command
from ..doctoring import examine
from ..exits import OK, REFUSED
from ..json_form import print_json
from ..marking import mark as _
from ..session import Session

SIGNS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.NOTICE: "✓"}
"""A sign before each finding; the words say it too."""


@click.command(
    "doctor",
    cls=Command,
    help=_(
        "Look at Python, git, your identity, the book, its history, the cache and the terminal, and say what is wrong "
        "and what to do. Ends with 1 when something needs attention.\n\n"
        "--mend puts right first what needs no question: saves that wait, locks nobody holds, git's merging of records, "
        "conflict markers. Nothing is deleted without a copy."
    ),
    examples=("doctor", "-C my-book doctor", "doctor --mend"),
)
@click.option("--mend", "mends", is_flag=True, help=_("Put right first what can be, and say what was done."))
@as_json
@click.pass_obj
def command(session: Session, mends: bool, json: bool) -> int:
    """Print every finding, the sound ones too."""
    if mends:
        mend_book(session)
    findings = list(examine(session))
    if json:
        print_json(
            [
                {
                    "severity": "ok" if each.severity is Severity.NOTICE else each.severity.word,
                    "message": each.says.text(session.language),
                    "hint": each.hint.text(session.language) if each.hint else None,
                }
                for each in findings
            ]
        )
    else:
        for each in findings:
            session.print(f"{SIGNS[each.severity]} {each.says.text(session.language)}")
            if each.hint is not None:
                session.print(f"    {each.hint.text(session.language)}")
    return REFUSED if any(each.severity is not Severity.NOTICE for each in findings) else OK
