"""Saved views: which records a list asks for, in which order, with which columns and groups, under a name.

Three sources, each taking the place of the one before where names agree: ours (``own_views.yaml``), the book's (records
of the type ``view``, shared by git), and a person's own (their private folder).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from ...schema.dataclass import dataclass
from ...schema.errors import NotFound
from ...schema.field import Labels
from ...schema.folding import fold
from ...schema.language import LANGUAGES, Language
from ...schema.nearest import nearest
from ...schema.sentences import sentence
from ...schema.tree import Tree, leaf_texts
from ..snapshot import Snapshot

VIEW = "view"
"""The record type of the book's views."""

MOST_TYPES = 30
MOST_COLUMNS = 40
"""What a view may name: more than fits on any screen, and few enough that a hostile file keeps nobody waiting."""

_OWN_FILE = Path(__file__).with_name("own_views.yaml")


class Origin(StrEnum):
    """Whose a view is."""

    OWN = "cartera"
    """Ours."""
    BOOK = "book"
    """Everybody's who has the book."""
    PRIVATE = "private"
    """One person's, on one machine."""


class NoSuchView(NotFound):
    """No view is called that."""

    def __init__(self, word: str, known: Iterable[str]) -> None:
        near = nearest(word, known)
        super().__init__(
            sentence("No view is called “{word}”.", word=word),
            sentence("Did you mean “{nearest}”?", nearest=near)
            if near
            else sentence("“cartera views” lists the views there are."),
        )


@dataclass(frozen=True, slots=True)
class SavedView:
    """One view."""

    name: str
    """What commands and files call it."""
    titles: Labels
    """What people call it, by language; at least one."""
    types: tuple[str, ...]
    """The record types it lists."""
    query: str = ""
    """Which of their records; all where empty."""
    order: str = ""
    """As in ``amount-,title``."""
    columns: tuple[str, ...] = ()
    """What it shows beside the title; the usual fields of the type where empty."""
    group: str = ""
    """By what it is grouped."""
    origin: Origin = Origin.PRIVATE
    """Whose it is."""

    def title(self, language: Language) -> str:
        """Return what the reader calls it."""
        return language.choose(self.titles) or self.name


def view_of_tree(name: str, tree: Mapping[str, Tree], origin: Origin) -> SavedView:
    """Return the view a tree declares; a part of the wrong shape counts as missing."""
    titles = tree.get("titles")
    named = {code: text for code, text in titles.items() if isinstance(text, str)} if isinstance(titles, dict) else {}
    title = _text(tree, "title")
    labels = {code: named.get(code) or title for code in LANGUAGES if named.get(code) or title}
    return SavedView(
        name,
        labels or dict.fromkeys(LANGUAGES, name),
        _texts(tree, "types")[:MOST_TYPES],
        _text(tree, "query"),
        _text(tree, "order"),
        _texts(tree, "columns")[:MOST_COLUMNS],
        _text(tree, "group"),
        origin,
    )


def tree_of_view(view: SavedView) -> dict[str, Tree]:
    """Return the fields of a view as they stand in a file; ``view_of_tree`` reads them back."""
    titles = set(view.titles.values())
    title: dict[str, Tree] = {"title": next(iter(view.titles.values()))}
    if len(titles) > 1:
        title["titles"] = {code: text for code, text in view.titles.items() if text}
    rest: dict[str, Tree] = {
        "types": [*view.types],
        "query": view.query,
        "order": view.order,
        "columns": [*view.columns],
        "group": view.group,
    }
    return title | {name: each for name, each in rest.items() if each}


@cache
def own_views() -> Mapping[str, SavedView]:
    """Return our views by name."""
    import yaml

    trees = yaml.load(_OWN_FILE.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - plain texts of ours
    return {name: view_of_tree(name, tree, Origin.OWN) for name, tree in trees.items()}


def private_views(kept: object) -> dict[str, SavedView]:
    """Return a person's own views from what ``kept_views`` keeps; what is not one is passed over."""
    trees = kept if isinstance(kept, dict) else {}
    return {
        name: view_of_tree(name, tree, Origin.PRIVATE)
        for name, tree in trees.items()
        if isinstance(name, str) and isinstance(tree, dict)
    }


def kept_views(views: Mapping[str, SavedView]) -> dict[str, Tree]:
    """Return what is kept of a person's own views."""
    return {name: tree_of_view(view) for name, view in views.items()}


def views_of(snapshot: Snapshot, private: Mapping[str, SavedView]) -> tuple[SavedView, ...]:
    """Return every view there is for a person, ours first; of one name, the nearest to the person."""
    of_book = {
        record.name: view_of_tree(record.name, record.tree, Origin.BOOK)
        for record in (snapshot.of_type(VIEW) if VIEW in snapshot.schema.types else ())
    }
    known = snapshot.schema.types
    found = {**own_views(), **of_book, **private}
    return tuple(view for view in found.values() if view.types and all(each in known for each in view.types))


def find_view(views: Iterable[SavedView], word: str) -> SavedView:
    """Return the view called ``word``: by its name, or by its title in either language.

    Raises:
        NoSuchView: none is.

    """
    found = list(views)
    wanted = fold(word.strip())
    for each in found:
        if wanted == fold(each.name):
            return each
    for each in found:
        if wanted in map(fold, each.titles.values()):
            return each
    raise NoSuchView(word, [each.name for each in found])


def _text(tree: Mapping[str, Tree], name: str) -> str:
    value = tree.get(name)
    return value.strip() if isinstance(value, str) else ""


def _texts(tree: Mapping[str, Tree], name: str) -> tuple[str, ...]:
    return tuple(text.strip() for text in leaf_texts(tree.get(name)) if text.strip())
