"""One call from a query to the records it asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ...schema.language import Language
from ...schema.record import Record
from ..snapshot import Snapshot
from .facts import Facts, facts_at
from .language import parse_query
from .match import compile_query
from .order import sort_records


def select(
    snapshot: Snapshot,
    text: str,
    *,
    types: Sequence[str] | None = None,
    today: date,
    me: str = "",
    language: Language | None = None,
    order: str = "",
) -> list[Record]:
    """Return the records of ``types`` (of all where None) that ``text`` asks for.

    They stand in the order of ids, or in ``order`` (see order.py).

    Raises:
        BadQuery: the text or the order is not in the language of this book.

    """
    return select_by(facts_at(snapshot, today, me, language), text, types=types, order=order)


def select_by(
    facts: Facts,
    text: str,
    *,
    types: Sequence[str] | None = None,
    order: str = "",
    among: Iterable[Record] | None = None,
) -> list[Record]:
    """Return what ``select`` does, from facts at hand: asking twice of the same facts is cheaper.

    ``among`` are the records to choose from, all of ``types``, in the order that stays where ``order`` is empty.

    Raises:
        BadQuery: the text or the order is not in the language of this book.

    """
    matches = compile_query(parse_query(text), facts, types)
    found = [record for record in (_candidates(facts.snapshot, types) if among is None else among) if matches(record)]
    return sort_records(found, order, facts) if order else found


def _candidates(snapshot: Snapshot, types: Sequence[str] | None) -> Iterable[Record]:
    if types is None:
        return snapshot
    return (record for name in dict.fromkeys(types) for record in snapshot.of_type(name))
