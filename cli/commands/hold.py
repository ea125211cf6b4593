"""``cartera hold CLIENT…``: get more clients into a clone that holds only some."""

from __future__ import annotations

import click

from ...schema.errors import Misused
from ...schema.sentences import plural, sentence
from ..choices import as_json
from ..command import Command
from ..json_form import print_json
from ..marking import mark as _
from ..session import Session


class ClientsOrAll(Misused):
    """Clients and everything were asked for at once."""

    def __init__(self) -> None:
        super().__init__(sentence("Name clients, or everything with --all; not both."))


@click.command(
    "hold",
    cls=Command,
    help=_(
        "Get more clients into a clone that holds only some.\n\n"
        "“cartera clone --only” takes some clients of a large book; this gets others, by the names of their folders, and "
        "--all gets everything. Where their files are on the server alone it must answer. Without a name it lists the "
        "clients that are not here."
    ),
    examples=("hold", "hold acme beta-foods", "hold --all"),
)
@click.argument("clients", nargs=-1, metavar="[CLIENT]...")
@click.option("--all", "everything", is_flag=True, help=_("Get everything, and hold all of the book from now on."))
@as_json
@click.pass_obj
def command(session: Session, clients: tuple[str, ...], everything: bool, json: bool) -> None:
    """List what is not here, or get it."""
    from ...records.read_only import BookReadOnly
    from ...records.saving.keeper import Keeper
    from ...records.sync.holding import absent_clients, hold_clients

    if clients and everything:
        raise ClientsOrAll
    book = session.book
    if not clients and not everything:
        _list(session, absent_clients(book.snapshot().absent.ids), json=json)
        return
    if session.read_only:
        raise BookReadOnly
    with Keeper(book.root, session.world.clock) as keeper:
        held = hold_clients(keeper, clients)
    if json:
        print_json({"clients": [*held.clients], "files": [*held.files]})
        return
    for path in held.files:
        session.print(path)
    if held.files:
        session.say(plural("{n} file is here now.", "{n} files are here now.", len(held.files)))
    else:
        session.say(_("It is all here already."))


def _list(session: Session, names: tuple[str, ...], *, json: bool) -> None:
    if json:
        print_json({"absent": [*names]})
        return
    for name in names:
        session.print(name)
    if not names:
        session.say(_("This clone holds every client of the book."))
