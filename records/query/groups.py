"""Groups of a list: records that share the value of a column, with how many they are and what they are worth.

Every record is in exactly one group, so the counts and the sums of the groups add up to those of the list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from ...schema.dataclass import dataclass, replace
from ...schema.field import Field, Labels
from ...schema.kinds import KINDS
from ...schema.nearest import nearest
from ...schema.periods_in_words import period_of
from ...schema.record import Record
from ...schema.record_type import RecordType
from ...schema.sentences import sentence
from ...schema.values import Money, Value
from .columns import Place, Source, find_column
from .facts import Facts
from .mistakes import BadQuery
from .names import names_of_fields
from .order import SortKey, places_of, read_order, sortable

SPANS = ("day", "week", "month", "quarter", "year")
"""What dates can be grouped by: ``expected_close.month``."""

DATES = frozenset({"date", "datetime", "when"})
"""Kinds of which the last step of a name may be a span."""

_LINKS = frozenset({"ref", "user"})


@dataclass(frozen=True, slots=True)
class Group:
    """Records with the same value."""

    key: str
    """What tells it from the other groups of the list; empty for records without a value."""
    value: Value | None
    """The value they share; None where they have none."""
    place: Place | None
    """Where the first of them has it, with its field; None where they have none."""
    ids: tuple[str, ...]
    """The records, in the order of the list."""
    sums: tuple[Money, ...]
    """The sum of the column of money, one for each currency, the largest first."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """By what the records of one type are grouped."""

    source: Source
    """The column."""
    span: str
    """The span of dates; empty where the value itself is meant."""
    field: Field
    """The kind of the groups' values."""
    label: Labels
    """What people call it."""


def find_grouping(record_type: RecordType, name: str, facts: Facts) -> Grouping | None:
    """Return the grouping that ``name`` means for a type; None where it means none."""
    before, _, last = name.rpartition(".")
    if before and last in SPANS:
        source = find_column(record_type, before, facts)
        if source is not None and source.field.kind.name in DATES:
            field = replace(source.field, kind=KINDS["date" if last == "day" else "period"], choices=())
            return Grouping(source, last, field, source.label)
    source = find_column(record_type, name, facts)
    if source is None:
        return None
    span = "day" if source.field.kind.name in {"datetime", "when"} else ""
    field = replace(source.field, kind=KINDS["date"]) if span else source.field
    return Grouping(source, span, field, source.label)


def check_grouping(name: str, types: Iterable[RecordType], facts: Facts) -> None:
    """Return when records of these types can be grouped by ``name``.

    Raises:
        BadQuery: none of them has such a field.

    """
    found = list(types)
    if not any(find_grouping(each, name, facts) for each in found):
        near = nearest(name, names_of_fields(found))
        hint = sentence("Did you mean {word}?", word=near) if near else None
        raise BadQuery(sentence("there is no field “{name}”.", name=name), 0, len(name), hint)


def group_records(
    records: Sequence[Record], name: str, facts: Facts, *, money: str = "", order: str = ""
) -> tuple[Group, ...]:
    """Return the groups of ``records`` by the column ``name``, with the sums of the column ``money``.

    Groups stand by their value, falling where ``order`` begins with the same column falling; those without one come
    last.

    Raises:
        BadQuery: no type among the records has such a field.

    """
    by_type = {each: facts.types[each] for each in dict.fromkeys(record.type for record in records)}
    if by_type:
        check_grouping(name, by_type.values(), facts)
    groupings = {each: find_grouping(one, name, facts) for each, one in by_type.items()}
    keys = {each: _key_maker(found, facts) for each, found in groupings.items() if found}
    held: dict[str, list[Record]] = {}
    values: dict[str, Value | None] = {}
    for record in records:
        make = keys.get(record.type)
        key, value = make(record) if make else ("", None)
        held.setdefault(key, []).append(record)
        values.setdefault(key, value)
    sums = _sums_of(by_type.values(), money, facts)
    groups = [_group(key, values[key], each, groupings, sums) for key, each in held.items()]
    return tuple(_ordered(groups, falling=_falls(name, order)))


def _key_maker(grouping: Grouping, facts: Facts) -> Callable[[Record], tuple[str, Value | None]]:
    source, span = grouping.source, grouping.span
    if source.field.kind.name in _LINKS:
        return _link_key(source, facts)

    def make(record: Record) -> tuple[str, Value | None]:
        value = source.value(record)
        if span and value is not None:
            day = facts.day_of(value)
            value = day if day is None or span == "day" else period_of(day, span)
        return ("", None) if value in (None, ()) else (str(value), value)

    return make


def _link_key(source: Source, facts: Facts) -> Callable[[Record], tuple[str, Value | None]]:
    """Return the key of a link: two ways to write one are the same group."""
    snapshot = facts.snapshot
    targets = ("user",) if source.field.kind.name == "user" else source.field.to
    known: dict[tuple[str, str | None], str] = {}

    def resolve(link: str, holder: Record) -> str:
        key = (link, holder.client)
        if key not in known:
            target = snapshot.resolve(link, holder, targets)
            known[key] = target.id if target else link
        return known[key]

    def make(record: Record) -> tuple[str, Value | None]:
        value = source.value(record)
        place = source.find(record) if value else None
        if place is None:
            return "", None
        links = value if isinstance(value, tuple) else (value,)
        return " ".join(resolve(str(each), place.record) for each in links), value

    return make


def _sums_of(types: Iterable[RecordType], money: str, facts: Facts) -> Callable[[Sequence[Record]], tuple[Money, ...]]:
    """Return the function that adds up the column of money: two currencies are never one number."""
    found = {each.name: source for each in types if money and (source := find_column(each, money, facts))}

    def add(records: Sequence[Record]) -> tuple[Money, ...]:
        sums: defaultdict[str, Decimal] = defaultdict(Decimal)
        for record in records if found else ():
            source = found.get(record.type)
            value = source.value(record) if source else None
            if isinstance(value, Money):
                sums[value.currency] += value.amount
        return tuple(sorted((Money(code, each) for code, each in sums.items()), key=lambda each: -each.amount))

    return add


def _group(
    key: str,
    value: Value | None,
    records: Sequence[Record],
    groupings: Mapping[str, Grouping | None],
    sums: Callable[[Sequence[Record]], tuple[Money, ...]],
) -> Group:
    grouping = groupings[records[0].type] if key else None
    place = grouping.source.find(records[0]) if grouping else None
    if place is not None and grouping is not None:
        place = replace(place, field=grouping.field)
    return Group(key, value, place, tuple(each.id for each in records), sums(records))


def _ordered(groups: Sequence[Group], *, falling: bool) -> list[Group]:
    def key(group: Group) -> SortKey:
        places = places_of(group.place.field) if group.place else {}
        return sortable(group.value, places) or (9, "", group.key)

    filled = sorted((each for each in groups if each.key), key=key, reverse=falling)
    return [*filled, *(each for each in groups if not each.key)]


def _falls(name: str, order: str) -> bool:
    """Return whether the list falls by the column it is grouped by."""
    first = next(iter(read_order(order)), None)
    return first is not None and first[1] and first[0].partition(".")[0] == name.partition(".")[0]
