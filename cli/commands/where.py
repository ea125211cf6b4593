"""``cartera where``: the folders a book and its cache lie in."""

from __future__ import annotations

import click

from ..choices import as_json
from ..command import Command
from ..json_form import print_json
from ..marking import mark as _
from ..places import cache_folder
from ..session import Session


@click.command("where", cls=Command, help=_("Show where the book and its cache lie."), examples=("where",))
@as_json
@click.pass_obj
def command(session: Session, json: bool) -> None:
    """Print the places as a small table, or as a JSON object."""
    from ...records.git.places import find_root

    root = find_root(session.folder)
    cache = cache_folder(session.world.environment)
    if json:
        print_json({"book": str(root), "cache": str(cache)})
        return
    for label, place in ((_("book"), root), (_("cache"), cache)):
        session.print(f"{session.text(label):<8}{place}")
