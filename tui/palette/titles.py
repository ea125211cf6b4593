"""An index of the titles of all records, for a palette that answers every key at once.

All folded titles lie in one text, the records people look for most at its beginning, and a search scans it from there and
stops when enough is found. Never changed: ``updated`` gives the next one, which shares what stayed.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from copy import copy
from functools import cached_property

from ...records.breath import STRETCH, at_ease, sorted_at_ease
from ...records.snapshot import Snapshot
from ...schema.dataclass import dataclass
from ...schema.folding import fold
from ...schema.record import Record
from .fitting import SHORTEST_SLIP, Fit, begins_but_slip, fits_but_slip, initials_of, is_scattered, judge_fit

ENOUGH = 120
"""Records looked at for each way of fitting; the best of them are shown."""
FEW = 8
"""With fewer than this, and none by whole words, scattered letters and slips are tried as well."""
REACH = 12_000
"""Titles, from the beginning, in which scattered letters are looked for."""
MOST_FRESH = 2000
"""Changed records kept beside the whole before it is built anew."""
MOST_CORRECTIONS = 6
"""Words tried instead of a mistyped one."""

_FIRST_TYPES = ("client", "contact", "opportunity", "user", "project", "proposal", "contract", "case", "task")
"""Whom and what people look for comes first in the text."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One record as it is looked for."""

    id: str
    """Its record."""
    name: str
    """Its title, folded."""
    beside: str
    """The title of its client, folded; empty where it is one itself or has none."""


@dataclass(frozen=True, slots=True)
class TitleHit:
    """One record found."""

    id: str
    """The record."""
    fit: Fit
    """How its title fits."""
    name: str
    """Its title, folded: equal fits are ordered by it."""


class TitleIndex:
    """Every title of a snapshot, ready to be searched."""

    def __init__(
        self, titles: Sequence[Entry], fresh: Sequence[Entry] = (), hidden: frozenset[str] = frozenset()
    ) -> None:
        self._titles = tuple(titles)
        self._fresh = tuple(fresh)
        self._hidden = hidden
        self._pool, self._starts = _join(f" {each.name}\t {each.beside}" for each in at_ease(self._titles, 4 * STRETCH))
        self._initials, self._initials_at = _join(initials_of(each.name) for each in at_ease(self._titles))
        self._alphabet = array(
            "I", sorted_at_ease(range(len(self._titles)), key=lambda place: self._titles[place].name)
        )

    @classmethod
    def build(cls, snapshot: Snapshot) -> TitleIndex:
        """Return the index of all records."""
        folded: dict[str, str] = {}
        return cls([_title_of(record, snapshot, folded) for record in at_ease(_in_order(snapshot))])

    def updated(self, snapshot: Snapshot, changed: Collection[str]) -> TitleIndex:
        """Return the index of ``snapshot``, in which the records of the ids ``changed`` are other or gone."""
        fresh = {each.id: each for each in self._fresh if each.id not in changed}
        folded: dict[str, str] = {}
        for record_id in changed:
            record = snapshot.records.get(record_id)
            if record is not None:
                fresh[record_id] = _title_of(record, snapshot, folded)
        if len(fresh) > MOST_FRESH:
            return TitleIndex.build(snapshot)
        following = copy(self)
        following._fresh = tuple(fresh.values())
        following._hidden = self._hidden | frozenset(changed)
        return following

    def search(self, text: str, ahead: Collection[str] = ()) -> list[TitleHit]:
        """Return the records whose titles fit ``text``, the best fits first; those of ``ahead`` are looked at in any case."""
        wanted = fold(" ".join(text.split()))
        if not wanted:
            return []
        found: dict[str, TitleHit] = {}
        for title in (*self._fresh, *self._ahead(ahead)):
            _judge(title, wanted, found)
        for place in self._places(wanted):
            title = self._titles[place]
            if title.id not in self._hidden:
                _judge(title, wanted, found)
        if len(found) < FEW and all(each.fit > Fit.WORDS for each in found.values()):
            self._search_further(wanted, found)
        return sorted(found.values(), key=lambda each: (each.fit, len(each.name), each.name))

    def _ahead(self, ids: Collection[str]) -> Iterator[Entry]:
        return (self._by_id[each] for each in ids if each in self._by_id and each not in self._hidden)

    @cached_property
    def _by_id(self) -> dict[str, Entry]:
        return {each.id: each for each in self._titles}

    @cached_property
    def _words(self) -> dict[str, tuple[str, ...]]:
        """Every word of a title once, by its first letter, for slips."""
        words = {word for each in self._titles for word in each.name.split() if len(word) >= SHORTEST_SLIP - 1}
        first: dict[str, list[str]] = {}
        for word in words:
            first.setdefault(word[0], []).append(word)
        return {letter: tuple(each) for letter, each in first.items()}

    def _places(self, wanted: str) -> Iterator[int]:
        """Yield the places of titles that may fit: those it begins, then by words, initials and parts."""
        lead = max(wanted.split(), key=len)
        yield from self._begun_by(wanted)
        yield from _scan(self._pool, self._starts, f" {lead}")
        if " " not in wanted and len(wanted) > 1:
            yield from _scan(self._initials, self._initials_at, f"\n{wanted}")
        yield from _scan(self._pool, self._starts, lead)

    def _begun_by(self, wanted: str) -> Iterator[int]:
        """Yield the places of titles that begin with ``wanted``, by letter, until there are enough."""
        first = bisect_left(self._alphabet, wanted, key=lambda place: self._titles[place].name)
        for place in self._alphabet[first : first + ENOUGH]:
            if not self._titles[place].name.startswith(wanted):
                return
            yield place

    def _search_further(self, wanted: str, found: dict[str, TitleHit]) -> None:
        """Add scattered letters, then titles that hold a word one letter away."""
        if " " not in wanted and len(wanted) > 2:
            for title in self._titles[:REACH]:
                if title.id not in self._hidden and is_scattered(wanted, f" {title.name}"):
                    found.setdefault(title.id, TitleHit(title.id, Fit.SCATTERED, title.name))
        for corrected in self._corrections(wanted):
            for place in _scan(self._pool, self._starts, f" {corrected}"):
                title = self._titles[place]
                if title.id not in self._hidden and fits_but_slip(wanted, title.name):
                    found.setdefault(title.id, TitleHit(title.id, Fit.SLIP, title.name))

    def _corrections(self, wanted: str) -> list[str]:
        """Return words of titles that a word of ``wanted`` misses by a letter."""
        near = (
            each
            for word in wanted.split()
            if len(word) >= SHORTEST_SLIP
            for letter, words in self._words.items()
            for each in words
            # Where the first letter is the wrong one, all the others are right: most words are passed over quickly.
            if letter == word[0]
            or each.startswith(word[1:])
            or each.startswith((word[1:], word), 1)
            or each[1] == word[0]
            if begins_but_slip(word, each)
        )
        return list(dict.fromkeys(near))[:MOST_CORRECTIONS]


def _judge(title: Entry, wanted: str, found: dict[str, TitleHit]) -> None:
    if title.id not in found:
        fit = judge_fit(wanted, title.name, title.beside)
        if fit is not None:
            found[title.id] = TitleHit(title.id, fit, title.name)


def _title_of(record: Record, snapshot: Snapshot, folded: dict[str, str]) -> Entry:
    client = snapshot.client_of(record)
    if client is None or client is record:
        return Entry(record.id, _clean(record.title), "")
    beside = folded.get(client.id)
    if beside is None:
        beside = folded[client.id] = _clean(client.title)
    return Entry(record.id, _clean(record.title), beside)


def _clean(title: str) -> str:
    return " ".join(fold(title).split())


def _in_order(snapshot: Snapshot) -> Iterator[Record]:
    """Yield all records, those people look for most first."""
    types = snapshot.schema.types
    for name in (
        *(each for each in _FIRST_TYPES if each in types),
        *(each for each in types if each not in _FIRST_TYPES),
    ):
        yield from snapshot.of_type(name)


def _join(texts: Iterator[str]) -> tuple[str, array[int]]:
    """Return all texts, each after a line end, and where each begins."""
    starts = array("Q")
    parts: list[str] = []
    at = 0
    for text in texts:
        starts.append(at)
        parts.append(text)
        at += len(text) + 1
    return "\n" + "\n".join(parts), starts


def _scan(pool: str, starts: array[int], needle: str) -> Iterator[int]:
    """Yield the places of the texts that hold ``needle``, each once, until there are enough."""
    at = 0
    for _ in range(ENOUGH):
        found = pool.find(needle, at)
        if found < 0:
            return
        place = bisect_right(starts, found if needle[0] == "\n" else found - 1) - 1
        yield place
        if place + 1 == len(starts):
            return
        at = starts[place + 1]
