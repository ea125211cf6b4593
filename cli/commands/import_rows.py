"""``cartera import FILE|DIR --recipe R``: bring in tables, by a recipe."""

from __future__ import annotations

from pathlib import Path

import click

from ...records.exchange.engine import apply_import, prepare_import
from ...records.exchange.preview import Preview
from ...records.exchange.recipe_reader import read_recipe
from ...records.exchange.report import sections
from ...schema.sentences import plural
from ..choices import dry_run, say_yes
from ..command import Command
from ..diffs import describe_change
from ..exits import OK, REFUSED
from ..marking import mark as _
from ..receipts import tell_receipt
from ..saving import NeedsYes
from ..session import Session

SHOWN = 20
"""Lines of each part of the preview; the report in the book has them all."""


@click.command(
    "import",
    cls=Command,
    help=_(
        "Bring in tables from another program by a recipe; one undo takes it back.\n\n"
        "It first shows what would come in, what is mended and which rows are refused, and asks. Importing the same "
        "files again changes nothing; newer files update what they changed. A report stays in reports/imports. "
        "Ends with 1 when rows were refused."
    ),
    examples=(
        "import exports/ --recipe docs/examples/crm-sales-opportunities.yaml --dry-run",
        "import exports/ --recipe docs/examples/crm-sales-opportunities.yaml --yes",
    ),
)
@click.argument("source", type=click.Path(path_type=Path), metavar="FILE|DIR")
@click.option(
    "--recipe", required=True, metavar="FILE", type=click.Path(path_type=Path), help=_("The recipe, a YAML file.")
)
@click.option("--strict", is_flag=True, help=_("Import nothing when a row is refused."))
@dry_run
@say_yes
@click.pass_obj
def command(session: Session, /, *, source: Path, recipe: Path, strict: bool, dry_run: bool, yes: bool) -> int:
    """Preview, ask, apply."""
    preview = prepare_import(session.book, read_recipe(recipe), source, session.telling())
    _print_preview(session, preview)
    refused = REFUSED if preview.refusals else OK
    if not preview.plan:
        session.say(_("Nothing to change."))
        return refused
    if dry_run:
        session.say(_("Nothing was written (--dry-run)."))
        return refused
    if not yes and not _is_agreed(session, preview):
        session.say(_("Nothing was written."))
        return REFUSED
    saved = apply_import(session.book, preview, strict=strict)
    if saved is not None:
        tell_receipt(session, saved.receipt, session.book.snapshot())
    session.say(_("Imported; one undo takes it back. The report is {path}."), path=preview.report)
    return refused


def _is_agreed(session: Session, preview: Preview) -> bool:
    """Ask.

    Raises:
        NeedsYes: nobody is there.

    """
    if not session.world.is_interactive():
        raise NeedsYes
    count = len(preview.plan.changes)
    return session.confirm(plural("Write {n} record?", "Write {n} records?", count))


def _print_preview(session: Session, preview: Preview) -> None:
    """Write the parts of a preview with their first lines, and one change of each sort whole."""
    for heading, lines in sections(preview):
        session.print(heading.text(session.language))
        for each in lines[:SHOWN]:
            session.print(f"  {each.text(session.language)}")
        if len(lines) > SHOWN:
            session.print(f"  {session.text(plural('and one more', 'and {n} more', len(lines) - SHOWN))}")
    zone = session.book.config.zone
    for change in preview.samples:
        record = change.after or change.before
        record_type = session.book.schema.types.get(record.type) if record else None
        if record_type is not None:
            session.print()
            for line in describe_change(change, record_type, session.language, zone):
                session.print(line)
