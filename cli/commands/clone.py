"""``cartera clone ADDRESS DIR``: get a colleague's book."""

from __future__ import annotations

from pathlib import Path

import click

from ...schema.sentences import plural
from ..command import Command
from ..left_out import tell_left_out
from ..marking import mark as _
from ..places import cache_folder
from ..session import Session


@click.command(
    "clone",
    cls=Command,
    help=_(
        "Get a shared book: all its files and history, ready to work in.\n\n"
        "ADDRESS is what git takes: a path, ssh or https. git is set up so that a plain “git merge” merges records "
        "field by field too. Nothing in the book is run.\n\n"
        "Of a large book --only takes some clients, with everything that belongs to none, and gets earlier versions when "
        "they are asked for; --recent takes the newest commits. What is not here is known as absent: it is never taken for "
        "deleted, and a sync changes it all the same."
    ),
    examples=(
        "clone ssh://git@server/team.git team",
        "clone /media/usb/book my-book",
        "clone --only acme --only beta-foods ssh://git@server/team.git mine",
    ),
)
@click.argument("address")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "--only", "only", metavar="CLIENT", multiple=True, help=_("Hold this client's folder alone; may be repeated.")
)
@click.option("--recent", metavar="N", type=click.IntRange(min=1), help=_("Take the newest N commits of history."))
@click.pass_obj
def command(session: Session, address: str, folder: Path, only: tuple[str, ...], recent: int | None) -> None:
    """Clone, read the book once so that the cache is warm, and say how to go on."""
    from ...records.book import Book
    from ...records.read_only import BookReadOnly
    from ...records.sync.cloning import Extent, clone_book

    if session.read_only:
        raise BookReadOnly
    world = session.world
    cloned = clone_book(address, folder, Extent(only, recent))
    book = Book(cloned.root, world.clock, cache=cache_folder(world.environment))
    count = len(book.snapshot().records)
    me = book.me
    book.close()
    session.print(str(cloned.root))
    tell_left_out(session, cloned.left_out)
    session.say(plural("The book has {n} record.", "The book has {n} records.", count))
    if cloned.absent:
        session.say(
            plural(
                "{n} file of other clients is not here; “cartera hold CLIENT” gets a client.",
                "{n} files of other clients are not here; “cartera hold CLIENT” gets a client.",
                cloned.absent,
            )
        )
    if not cloned.has_identity:
        session.say(_("git does not know who you are; say it before you write: git config --global user.email …"))
    elif me is None:
        session.say(_("Nobody in people/ has your e-mail address; “cartera doctor” says how to make yourself known."))
    session.say(_("“cartera -C {folder}” opens it, “cartera -C {folder} sync” exchanges changes."), folder=folder)
