"""The fields a query asks for, without asking whether there are such."""

from __future__ import annotations

from collections.abc import Iterator

from .language import And, Comparison, Not, Or, Query, parse_query


def fields_asked(text: str) -> Iterator[str]:
    """Yield the dotted paths of a query, as written. Raises ``BadQuery`` where it is none."""
    yield from _paths(parse_query(text))


def _paths(query: Query) -> Iterator[str]:
    if isinstance(query, Comparison):
        yield query.path
    elif isinstance(query, Not):
        yield from _paths(query.part)
    elif isinstance(query, And | Or):
        for each in query.parts:
            yield from _paths(each)
