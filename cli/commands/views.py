"""``cartera views``: the saved views there are."""

from __future__ import annotations

import click

from ...records.views.private import drop_private, read_private
from ...records.views.saved import NoSuchView, Origin, SavedView
from ...schema.sentences import Sentence, sentence
from ..choices import as_json
from ..command import Command
from ..json_form import Json, print_json
from ..marking import mark as _
from ..session import Session
from ..tables import Column, format_table, terminal_width
from ..viewing import own_folder, views_for

_ORIGINS: dict[Origin, Sentence] = {
    Origin.OWN: sentence("Cartera"),
    Origin.BOOK: sentence("the book"),
    Origin.PRIVATE: sentence("yours"),
}


@click.command(
    "views",
    cls=Command,
    help=_(
        "List the saved views: ours, the book's in views/, and your own.\n\n"
        "“cartera list --view NAME” shows one; “cartera list … --save-as TITLE” saves one; a view of the book is a "
        "record like any other: “cartera edit views/NAME”, “cartera rm views/NAME”."
    ),
    examples=("views", "views --json", "views --drop quiet-and-big"),
)
@click.option("--drop", default="", metavar="NAME", help=_("Forget one of your own views."))
@as_json
@click.pass_obj
def command(session: Session, /, *, drop: str, json: bool) -> None:
    """Print them, or forget one."""
    if drop:
        _drop(session, drop)
        return
    views = views_for(session)
    if json:
        print_json([_form(each) for each in views])
        return
    headings = [Column(session.text(each)) for each in (_("Name"), _("Title"), _("Types"), _("From"), _("Query"))]
    rows = [
        [
            each.name,
            each.title(session.language),
            ", ".join(each.types),
            session.text(_ORIGINS[each.origin]),
            each.query,
        ]
        for each in views
    ]
    for line in format_table(headings, rows, terminal_width()):
        session.print(line)


def _drop(session: Session, name: str) -> None:
    folder = own_folder(session)
    known = read_private(folder)
    if name not in known:
        raise NoSuchView(name, known)
    drop_private(folder, name)
    session.say(_("Forgotten: {name}"), name=name)


def _form(view: SavedView) -> Json:
    titles: dict[str, Json] = {code: view.titles.get(code, "") for code in sorted(view.titles)}
    return {
        "name": view.name,
        "titles": titles,
        "types": [*view.types],
        "query": view.query,
        "order": view.order,
        "columns": [*view.columns],
        "group": view.group,
        "origin": view.origin.value,
    }
