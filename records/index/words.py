"""Search over everything that is written: names, titles, fields, bodies; ranked, as one types.

All texts lie folded in one bytes object, the newest record first, and a search is a scan of it that stops when
enough is found. That is one pass over memory at worst, needs no structure to keep in step, and finds parts of words.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter

from ...schema.dataclass import dataclass
from ...schema.folding import fold
from ...schema.record import Record
from ...schema.tree import leaf_texts
from ..breath import STRETCH, at_ease, sorted_at_ease
from ..snapshot import Snapshot
from .blocks import Blocks
from .excerpts import Excerpt, find_excerpt
from .spelling import Vocabulary

ENOUGH = 200
"""Records looked at and ranked; the best of them are shown."""
NEXT_FEW = 32
"""Records among which the next one with a word is looked for first."""
FEW = 3
"""With fewer exact hits than this, words one letter away are tried."""
LEARNT = 4_000_000
"""Bytes of the texts, the newest first, whose words are known to corrections beside those of all titles."""
REACH = 6_000_000
"""Bytes of the texts, and as many of the titles, that corrected searches may look through, all together."""
MOST_TRIES = 12
"""Corrected searches for one text."""
MOST_WORDS = 8
"""Words of a search that count."""
MOST_FRESH = 2000
"""Changed records kept beside the whole before it is built anew."""

_EDGE_BEFORE = rb"(?:^|[^a-z0-9\x80-\xff])"
_EDGE_AFTER = rb"(?![a-z0-9\x80-\xff])"
"""What stands around a whole word in folded bytes."""

_IN_WORDS = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789" + bytes(range(128, 256)))
"""The bytes of words."""

_FIRST_TYPES: Mapping[str, int] = {"client": 0, "contact": 1, "product": 2, "opportunity": 3}
"""Types whose titles are looked at first: people mostly search for whom they talk to."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found."""

    record: Record
    """The record."""
    score: int
    """How well its title fits; the greatest comes first."""
    words: tuple[str, ...]
    """The folded words it was found by."""
    corrected: str
    """The words looked for instead of those typed; empty where they were found as typed."""

    @property
    def id(self) -> str:
        """The id of the record."""
        return self.record.id

    @property
    def excerpt(self) -> Excerpt:
        """Where it was found: field, text and the places of the words in it. Made when asked for, for rows shown."""
        return find_excerpt(self.record, self.words)


class _Shelf:
    """The folded texts of some records in one order, each after a zero byte."""

    __slots__ = ("_blocks", "_title_blocks", "ids", "pool", "starts", "titles", "titles_at")

    def __init__(self, records: Sequence[Record]) -> None:
        self.ids = tuple(each.id for each in records)
        self.titles, self.titles_at = _join(_folded(title_and_name(each)) for each in at_ease(records))
        whole = (f"{title_and_name(each)}\n{written_in(each)}" for each in at_ease(records, STRETCH // 2))
        self.pool, self.starts = _join(map(_folded, whole))
        self._blocks = Blocks(self.pool, self.starts)
        self._title_blocks = Blocks(self.titles, self.titles_at)

    def matching(self, words: Sequence[bytes], *, titles: bool, reach: int | None = None) -> Iterator[int]:
        """Return the places of the records that hold all of ``words``, in order.

        The scan ends after ``reach`` bytes.
        """
        blocks = self._title_blocks if titles else self._blocks
        pool, starts = (self.titles, self.titles_at) if titles else (self.pool, self.starts)
        scan = (
            partial(_scan_for_one, pool, starts, words[0]) if len(words) == 1 else partial(_scan, pool, starts, words)
        )
        for begin, end in blocks.spans(words):
            if reach is not None and begin >= reach:
                return
            yield from scan(begin, end if reach is None else min(end, reach))

    def title_of(self, place: int) -> bytes:
        """Return the folded title and name of the record at ``place``."""
        end = self.titles_at[place + 1] - 1 if place + 1 < len(self.titles_at) else len(self.titles)
        return self.titles[self.titles_at[place] : end]


def _scan_for_one(pool: bytes, starts: Sequence[int], word: bytes, at: int, end: int) -> Iterator[int]:
    """Return the places of the records in one block that hold ``word``, in order."""
    following, count = 0, len(starts)
    while (found := pool.find(word, at, end)) >= 0:
        # A common word stands in one of the next records: to look among few takes a third of looking among all.
        near = min(following + NEXT_FEW, count)
        here = bisect_right(starts, found, following, near)
        following = here if here < near else bisect_right(starts, found, near)
        yield following - 1
        if following == count:
            return
        at = starts[following]


def _scan(pool: bytes, starts: Sequence[int], words: Sequence[bytes], at: int, end: int) -> Iterator[int]:
    """Return the places of the records in one block that hold all of ``words``, in order: each leads the scan in turn."""
    while True:
        place = -1
        for word in words:
            found = pool.find(word, at, end)
            if found < 0:
                return
            here = bisect_right(starts, found) - 1
            if here != place:
                at = starts[here]
                if place >= 0:
                    break
                place = here
        else:
            yield place
            if place + 1 == len(starts):
                return
            at = starts[place + 1]


def _join(texts: Iterable[bytes]) -> tuple[bytes, array[int]]:
    """Return all texts, each after a zero byte, and where each begins; one by one, as a list of them is as large again."""
    starts = array("Q")
    pool = bytearray()
    for text in texts:
        pool += b"\0"
        starts.append(len(pool))
        pool += text
    return bytes(pool) or b"\0", starts


def _folded(text: str) -> bytes:
    return fold(text).replace("\0", " ").encode(errors="replace")


def title_and_name(record: Record) -> str:
    """Return what counts as the title of a record: a line each."""
    return f"{record.title}\n{record.name}"


def written_in(record: Record) -> str:
    """Return the fields and the body of a record as one text; its title and name are kept apart."""
    fields = (text for name, tree in record.tree.items() if name != "title" for text in leaf_texts(tree))
    return "\n".join([*fields, record.body])


class SearchIndex:
    """What a search looks through. Never changed; ``updated`` gives the next one, sharing what stayed."""

    __slots__ = ("_fresh", "_hidden", "_shelf", "_snapshot", "_vocabulary")

    def __init__(
        self, snapshot: Snapshot, shelf: _Shelf, vocabulary: Vocabulary, fresh: _Shelf, hidden: frozenset[str]
    ) -> None:
        self._snapshot = snapshot
        self._shelf = shelf
        self._vocabulary = vocabulary
        self._fresh = fresh
        self._hidden = hidden

    @classmethod
    def build(cls, snapshot: Snapshot) -> SearchIndex:
        """Return the index of all records of a snapshot."""
        shelf = _Shelf(sort_newest_first(snapshot.records.values()))
        vocabulary = Vocabulary(shelf.titles + b" " + shelf.pool[:LEARNT])
        return cls(snapshot, shelf, vocabulary, _Shelf([]), frozenset())

    def updated(self, snapshot: Snapshot, changed: Collection[str]) -> SearchIndex:
        """Return the index of the next snapshot, in which the records ``changed`` were written or are gone."""
        ids = self._hidden | frozenset(changed)
        if len(ids) > MOST_FRESH:
            return SearchIndex.build(snapshot)
        present = [record for each in ids if (record := snapshot.records.get(each))]
        fresh = _Shelf(sort_newest_first(present))
        return SearchIndex(snapshot, self._shelf, self._vocabulary, fresh, ids)

    def search(self, text: str, limit: int = 50) -> list[Hit]:
        """Return the records that hold every word of ``text``, the best first; words in quotes stay together.

        A word that begins the title counts most, then one that begins a word of the title, then any part of it, then
        fields and body; whole words more than parts, clients and people before the rest, newer before older.
        """
        words = read_words_searched(text)
        if not words:
            return []
        hits = self._search_words(words, limit)
        if len(hits) < FEW:
            known = {each.id for each in hits}
            hits.extend(each for each in self._search_corrected(words, limit) if each.id not in known)
        return hits[:limit]

    def ids_holding(self, text: str) -> frozenset[str]:
        """Return every record in which ``text`` stands, in whatever case and accents."""
        wanted = [fold(text).encode(errors="replace")]
        fresh = (self._fresh.ids[place] for place in self._fresh.matching(wanted, titles=False))
        whole = (self._shelf.ids[place] for place in self._shelf.matching(wanted, titles=False))
        return frozenset(fresh) | (frozenset(whole) - self._hidden)

    def _search_corrected(self, words: Sequence[str], limit: int) -> list[Hit]:
        """Return the hits for words one letter away from those that no title has.

        They share ``REACH`` bytes of texts and of titles among them, so that a mistyped word costs little more than one
        that is nowhere: clients, contacts and the newest of the rest stand first.
        """
        vocabularies = [self._vocabulary, *([Vocabulary(self._fresh.pool)] if self._fresh.ids else [])]
        tries = [
            [*words[:place], candidate, *words[place + 1 :]]
            for place, word in enumerate(words)
            if not any(each.holds(word) for each in vocabularies)
            for candidate in dict.fromkeys(one for each in vocabularies for one in each.corrections(word))
        ]
        hits: dict[str, Hit] = {}
        for replaced in tries[:MOST_TRIES]:
            for hit in self._search_words(replaced, limit, " ".join(replaced), reach=REACH // len(tries)):
                hits.setdefault(hit.id, hit)
        return list(hits.values())

    def _search_words(
        self, words: Sequence[str], limit: int, corrected: str = "", *, reach: int | None = None
    ) -> list[Hit]:
        wanted = [word.encode(errors="replace") for word in sorted(words, key=len, reverse=True)]
        found: dict[str, tuple[_Shelf, int]] = {}
        for titles in (True, False):
            for shelf in (self._fresh, self._shelf):
                if len(found) >= ENOUGH or (not titles and len(found) >= limit):
                    break
                places = shelf.matching(wanted, titles=titles, reach=reach)
                self._gather(shelf, places, found)
        score = _title_score(words)
        scored = [(score(shelf.title_of(place)), key) for key, (shelf, place) in found.items()]
        best = sorted(scored, key=itemgetter(0), reverse=True)[:limit]
        return [Hit(self._snapshot.records[key], fit, tuple(words), corrected) for fit, key in best]

    def _gather(self, shelf: _Shelf, places: Iterator[int], found: dict[str, tuple[_Shelf, int]]) -> None:
        for place in places:
            record_id = shelf.ids[place]
            if record_id in found or (shelf is self._shelf and record_id in self._hidden):
                continue
            found[record_id] = (shelf, place)
            if len(found) >= ENOUGH:
                return


def read_words_searched(text: str) -> list[str]:
    """Return the folded words of a search; what stands in quotes, closed or not yet, is one."""
    pieces = re.findall(r'"([^"]*)"?|(\S+)', fold(text[:400]).replace("\0", " "))
    words = (quoted.strip() or plain for quoted, plain in pieces)
    return list(dict.fromkeys(word for word in words if word))[:MOST_WORDS]


def _title_score(words: Sequence[str]) -> Callable[[bytes], int]:
    """Return how well words fit a title: 64 where one begins it, 16 a word of it, 4 a part; 8 more where whole."""
    encoded = [word.encode(errors="replace") for word in words]
    starts = [re.compile(_EDGE_BEFORE + re.escape(word)).search for word in encoded]
    wholes = [re.compile(_EDGE_BEFORE + re.escape(word) + _EDGE_AFTER).search for word in encoded]
    kinds = list(zip(encoded, map(len, encoded), starts, wholes, strict=True))

    def score(title: bytes) -> int:
        total = 0
        for word, length, start, whole in kinds:
            at = title.find(word)
            if at < 0:
                continue
            # Mostly the first place says it; the expressions look at the others, where there are any.
            begins = at == 0 or title[at - 1] not in _IN_WORDS
            ends = at + length
            is_whole = begins and (ends == len(title) or title[ends] not in _IN_WORDS)
            recurs = not is_whole and title.find(word, at + 1) >= 0
            total += 64 if at == 0 else 16 if begins or (recurs and start(title)) else 4
            if is_whole or (recurs and whole(title)):
                total += 8
        return total

    return score


def sort_newest_first(records: Collection[Record]) -> list[Record]:
    """Return clients, contacts and deals first, then by the day that each record is about, the latest first."""
    by_day = sorted_at_ease(reversed([*records]), key=day_of)[::-1]
    return sorted_at_ease(by_day, key=lambda record: _FIRST_TYPES.get(record.type, len(_FIRST_TYPES)))


def day_of(record: Record) -> str:
    """Return the day a record is about as text, empty where it names none: good enough to order by."""
    for name in ("at", "date", "received_at", "sent_at", "created", "start"):
        text = record.text(name)
        if text:
            return text[:10]
    return ""
