"""``cartera clone ADDRESS DIR``: get a colleague's book."""

from __future__ import annotations

from pathlib import Path

import click

from ...schema.sentences import plural
from ..command import Command
from ..marking import mark as _
from ..places import cache_folder
from ..session import Session


@click.command(
    "clone",
    cls=Command,
    help=_(
        "Get a shared book: all its files and history, ready to work in.\n\n"
        "ADDRESS is what git takes: a path, ssh or https. git is set up so that a plain “git merge” merges records "
        "field by field too. Nothing in the book is run."
    ),
    examples=("clone ssh://git@server/team.git team", "clone /media/usb/book my-book"),
)
@click.argument("address")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.pass_obj
def command(session: Session, address: str, folder: Path) -> None:
    """Clone, read the book once so that the cache is warm, and say how to go on."""
    from ...records.book import Book
    from ...records.read_only import BookReadOnly
    from ...records.sync.cloning import clone_book

    if session.read_only:
        raise BookReadOnly
    world = session.world
    cloned = clone_book(address, folder)
    book = Book(cloned.root, world.clock, cache=cache_folder(world.environment))
    count = len(book.snapshot().records)
    me = book.me
    book.close()
    session.print(str(cloned.root))
    for path in cloned.left_out:
        session.say(
            _("{path} is a link or has an unsafe name; it stays in history and is not written here."), path=path
        )
    session.say(plural("The book has {n} record.", "The book has {n} records.", count))
    if not cloned.has_identity:
        session.say(_("git does not know who you are; say it before you write: git config --global user.email …"))
    elif me is None:
        session.say(_("Nobody in people/ has your e-mail address; “cartera doctor” says how to make yourself known."))
    session.say(_("“cartera -C {folder}” opens it, “cartera -C {folder} sync” exchanges changes."), folder=folder)
