"""``cartera review [BRANCH]``: what a sync or a colleague's branch would bring, before it comes in."""

from __future__ import annotations

import click

from ...records.git.log import log
from ...records.git.reading import ObjectReader
from ...records.git.run import Git
from ...records.history.comparison import compare_moments
from ...records.history.moments import authors_between, find_fork
from ...records.history.telling import tell_comparison
from ...records.sync.reviewing import fetch_shared
from ...schema.dates_in_words import Moment
from ...schema.formats import show_instant
from ..command import Command
from ..marking import mark as _
from ..session import Session
from .diff import about_comparison, print_records


@click.command(
    "review",
    cls=Command,
    help=_("""Show what others did that is not here yet, record by record and field by field.

Without BRANCH it asks the shared repository first; nothing of it comes into your records. With BRANCH: a colleague's
branch, such as origin/offers."""),
    examples=("review", "review origin/offers", "review --offline"),
)
@click.argument("branch", required=False, default="")
@click.option("--offline", is_flag=True, help=_("Do not ask; show what was fetched before."))
@click.pass_obj
def command(session: Session, branch: str, offline: bool) -> None:
    """Print who did what, then the records that would change."""
    book = session.book
    git = Git(book.root)
    there = branch or fetch_shared(book.root, asks=not offline)
    with ObjectReader(git) as reader:
        here = reader.resolve("HEAD")
        before, after = find_fork(git, "HEAD", there, Moment(session.now, session.language))
        found = compare_moments(git, reader, book.schema, before, after)
    for commit in log(git, after, lacking=[here] if here else []):
        when = show_instant(commit.when, session.language, book.config.zone)
        session.print(f"{when}  {commit.who}  {commit.subject}")
    print_records(session, tell_comparison(found, book.snapshot(), session.language, book.config.zone))
    for line in about_comparison(found, authors_between(git, before, after)):
        session.say(line)
