"""``cartera check``: what is wrong in the book."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...records.files.paths import safe_path
from ...schema.dates_in_words import Moment
from ...schema.errors import NotFound
from ...schema.problems import Problem, Severity
from ...schema.sentences import plural, sentence
from ..choices import as_json
from ..command import Command
from ..exits import OK, REFUSED
from ..json_form import Json, print_json
from ..marking import mark as _
from ..session import Session

if TYPE_CHECKING:
    from ...records.history.checking import CommitProblem


class NoSuchPath(NotFound):
    """No file of the book lies there."""

    def __init__(self, path: str) -> None:
        super().__init__(
            sentence("The book has no file or folder {path}.", path=path),
            sentence("Name it from the book's folder, like clients/acme."),
        )


@click.command(
    "check",
    cls=Command,
    help=_(
        "List what is wrong in the book: files that cannot be read, bad values, broken links.\n\n"
        "Ends with 1 when there are errors. Warnings and notices are counted, and listed with --level."
    ),
    examples=("check", "check clients/acme --level warning", "check --commits origin/main..HEAD", "check --json"),
)
@click.argument("paths", nargs=-1, metavar="[PATH…]")
@click.option(
    "--level",
    type=click.Choice(["error", "warning", "notice"]),
    default="error",
    help=_("The least bad thing to list; “error” without it."),
)
@click.option(
    "--commits",
    metavar="SPAN",
    default="",
    help=_("The errors that the commits of A..B brought, those mended since too."),
)
@click.option("--unreadable", is_flag=True, help=_("Only records that cannot be read: what a server should refuse."))
@as_json
@click.pass_obj
def command(session: Session, paths: tuple[str, ...], level: str, commits: str, *, unreadable: bool, json: bool) -> int:
    """List the problems at or above a level."""
    if commits:
        return _check_commits(session, commits, unreadable=unreadable, json=json)
    wanted = [_place_in_book(session, each) for each in paths]
    problems = _unreadable(session) if unreadable else session.book.snapshot().problems
    found = [each for each in problems if not wanted or any(_lies_in(each.path, place) for place in wanted)]
    least = Severity[level.upper()]
    listed = _with_lines(session, [each for each in found if each.severity >= least])
    if json:
        print_json([form_problem(session, each) for each in listed])
    else:
        for problem in listed:
            print_problem(session, problem)
    _tell_counts(session, found, least)
    return REFUSED if any(each.severity is Severity.ERROR for each in found) else OK


def _with_lines(session: Session, problems: list[Problem]) -> list[Problem]:
    """Return the problems with the lines of the fields that were judged from their values alone."""
    if all(each.line is not None or not each.field for each in problems):
        return problems
    from ...records.index.lines import with_lines

    return with_lines(session.book.root, problems)


def _unreadable(session: Session) -> list[Problem]:
    """Return the problems of the records that cannot be read."""
    from ...records.history.checking import is_unreadable

    snapshot = session.book.snapshot()
    readable = {each.path for each in snapshot.records.values()}
    return [each for each in snapshot.problems if is_unreadable(each, has_record=each.path in readable)]


def _check_commits(session: Session, span: str, *, unreadable: bool, json: bool) -> int:
    """List what commits brought; the exit code counts what is still wrong."""
    from ...records.git.run import Git
    from ...records.history.checking import check_commits
    from ...records.history.moments import find_span

    book = session.book
    git = Git(book.root)
    before, after = find_span(git, span, Moment(session.now, session.language))
    found = check_commits(git, book.schema, book.config, before, after)
    found = [each for each in found if each.unreadable or not unreadable]
    if json:
        print_json([{"commit": each.commit.id, "mended": each.mended, **_members(session, each)} for each in found])
    for each in () if json else found:
        mended = session.text(_("mended later: ")) if each.mended else ""
        session.print(f"{each.commit.id[:10]}  {each.commit.who}  {mended}{each.commit.subject}")
        print_problem(session, each.problem)
    wrong = [each for each in found if not each.mended]
    session.say(plural("{n} error", "{n} errors", len(wrong)))
    return REFUSED if wrong else OK


def _members(session: Session, found: CommitProblem) -> dict[str, Json]:
    form = form_problem(session, found.problem)
    return form if isinstance(form, dict) else {}


def form_problem(session: Session, problem: Problem) -> Json:
    """Return a problem as JSON: ``path``, ``line``, ``field``, ``severity``, ``message``, ``hint``, ``code``."""
    return {
        "path": problem.path,
        "line": problem.line,
        "field": problem.field,
        "severity": problem.severity.word,
        "message": problem.message.text(session.language),
        "hint": problem.hint.text(session.language) if problem.hint else None,
        "code": problem.code,
    }


def print_problem(session: Session, problem: Problem) -> None:
    """Write ``path:line: severity: message`` and, indented, the hint."""
    place = f"{problem.path}:{problem.line}" if problem.line else problem.path
    word = session.text(SEVERITIES[problem.severity])
    field = f"{problem.field}: " if problem.field else ""
    session.print(f"{place}: {word}: {field}{problem.message.text(session.language)}")
    if problem.hint is not None:
        session.print(f"    {problem.hint.text(session.language)}")


SEVERITIES = {Severity.ERROR: _("error"), Severity.WARNING: _("warning"), Severity.NOTICE: _("notice")}


def _place_in_book(session: Session, path: str) -> str:
    """Return a path given from the book's folder, or from where the person stands, relative to the book.

    Raises:
        NoSuchPath: nothing lies there.

    """
    root = session.book.root
    inside = path.rstrip("/").removeprefix("./")
    if inside == "." or (safe_path(inside) and os.path.lexists(root / inside)):
        return inside
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - resolves “..” and follows no symlink
    if os.path.lexists(absolute) and absolute.is_relative_to(root):
        return absolute.relative_to(root).as_posix()
    raise NoSuchPath(path)


def _lies_in(path: str, place: str) -> bool:
    return place in {".", path} or path.startswith(f"{place}/") or path.rpartition(".")[0] == place


def _tell_counts(session: Session, found: list[Problem], least: Severity) -> None:
    """Say how much of each level there is, and how to see what was not listed."""
    counts = Counter(each.severity for each in found)
    session.say(
        sentence(
            "{errors}, {warnings}, {notices}",
            errors=plural("{n} error", "{n} errors", counts[Severity.ERROR]),
            warnings=plural("{n} warning", "{n} warnings", counts[Severity.WARNING]),
            notices=plural("{n} notice", "{n} notices", counts[Severity.NOTICE]),
        )
    )
    hidden = [each for each in (Severity.WARNING, Severity.NOTICE) if each < least and counts[each]]
    if hidden:
        session.say(_("“cartera check --level {level}” lists them too."), level=max(hidden).word)
