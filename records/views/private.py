"""A person's own views: kept in their private folder, never in the book."""

from __future__ import annotations

from ...schema.dataclass import replace
from ..files.locate import slug
from ..files.private import PrivateFolder
from .saved import Origin, SavedView, kept_views, private_views

VIEWS_FILE = "views.json"
"""Where they are kept."""


def read_private(folder: PrivateFolder) -> dict[str, SavedView]:
    """Return a person's own views by name."""
    return private_views(folder.read_json(VIEWS_FILE))


def keep_private(folder: PrivateFolder, view: SavedView) -> SavedView:
    """Keep a view as the person's own, in the place of one with its name; return it as it is kept."""
    kept = replace(view, origin=Origin.PRIVATE)
    folder.write_json(VIEWS_FILE, kept_views({**read_private(folder), view.name: kept}))
    return kept


def drop_private(folder: PrivateFolder, name: str) -> None:
    """Forget one of the person's own views."""
    rest = {each: view for each, view in read_private(folder).items() if each != name}
    folder.write_json(VIEWS_FILE, kept_views(rest))


def name_of_view(title: str) -> str:
    """Return what a view with a title is called in files and commands."""
    return slug(title)
