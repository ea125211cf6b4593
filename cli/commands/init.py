"""``cartera init DIR``: make a new book."""

from __future__ import annotations

from pathlib import Path

import click

from ...schema.language import LANGUAGES
from ..beginning import usual_settings
from ..command import Command
from ..marking import mark as _
from ..places import cache_folder
from ..receipts import tell_receipt
from ..session import Session


@click.command(
    "init",
    cls=Command,
    help=_(
        "Make a new book: a folder with cartera.yaml under git.\n\n"
        "What is not given is taken from your system; cartera.yaml can be changed at any time."
    ),
    examples=("init my-book", "init my-book --name 'North team' --currency USD --country US --tz America/New_York"),
)
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--name", help=_("What the book is called; the folder's name without it."))
@click.option("--currency", help=_("The currency of amounts typed without one, like EUR."))
@click.option("--language", type=click.Choice(LANGUAGES), help=_("The language of the book's own texts."))
@click.option("--country", help=_("The country new clients begin with, like ES."))
@click.option("--tz", help=_("The time zone in which “today” is judged, like Europe/Madrid."))
@click.pass_obj
def command(session: Session, /, *, folder: Path, **given: str | None) -> None:
    """Make the book and say how to go on."""
    from ...records.creating import create_book

    world = session.world
    settings = {
        **usual_settings(session, folder),
        **{name: text for name, text in given.items() if text},
    }
    book, receipt = create_book(folder, world.clock, settings=settings, cache=cache_folder(world.environment))
    book.close()
    session.print(str(book.root))
    tell_receipt(session, receipt)
    session.say(_("The book is ready. “cartera -C {folder}” opens it."), folder=folder)
