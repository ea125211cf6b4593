"""``cartera list TYPE [QUERY]``: records as a table, JSON, CSV or ids, or those of a saved view."""

from __future__ import annotations

import click

from ...records.query.facts import Facts
from ...records.query.mistakes import BadQuery
from ...records.query.select import select_by
from ...records.views.saved import SavedView, find_view
from ...schema.dataclass import replace
from ...schema.errors import Misused
from ...schema.record import Record
from ...schema.sentences import plural, sentence
from ..choices import as_csv, as_ids, as_json
from ..completing import complete_type
from ..listing import Form, Listed, print_list
from ..marking import mark as _
from ..references import desk_of
from ..session import Session
from ..unreadable import Answer


class NothingToList(Misused):
    """Neither a type nor a view is named."""

    def __init__(self) -> None:
        super().__init__(
            sentence("Say what to list: a record type, or a view with --view."),
            sentence("“cartera schema” lists the types, “cartera views” the views."),
        )


@click.command(
    "list",
    cls=Answer,
    help=_(
        "List the records of a type that a query asks for, or those of a saved view.\n\n"
        "QUERY: field:value, = != < <= > >= and ~ for patterns, a comma for “or”, - for “not”, parentheses, "
        "and free words. Dates and money in words; dotted fields follow links; owner:me, is:overdue, has:amount. "
        "TYPE may be a label, like oportunidad. With --view every word belongs to the query, and what is said beside "
        "the view comes before what the view says."
    ),
    examples=(
        "list opportunity 'stage:proposal,negotiation amount>50k close:<eoq' --sort amount-",
        "list client 'industry:finance days-silent>30' --columns title,owner,days-silent",
        "list opportunity is:open --group stage --columns title,client.industry,amount",
        "list --view renewals owner:me",
        "list client 'tier:A is:silent' --save-as 'Quiet and big'",
        "list tarea 'is:overdue' --ids",
    ),
)
@click.argument("type_word", metavar="[TYPE]", shell_complete=complete_type, required=False)
@click.argument("query", nargs=-1, metavar="[QUERY…]")
@click.option("--view", "view_name", default="", metavar="NAME", help=_("The saved view to list."))
@click.option(
    "--sort",
    "--order",
    "sort",
    default="",
    help=_("Fields to order by; a minus after one turns it round: amount-,title."),
)
@click.option("--columns", default="", help=_("The columns, with commas between them."))
@click.option("--group", default="", metavar="FIELD", help=_("The field to group by; dates by span: due.week."))
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help=_("At most this many."))
@click.option("--save-as", default="", metavar="TITLE", help=_("Save the list as a view of the book."))
@click.option("--private", is_flag=True, help=_("With --save-as: keep the view for yourself, outside the book."))
@as_json
@as_csv
@as_ids
@click.pass_obj
def command(
    session: Session,
    /,
    *,
    type_word: str | None,
    query: tuple[str, ...],
    view_name: str,
    sort: str,
    columns: str,
    group: str,
    limit: int | None,
    save_as: str,
    private: bool,
    json: bool,
    csv: bool,
    ids: bool,
) -> None:
    """Select, order and print."""
    view = _view(session, type_word, query, view_name)
    names = tuple(name.strip() for name in columns.split(",") if name.strip())
    view = replace(view, order=sort or view.order, columns=names or view.columns, group=group or view.group)
    facts = Facts(session.book.snapshot(), desk_of(session))
    records = _select(session, view, facts)
    if save_as:
        from ..viewing import keep_view

        keep_view(session, view, save_as, facts, private=private)
    shown = records[:limit] if limit else records
    listed = Listed(view, shown, facts, has_columns=bool(names or view_name))
    print_list(session, listed, Form(json=json, csv=csv, ids=ids))
    if len(shown) < len(records):
        session.say(plural("{n} more.", "{n} more.", len(records) - len(shown)))


def _view(session: Session, type_word: str | None, query: tuple[str, ...], view_name: str) -> SavedView:
    """Return what is asked for as a view: the one that is named with a query added, or one of a type."""
    if view_name:
        from ..viewing import views_for

        found = find_view(views_for(session), view_name)
        added = " ".join([*([type_word] if type_word else []), *query])
        return replace(found, query=_both(found.query, added))
    if not type_word:
        raise NothingToList
    record_type = session.book.type_named(type_word)
    return SavedView("", record_type.plural, (record_type.name,), " ".join(query))


def _both(one: str, other: str) -> str:
    return f"({one}) ({other})" if one.strip() and other.strip() else one or other


def _select(session: Session, view: SavedView, facts: Facts) -> list[Record]:
    """Return what the query asks for; a mistake in it is pointed at first."""
    try:
        return select_by(facts, view.query, types=view.types, order=view.order)
    except BadQuery as mistake:
        if view.query and mistake.at <= len(view.query):
            session.say("{text}", text=mistake.point_at(view.query))
        raise
