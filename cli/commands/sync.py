"""``cartera sync``: exchange commits with the shared repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ...schema.sentences import Sentence, plural, sentence
from ..choices import as_json
from ..command import Command
from ..exits import NEEDS_PERSON, OK, REFUSED
from ..json_form import Json, print_json
from ..left_out import tell_left_out
from ..marking import mark as _
from ..session import Session

if TYPE_CHECKING:
    from ...records.sync.syncing import Progress, SyncReport


@click.command(
    "sync",
    cls=Command,
    help=_(
        "Bring in what others did and send what you did.\n\n"
        "Different fields always merge; where two people wrote one field, a value stays and “cartera conflicts” lists "
        "both. Without a connection nothing is lost: it is sent the next time. Ends with 4 when new conflicts came in, "
        "with 1 when something came in that cannot be read, with 5 when the server cannot be reached."
    ),
    examples=("sync", "sync --json"),
)
@click.option(
    "--accept-rewrite",
    is_flag=True,
    help=_("Go on although somebody replaced the shared history; merge what is there."),
)
@as_json
@click.pass_obj
def command(session: Session, accept_rewrite: bool, json: bool) -> int:
    """Sync and say what came and went."""
    from ...records.read_only import BookReadOnly
    from ...records.saving.keeper import Keeper
    from ...records.sync.syncing import Syncer

    if session.read_only:
        raise BookReadOnly
    book = session.book

    def tell(progress: Progress) -> None:
        if session.world.is_interactive():
            session.say(_told(progress))

    with Keeper(book.root, session.world.clock) as keeper:
        report = Syncer(keeper, book.language, session.world.random).sync(tell, accept_rewrite=accept_rewrite)
    if json:
        print_json(_form(report))
    else:
        for path in report.paths:
            session.print(path)
        session.say(_summary(report))
    return _tell_trouble(session, report)


def _tell_trouble(session: Session, report: SyncReport) -> int:
    """Say what of an exchange needs somebody, and return the exit code."""
    for problem in report.unreadable:
        session.say(
            _("{path}:{line} came in and cannot be read: {reason}"),
            path=problem.path,
            line=problem.line or 1,
            reason=session.text(problem.message),
        )
    tell_left_out(session, report.left_out)
    for path in report.repaired:
        session.say(_("{path} had conflict markers of git; it is whole again."), path=path)
    for path in report.lost:
        session.say(_("A merge made elsewhere had lost something in {path}; it is among the conflicts."), path=path)
    count = sum(map(len, report.conflicts.values())) + sum(map(len, report.lost.values()))
    if count:
        session.say(
            plural(
                "{n} conflict needs you: “cartera conflicts” shows it.",
                "{n} conflicts need you: “cartera conflicts” shows them.",
                count,
            )
        )
        return NEEDS_PERSON
    return REFUSED if report.unreadable else OK


def _told(progress: Progress) -> Sentence:
    from ...records.sync.syncing import Phase

    name = progress.name
    if progress.phase is Phase.FETCH:
        return sentence("Asking {name} …", name=name)
    if progress.phase is Phase.MERGE:
        return plural("Merging {n} change …", "Merging {n} changes …", progress.count)
    if progress.phase is Phase.PUSH:
        return plural("Sending {n} change …", "Sending {n} changes …", progress.count)
    return sentence("Somebody else was faster at {name}; trying again.", name=name)


def _summary(report: SyncReport) -> Sentence:
    came = plural("{n} change came in", "{n} changes came in", report.fetched)
    went = plural("{n} change went out", "{n} changes went out", report.pushed)
    told = tuple(each for each, count in ((came, report.fetched), (went, report.pushed)) if count)
    return sentence("{name}: {what}.", name=report.name, what=told or sentence("nothing new on either side"))


def _form(report: SyncReport) -> Json:
    return {
        "with": report.name,
        "fetched": report.fetched,
        "pushed": report.pushed,
        "merges": list(report.merges),
        "paths": list(report.paths),
        "repaired": list(report.repaired),
        "unreadable": [each.path for each in report.unreadable],
        "left_out": list(report.left_out),
        "lost": [{"id": path.rpartition(".")[0], "fields": list(fields)} for path, fields in report.lost.items()],
        "conflicts": [
            {"id": path.rpartition(".")[0], "field": field}
            for path, fields in report.conflicts.items()
            for field in fields
        ],
    }
