"""Compiled tests: whether the tree of a field is sound. ``judging.py`` says why not; the two always agree."""

from __future__ import annotations

from collections.abc import Callable

from .field import Field, Shape
from .kinds import BadValueError
from .tree import Tree

Fits = Callable[[Tree], bool]
"""Whether a tree is sound; None and empty texts count as absent and are."""


def fits_of(field: Field) -> Fits:
    """Return the test of ``field``."""
    if field.shape is Shape.SCALAR:
        return _scalar_fits(field)
    if field.shape is Shape.LIST:
        return _list_fits(field, _scalar_fits(field))
    if field.shape is Shape.ENTRIES:
        return _entries_fits(field, _map_fits(field))
    if field.shape is Shape.MAP:
        return _map_fits(field)
    return _table_fits(_map_fits(field) if field.fields else _one_or_many_fits(field))


def _scalar_fits(field: Field) -> Fits:
    if field.choices:
        words = frozenset(each.word for each in field.choices) | {""}
        return lambda tree: tree is None or (type(tree) is str and tree in words)
    if field.kind.name == "text":
        return lambda tree: tree is None or type(tree) is str
    text_fits: Callable[[str], bool] = field.kind.fits
    if (field.least is not None or field.most is not None) and field.shape is not Shape.LIST:
        text_fits = _parses(field)
    return lambda tree: tree is None or (type(tree) is str and (not tree or text_fits(tree)))


def _parses(field: Field) -> Callable[[str], bool]:
    def fits(text: str) -> bool:
        try:
            field.parse(text)
        except BadValueError:
            return False
        return True

    return fits


def _list_fits(field: Field, one_fits: Fits) -> Fits:
    most = field.most

    def fits(tree: Tree) -> bool:
        if tree is None or tree == "":
            return True
        return type(tree) is list and (most is None or len(tree) <= most) and all(map(one_fits, tree))

    return fits


def _entries_fits(field: Field, one_fits: Fits) -> Fits:
    key = field.key

    def fits(tree: Tree) -> bool:
        if tree is None or tree == "":
            return True
        if type(tree) is not list or not all(type(each) is dict and one_fits(each) for each in tree):
            return False
        keys = [each[key] for each in tree if type(each) is dict and each.get(key)] if key else []
        return len(keys) < 2 or len(keys) == len(set(map(str, keys)))

    return fits


def _map_fits(field: Field) -> Fits:
    inner = {each.name: fits_of(each) for each in field.fields}
    required = tuple(each.name for each in field.fields if each.required is not None)

    def fits(tree: Tree) -> bool:
        if tree is None or tree == "":
            return True
        if type(tree) is not dict:
            return False
        for name, value in tree.items():
            one_fits = inner.get(name)
            if one_fits is None or not one_fits(value):
                return False
        return all(tree.get(name) for name in required)

    return fits


def _one_or_many_fits(field: Field) -> Fits:
    one_fits = _scalar_fits(field)

    def fits(tree: Tree) -> bool:
        return all(map(one_fits, tree)) if type(tree) is list else one_fits(tree)

    return fits


def _table_fits(one_fits: Fits) -> Fits:
    def fits(tree: Tree) -> bool:
        if tree is None or tree == "":
            return True
        return type(tree) is dict and all(map(one_fits, tree.values()))

    return fits
