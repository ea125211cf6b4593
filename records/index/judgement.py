"""The judgement over a snapshot: what is wrong between records, kept from one snapshot to the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

from ...schema.problems import Problem
from ...schema.record import Record
from ..breath import at_ease
from ..snapshot import Snapshot
from .groups import names_of
from .rules import BOOK_RULES, judge_record, judge_twins

Found = tuple[Problem, ...]


class Judgement:
    """What is wrong between the records of one snapshot, and what must be judged again when some change."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._of_record: dict[str, Found] = {}
        self._mentions: dict[str, set[str]] = defaultdict(set)
        for record in at_ease(snapshot.records.values()):
            self._judge(snapshot, record)
        self._of_book = {rule: (_types(snapshot, types), tuple(rule(snapshot))) for rule, types in BOOK_RULES}
        self._twins = tuple(judge_twins(snapshot))

    def following(self, snapshot: Snapshot, before: Sequence[Record], after: Sequence[Record]) -> Judgement:
        """Return the judgement over the next snapshot, in which ``before`` became ``after``.

        Equal to a new one: only records whose links may mean something else are judged again.
        """
        next_one: Judgement = object.__new__(Judgement)
        next_one._of_record = dict(self._of_record)
        next_one._mentions = self._mentions
        for record in before:
            next_one._of_record.pop(record.id, None)
        again = {each.id for each in after}
        for name in _names_with_another_meaning(before, after):
            again |= self._mentions.get(name, set())
        again |= _of_orphans(snapshot, before, after)
        for each in at_ease(again):
            record_now = snapshot.records.get(each)
            if record_now is not None:
                next_one._judge(snapshot, record_now)
        next_one._of_book = {
            rule: self._of_book[rule]
            if _same(self._of_book[rule][0], _types(snapshot, types))
            else (_types(snapshot, types), tuple(rule(snapshot)))
            for rule, types in BOOK_RULES
        }
        next_one._twins = tuple(judge_twins(snapshot))
        return next_one

    def problems(self) -> Iterator[Problem]:
        """Yield every problem between records."""
        yield from chain.from_iterable(self._of_record.values())
        yield from chain.from_iterable(found for _, found in self._of_book.values())
        yield from self._twins

    def mentioning(self, name: str) -> frozenset[str]:
        """Return the ids of records that had or have a link whose last part is ``name``."""
        return frozenset(self._mentions.get(name, ()))

    def _judge(self, snapshot: Snapshot, record: Record) -> None:
        links = snapshot.links_of(record)
        for link in links:
            self._mentions[link.key].add(record.id)
        found = tuple(judge_record(snapshot, record, links))
        if found:
            self._of_record[record.id] = found
        else:
            self._of_record.pop(record.id, None)

    _of_book: Mapping[Callable[[Snapshot], Iterator[Problem]], tuple[tuple[Sequence[Record], ...], Found]]
    _twins: Found


def _types(snapshot: Snapshot, names: Sequence[str]) -> tuple[Sequence[Record], ...]:
    return tuple(snapshot.of_type(name) for name in names)


def _same(one: Sequence[object], other: Sequence[object]) -> bool:
    """Return whether both hold the very same groups: a snapshot shares with the next what did not change."""
    return all(left is right for left, right in zip(one, other, strict=True))


def _names_with_another_meaning(before: Sequence[Record], after: Sequence[Record]) -> set[str]:
    """Return the names that came, went, or lead to a record of another id or type."""
    old = {(name, each.id, each.type) for each in before for name in names_of(each)}
    new = {(name, each.id, each.type) for each in after for name in names_of(each)}
    return {name for name, _, _ in old ^ new}


def _of_orphans(snapshot: Snapshot, before: Sequence[Record], after: Sequence[Record]) -> set[str]:
    """Return the records in the folder of a client that came or went: their place is judged by it."""
    old = {each.client for each in before if each.type == "client"}
    new = {each.client for each in after if each.type == "client"}
    return {record.id for client in old ^ new if client for record in snapshot.of_client(client)}
