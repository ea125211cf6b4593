"""Births: records that are made together with the one that links to them, in one commit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ..schema.dataclass import dataclass
from ..schema.field import Field
from ..schema.problems import Severity
from ..schema.record_type import RecordType
from ..schema.sentences import sentence
from ..schema.tree import Tree
from .book import Book
from .plan import Plan, join

_LINK = "ref"


@dataclass(frozen=True, slots=True)
class Birth:
    """A record that is not there yet and is linked to by its title."""

    type: str
    """Its record type."""
    title: str
    """What it will be called; until it has a name, links to it say this."""


def can_be_born(record_type: RecordType, client: str) -> bool:
    """Return whether a title is enough for a record of the type, with ``client`` (a slug; empty: with nobody)."""
    if record_type.layout.dated_by:
        return False  # what happened on a day needs more than a name
    if not {"client" if client else "book", "book"} & set(record_type.layout.homes):
        return False
    needed = (each for each in record_type.fields if each.required is Severity.ERROR and not each.default)
    return all(each.name == "title" for each in needed)


def plan_with_births(
    book: Book, births: Sequence[Birth], client: str, make: Callable[[Mapping[str, str]], Plan]
) -> Plan:
    """Return one plan that makes the records of ``births`` and what links to them.

    ``make`` is given the name each title will have, and returns the plan of the record that links.
    """
    if not births:
        return make({})
    plans = [book.new(each.type, {"title": each.title}, client=client or None) for each in births]
    names = {
        each.title: change.after.name
        for each, plan in zip(births, plans, strict=True)
        for change in plan.changes
        if change.after
    }
    main = make(names)
    titles = ", ".join(each.title for each in births)
    return join([*plans, main], sentence("{what}; new: {titles}", what=main.subject, titles=titles))


def name_links(field: Field, tree: Tree, names: Mapping[str, str]) -> Tree:
    """Return ``tree``, a value of ``field``, with the titles in its links replaced by ``names``."""
    if isinstance(tree, list):
        return [name_links(field, each, names) for each in tree]
    if isinstance(tree, dict):
        return {key: name_links(field.sub_field(key) or field, each, names) for key, each in tree.items()}
    return names.get(tree, tree) if field.kind.name == _LINK and tree is not None else tree


def links_in(field: Field, tree: Tree) -> set[str]:
    """Return the links that a value of ``field`` holds."""
    if isinstance(tree, list):
        return {link for each in tree for link in links_in(field, each)}
    if isinstance(tree, dict):
        return {link for key, each in tree.items() for link in links_in(field.sub_field(key) or field, each)}
    return {tree} if field.kind.name == _LINK and tree else set()
