"""``cartera diff [SPAN] [REF]``: what changed between two moments, by record and field."""

from __future__ import annotations

import click

from ...records.git.history import FileFate
from ...records.git.reading import ObjectReader
from ...records.git.run import Git
from ...records.history.comparison import ComparedRecord, Comparison, compare_moments
from ...records.history.moments import authors_between, find_span
from ...records.history.telling import ToldRecord, tell_comparison
from ...schema.dates_in_words import Moment
from ...schema.record import Record
from ...schema.sentences import Sentence, plural, sentence
from ..choices import as_json
from ..command import Command
from ..completing import complete_reference
from ..json_form import Json, form_tree, print_json
from ..marking import mark as _
from ..session import Session
from ..tables import cut

WIDEST = 100
"""Cells of one value; the page shows it whole."""
_SIGNS = {FileFate.CREATED: "+", FileFate.EDITED: "~", FileFate.DELETED: "-", FileFate.RENAMED: ">"}


@click.command(
    "diff",
    cls=Command,
    help=_("""Show what changed between two moments, by record and field.

SPAN is A..B, a period, or A until now; A and B are commits, branches or days. A...B is what B brought since it left A.
Without it: what the last commit changed.
REF limits it to one record, or to a client with all it holds."""),
    examples=(
        "diff yesterday..today",
        "diff last-month acme",
        "diff HEAD...origin/main",
        "diff HEAD~5..HEAD --html > review.html",
    ),
)
@click.argument("span", required=False, default="")
@click.argument("ref", required=False, shell_complete=complete_reference)
@as_json
@click.option("--html", is_flag=True, help=_("Print one HTML page for a reviewer; it needs nothing else."))
@click.pass_obj
def command(session: Session, span: str, ref: str | None, json: bool, html: bool) -> None:
    """Print the records that differ with their fields."""
    book = session.book
    git = Git(book.root)
    before, after = find_span(git, span, Moment(session.now, session.language))
    with ObjectReader(git) as reader:
        found = compare_moments(git, reader, book.schema, before, after, _under(book.find(ref)) if ref else "")
    if json:
        print_json([_form(session, each) for each in found.records])
        return
    records = tell_comparison(found, book.snapshot(), session.language, book.config.zone)
    about = [session.text(each) for each in about_comparison(found, authors_between(git, before, after))]
    if html:
        _print_page(session, records, span, about)
        return
    print_records(session, records)
    for line in about:
        session.say(line)


def _under(record: Record) -> str:
    """Return the file of a record, or the folder that it names."""
    return record.path if record.id.endswith(f"/{record.name}") else record.path.rpartition("/")[0]


def print_records(session: Session, records: tuple[ToldRecord, ...]) -> None:
    """Print records that differ, place by place, with their fields."""
    place = None
    for record in records:
        if record.place != place:
            place = record.place
            session.print(place or session.text(_("The rest of the book")))
        was = f"  ({session.text(_('was'))} {record.was})" if record.was else ""
        session.print(f"  {_SIGNS[record.fate]} {record.kind} “{record.title}”  {record.id}{was}")
        for each in record.changes if record.fate is not FileFate.CREATED else ():
            before, after = (cut(" ".join(text.split()), WIDEST) or "–" for text in (each.before, each.after))
            session.print(f"      {each.label}: {before} → {after}")


def about_comparison(found: Comparison, authors: dict[str, int]) -> list[Sentence]:
    """Return how much changed and who changed it."""
    counts = [
        words
        for fate, words in (
            (FileFate.CREATED, plural("{n} new", "{n} new", _count(found, FileFate.CREATED))),
            (FileFate.EDITED, plural("{n} changed", "{n} changed", _count(found, FileFate.EDITED))),
            (FileFate.RENAMED, plural("{n} renamed", "{n} renamed", _count(found, FileFate.RENAMED))),
            (FileFate.DELETED, plural("{n} deleted", "{n} deleted", _count(found, FileFate.DELETED))),
        )
        if _count(found, fate)
    ]
    lines = [sentence("Records: {counts}.", counts=tuple(counts))] if counts else [sentence("No record differs.")]
    if found.others:
        names = ", ".join(each.path for each in found.others[:3])
        lines.append(
            plural(
                "{n} other file differs: {names}",
                "{n} other files differ, among them {names}",
                len(found.others),
                names=names,
            )
        )
    if authors:
        people = ", ".join(f"{name} ({count})" for name, count in authors.items())
        lines.append(sentence("Commits by {people}.", people=people))
    return lines


def _count(found: Comparison, fate: FileFate) -> int:
    return sum(each.fate is fate for each in found.records)


def _print_page(session: Session, records: tuple[ToldRecord, ...], span: str, about: list[str]) -> None:
    from ...templates.comparison import PageWords, comparison_page

    title = f"{session.book.config.name}: {span or 'HEAD'}"
    session.print_lines(comparison_page(records, PageWords(title, about), session.language))


def _form(session: Session, each: ComparedRecord) -> Json:
    record_type = session.book.schema.types[each.record.type]
    return {
        "id": each.record.id,
        "type": each.record.type,
        "title": each.record.title,
        "is": each.fate.value,
        "was": each.before.id if each.before is not None and each.fate is FileFate.RENAMED else None,
        "fields": [
            {
                "field": change.field,
                "before": form_tree(record_type.field_at(change.field), change.before),
                "after": form_tree(record_type.field_at(change.field), change.after),
            }
            for change in each.fields
        ],
    }
