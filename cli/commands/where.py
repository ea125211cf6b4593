"""``cartera where``: the folders a book and its cache lie in, and its place in git."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...schema.errors import CarteraError
from ..choices import as_json
from ..command import Command
from ..json_form import Json, print_json
from ..marking import mark as _
from ..places import cache_folder, keymap_file
from ..session import Session
from ..tables import measure

if TYPE_CHECKING:
    from ...records.git.survey import Survey


@click.command(
    "where",
    cls=Command,
    help=_("Show where the book and its cache lie, and where the book stands in git."),
    examples=("where", "where --json"),
)
@as_json
@click.pass_obj
def command(session: Session, json: bool) -> None:
    """Print the places as a small table, or as a JSON object; without git, the folders alone."""
    from ...records.git.places import find_root

    root = find_root(session.folder)
    cache = cache_folder(session.world.environment)
    keys = keymap_file(session.world.environment)
    told = _survey(session, root)
    if json:
        print_json({"book": str(root), "cache": str(cache), "keymap": _existing(keys), **_form(told)})
        return
    own = _existing(keys) or session.text(_("(the usual keys; your own would be in {path})"), path=keys)
    rows = [
        (_("book"), str(root)),
        (_("cache"), str(cache)),
        (_("keymap"), own),
        *(_rows(session, told) if told else []),
    ]
    width = max(measure(session.text(label)) for label, _place in rows) + 2
    for label, place in rows:
        words = session.text(label)
        session.print(f"{words}{' ' * (width - measure(words))}{place}")


def _existing(path: Path) -> str | None:
    """Return a path as text where a file lies there."""
    return str(path) if path.is_file() else None


def _survey(session: Session, root: Path) -> Survey | None:
    """Return what git knows of the book; where it cannot be asked, say why."""
    from ...records.git.survey import survey

    try:
        return survey(root)
    except CarteraError as mistake:
        session.say(mistake.sentence)
        return None


def _rows(session: Session, told: Survey) -> list[tuple[str, str]]:
    branch = told.branch or session.text(_("(none)"))
    if told.upstream is not None:
        name, ahead, behind = told.upstream.name, told.upstream.ahead, told.upstream.behind
        branch += session.text(
            _(" (follows {name}: {ahead} ahead, {behind} behind)"), name=name, ahead=ahead, behind=behind
        )
    rows = [(_("branch"), branch)]
    if told.last is not None:
        rows.append((_("commit"), f"{told.last.id[:12]} {told.last.subject}"))
    return [*rows, *((_("remote"), f"{each.name} {each.url}") for each in told.remotes)]


def _form(told: Survey | None) -> dict[str, Json]:
    """Return the survey as JSON; every name is there, null where git cannot be asked."""
    up = told.upstream if told else None
    last = told.last if told else None
    return {
        "branch": told.branch if told else None,
        "upstream": {"name": up.name, "ahead": up.ahead, "behind": up.behind} if up else None,
        "commit": last.id if last else None,
        "commits": told.commits if told else None,
        "remotes": [{"name": each.name, "url": each.url} for each in told.remotes] if told else None,
    }
