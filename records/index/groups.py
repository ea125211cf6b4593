"""Groups: records by a word they stand under, kept in step when some are exchanged instead of being made anew."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from operator import attrgetter

from ...schema.record import Record
from ..breath import STRETCH, at_ease

Keys = Callable[[Record], tuple[str, ...]]
"""Under which words a record stands."""
Groups = Mapping[str, Sequence[Record]]
"""Records by word, each group in the order of ids."""

_BY_ID = attrgetter("id")


def names_of(record: Record) -> tuple[str, ...]:
    """Return what links may call a record: its name and its aliases."""
    aliases = record.tree.get("aliases")
    if not isinstance(aliases, list):
        return (record.name,)
    return (record.name, *(each for each in aliases if isinstance(each, str) and each != record.name))


def put_in_order(records: Mapping[str, Record], fresh: Mapping[str, Record]) -> dict[str, Record]:
    """Return records by id with some put among them, in the order of ids in which ``records`` are.

    To sort a hundred thousand anew for each that is written takes ten times as long.
    """
    if fresh.keys() <= records.keys():
        return {**records, **fresh}
    ids, rest, done = [*records], iter(records.items()), 0
    following: dict[str, Record] = {}
    for each in sorted(fresh):
        place = bisect_left(ids, each)
        following.update(islice(rest, place - done))
        following[each] = fresh[each]
        done = place
        if place < len(ids) and ids[place] == each:
            next(rest)
            done += 1
    following.update(rest)
    return following


def group_by(records: Iterable[Record], keys: Keys) -> dict[str, Sequence[Record]]:
    """Return the records by each of their words, in the order given."""
    groups: defaultdict[str, list[Record]] = defaultdict(list)
    for record in at_ease(records, 2 * STRETCH):
        for key in keys(record):
            groups[key].append(record)
    return dict(groups)


def regroup(
    groups: Groups, before: Iterable[Record], after: Iterable[Record], keys: Keys
) -> dict[str, Sequence[Record]]:
    """Return the groups with some records exchanged; untouched groups are shared with the former ones."""
    touched: dict[str, list[Record]] = {}
    before = list(before)
    removed = {id(each) for each in before}
    for record in before:
        for key in keys(record):
            if key not in touched:
                touched[key] = [each for each in groups.get(key, ()) if id(each) not in removed]
    for record in after:
        for key in keys(record):
            group = touched.setdefault(key, list(groups.get(key, ())))
            group.insert(bisect_left(group, record.id, key=_BY_ID), record)
    following = {**groups, **touched}
    for key, each in touched.items():
        if not each:
            del following[key]
    return following
