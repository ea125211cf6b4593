"""The order of a list: ``amount- close,title`` sorts by amount falling, then by close and title rising."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from ...schema.field import Field, Shape
from ...schema.folding import fold
from ...schema.nearest import nearest
from ...schema.record import Record
from ...schema.record_type import RecordType, type_tree
from ...schema.sentences import sentence
from ...schema.values import Duration, Money, Period, Value
from .columns import find_column
from .derived import Derived
from .facts import Facts
from .mistakes import BadQuery
from .names import find_field, names_of_fields

SortKey = tuple[int, str, Decimal | float | str]
"""Sort of value, what keeps unlike values apart (a currency), the value itself."""


def sort_records(records: Iterable[Record], order: str, facts: Facts) -> list[Record]:
    """Return the records in ``order``; those without a value stand last whichever way it goes.

    Raises:
        BadQuery: no record type has a field that is named.

    """
    found = list(records)
    for name, falling, at in reversed(read_order(order)):
        key = _key_of(name, at, facts, found)
        keyed = [(key(record), record) for record in found]
        filled = [pair for pair in keyed if pair[0] is not None]
        filled.sort(key=lambda pair: pair[0] or (0, "", 0.0), reverse=falling)
        found = [record for _, record in filled] + [record for key_of_it, record in keyed if key_of_it is None]
    return found


def check_order(order: str, types: Iterable[RecordType], facts: Facts) -> None:
    """Return when an order can be asked for of these types.

    Raises:
        BadQuery: none of them has a field that is named.

    """
    found = list(types)
    for name, _falling, at in read_order(order):
        if not any(_key_in(each, name, facts) for each in found):
            raise _no_field(name, at, found)


def read_order(order: str) -> list[tuple[str, bool, int]]:
    """Return each field of an order, whether it falls, and where it stands; the sign may lead or follow."""
    fields: list[tuple[str, bool, int]] = []
    for found in re.finditer(r"[^\s,]+", order):
        word = found[0]
        falling = word.startswith("-") or (word.endswith("-") and len(word) > 1)
        name = word.strip("+").removeprefix("-").removesuffix("-")
        if not name:
            raise BadQuery(sentence("a field is missing."), found.start(), len(word))
        fields.append((name, falling, found.start()))
    return fields


def _key_of(name: str, at: int, facts: Facts, records: list[Record]) -> Callable[[Record], SortKey | None]:
    types = [facts.types[each] for each in dict.fromkeys(record.type for record in records)]
    by_type = {each.name: sort_key for each in types if (sort_key := _key_in(each, name, facts))}
    if types and not by_type:
        raise _no_field(name, at, types)

    def key(record: Record) -> SortKey | None:
        of = by_type.get(record.type)
        return of(record) if of else None

    return key


def _no_field(name: str, at: int, types: Iterable[RecordType]) -> BadQuery:
    near = nearest(name, names_of_fields(types))
    hint = sentence("Did you mean {word}?", word=near) if near else None
    return BadQuery(sentence("there is no field “{name}”.", name=name), at, len(name), hint)


def _key_in(record_type: RecordType, name: str, facts: Facts) -> Callable[[Record], SortKey | None] | None:
    first, *rest = name.split(".")
    found = find_field(record_type, first)
    if found is None:
        return None
    if isinstance(found, Derived) and not rest:
        of, places = found.of, places_of(found.field)
        return lambda record: sortable(of(facts, record), places)
    if isinstance(found, Derived):
        return _dotted_key(record_type, name, facts)
    if not rest and found.shape is Shape.SCALAR:
        return _scalar_key(found, places_of(found))
    return _dotted_key(record_type, name, facts)


def _dotted_key(record_type: RecordType, name: str, facts: Facts) -> Callable[[Record], SortKey | None] | None:
    source = find_column(record_type, name, facts)
    if source is None:
        return None
    places, value = places_of(source.field), source.value
    return lambda record: sortable(value(record), places)


def _scalar_key(field: Field, places: Mapping[str, int]) -> Callable[[Record], SortKey | None]:
    """Return the key of a top-level scalar; each different text is read once."""
    known: dict[str, SortKey | None] = {"": None}

    def key(record: Record) -> SortKey | None:
        text = record.text(field.name)
        try:
            return known[text]
        except KeyError:
            value = type_tree(field, text)
            return known.setdefault(text, sortable(value, places))

    return key


def places_of(field: Field) -> Mapping[str, int]:
    """Return where each choice stands: stages sort as they follow each other, not by letter."""
    return {each.word: place for place, each in enumerate(field.choices)}


def sortable(value: Value | None, places: Mapping[str, int]) -> SortKey | None:
    """Return by what a value is sorted; None where there is nothing to sort by."""
    if isinstance(value, tuple):
        return sortable(value[0], places) if value else None
    if value is None or isinstance(value, Mapping):
        return None
    if isinstance(value, str):
        return (0, "", float(places[value])) if value in places else (2, "", fold(value))
    if isinstance(value, Money):
        return (1, value.currency, value.amount)
    return (1, "", _measure(value))


def _measure(value: int | Decimal | date | Period | Duration) -> float | Decimal:
    if isinstance(value, datetime):
        # A moment stands within its day, so that days and moments of one field mix.
        return value.date().toordinal() + (value.hour * 3600 + value.minute * 60 + value.second) / 86400
    if isinstance(value, date):
        return float(value.toordinal())
    if isinstance(value, Period):
        return float(value.start.toordinal())
    if isinstance(value, Duration):
        return value.days
    return value if isinstance(value, Decimal) else float(value)
