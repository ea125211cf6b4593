"""All that anybody ever said in a history, and which of it still counts where histories meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise

from .causes import ALIVE, HOME, NAME, NO, YES, Facts, Said, Word, knows, values_of, without_put_back
from .reading import GONE, Fact, Open, Read


class Memory:
    """Keeps every word of a history, who settled what, and which commits each commit followed."""

    def __init__(self) -> None:
        self.known: list[int] = []
        """By number of a commit: those it follows, itself among them, as bits."""
        self._words: defaultdict[tuple[str, Fact], list[Word]] = defaultdict(list)
        self._changes: dict[tuple[int, str], frozenset[tuple[Fact, str]]] = {}
        self._settled: defaultdict[tuple[str, str], int] = defaultdict(int)
        self._settled_fields: set[tuple[str, str]] = set()
        self._moved: set[tuple[int, str]] = set()

    # What people say

    def tell(self, number: int, uid: str, told: Mapping[Fact, str | None], said: Said) -> None:
        """Note what a commit said of a record; it counts in ``said`` from now on."""
        for fact, word in said.tell(uid, number, told).items():
            self._words[uid, fact].append(word)

    def take_back(self, number: int, uid: str, facts: Mapping[Fact, str], said: Said) -> None:
        """Let all that a record was fall where somebody makes it again; what is not there any more is nobody's word."""
        words = said.of(uid)
        gone = {
            fact: (Word(number, GONE, told, is_nobodys=True),)
            for fact, told in words.items()
            if fact not in {*facts, ALIVE}
        }
        said.records[uid] = {**words, **gone}

    def note_change(self, number: int, uid: str, was: Mapping[Fact, str], now: Mapping[Fact, str]) -> None:
        """Note all that a commit made of a record, the conflicts among it."""
        self._changes[number, uid] = frozenset(was.items() ^ now.items())

    def note_move(self, number: int, uid: str) -> None:
        """Note that a commit put a record into another client and left no alias that would tell where it went."""
        self._moved.add((number, uid))

    def settle(self, number: int, uid: str, entry: Open, now: Read, said: Said) -> dict[Fact, str | None]:
        """Return what a person decided who took a conflict out of a record.

        To choose a field's value anew is to write it. A paragraph that stays is not written: only the other falls. Nor is
        what stands where a merge had lost a value and nobody wants it back: who wrote over what stood has no dispute.
        """
        self._settled[uid, entry.id] |= 1 << number
        self._settled_fields.add((uid, entry.field))
        decided: dict[Fact, str | None] = {}
        for fact, words in said.of(uid).items():
            if not entry.touches(fact) or not _is_meant(entry, fact):
                continue
            stands, is_all = now.facts.get(fact), fact == tuple(entry.field.split("."))
            if values_of(words) == {stands} and not is_all:
                continue
            chosen = tuple(word for word in words if word.value == stands)
            if is_all and entry.kind == "lost" and stands == entry.kept:
                others = tuple(word for word in words if word.value != entry.other)
                left = Word(number, stands, words, is_nobodys=True)  # who asks for the lost one again decides
                said.records[uid] = {**said.of(uid), fact: others or (left,)}
            elif fact[0] == "body" and (chosen or (entry.kind == "lost" and stands is GONE)):
                said.records[uid] = {**said.of(uid), fact: chosen}
            elif fact[0] == "body" and entry.kind == "lost" and str(stands) in str(entry.kept).splitlines():
                left = Word(number, stands, words, is_nobodys=True)
                said.records[uid] = {**said.of(uid), fact: (left,)}
            else:
                decided[fact] = stands
        return decided

    # What does not count any more where histories meet

    def forget_twins(self, uid: str, said: Said) -> None:
        """Let fall, of a record that is gone, what whoever deleted it knew from another clone.

        One rule makes the same record in two clones, one audit brings back the same: who deletes what the one did, deletes both.
        """
        words = said.of(uid).get(ALIVE, ())
        if len(words) < 2:
            return
        deleters = [self.known[word.commit] for word in words if word.value == NO]
        known = {
            self._changes[word.commit, uid]
            for word in self._words[uid, ALIVE]
            if any(knows(each, word) for each in deleters)
        }
        left = tuple(word for word in words if word.value == NO or self._changes[word.commit, uid] not in known)
        said.records[uid] = {**said.of(uid), ALIVE: left}

    def forget_taken_back(self, uid: str, said: Said) -> None:
        """Let fall, of a record that is gone, who wrote into it and took all of that back: nothing of theirs was deleted."""
        words = said.of(uid).get(ALIVE, ())
        deleters = [self.known[word.commit] for word in words if word.value == NO]
        left = tuple(
            word for word in words if word.value == NO or not any(self._left_nothing(uid, word, it) for it in deleters)
        )
        if left != words:
            said.records[uid] = {**said.of(uid), ALIVE: left}

    def forget_deleted(self, number: int, uid: str, facts: Mapping[Fact, str], said: Said) -> None:
        """Let nothing count that whoever deleted a record knew, where it stays for what others wrote meanwhile.

        What stands instead, as it was before, is nobody's word: the deleter took back the rest.
        """
        words = said.of(uid)
        deleters = [self.known[word.commit] for word in words.get(ALIVE, ()) if word.value == NO]
        if not deleters:
            return
        left: dict[Fact, tuple[Word, ...]] = {ALIVE: without_put_back(words[ALIVE], self.known, NO)}
        for fact in {*words, *facts} - {ALIVE}:
            told, stands = words.get(fact, ()), facts.get(fact)
            unknown = tuple(word for word in told if not any(knows(each, word) for each in deleters))
            kept = told if values_of(told) == {stands} else (Word(number, stands, told, is_nobodys=True),)
            left[fact] = unknown or kept
        said.records[uid] = left

    def forget_settled(self, uid: str, entry: Open, only_there: int, said: Said) -> None:
        """Let the word of whoever settled a conflict, among the commits ``only_there``, count where it is open still.

        A conflict is its field and its two values: who writes one of the two again elsewhere has no dispute of their own. So is
        the deletion of one version, however many delete it.
        """
        settled = self._settled[uid, entry.id] & only_there
        fact = tuple(entry.field.split(".")) if entry.field else ALIVE
        chosen = {word.value for word in self._words.get((uid, fact), ()) if settled >> word.commit & 1}
        words = said.of(uid).get(fact, ())
        if len(chosen) == 1:
            fallen = ({YES, NO} if fact == ALIVE else {entry.kept, entry.other}) - chosen
            left = tuple(word for word in words if word.value not in fallen)
            said.records[uid] = {**said.of(uid), fact: left or words}

    # Looking back

    def names_of(self, uid: str) -> set[str | None]:
        """Return all that a record was ever called, with None where it was ever deleted."""
        names = {word.value for word in self._words.get((uid, NAME), ())}
        return names | {None} if self._was_deleted(uid) else names

    def list_dropped(self, uid: str) -> frozenset[Fact]:
        """Return the facts that somebody took out of a record at some time."""
        return frozenset(
            fact for each, fact in self._words if each == uid and GONE in values_of(tuple(self._words[each, fact]))
        )

    def was_moved_unseen(self, uid: str, home: str, said: Facts) -> bool:
        """Tell whether a record lies where somebody put it by hand, and neither they nor who deleted it knew of the other.

        A file manager leaves no alias, and likeness is no proof: two clients may hold two records alike. So the deletion was
        that of a file elsewhere, and the moved one stays unasked. Nothing is lost by it.
        """
        deletions = [word for word in said.get(ALIVE, ()) if word.value == NO]
        return any(
            word.value == home
            and (word.commit, uid) in self._moved
            and not any(
                knows(self.known[word.commit], each) or knows(self.known[each.commit], word) for each in deletions
            )
            for word in said.get(HOME, ())
        )

    def was_left_behind(self, uid: str, word: Word) -> bool:
        """Tell whether somebody put a record into another client by hand, and who wrote ``word`` where it was did not know.

        To git and to the merge that is a file deleted and edited: who merges by hand and lets it go has let the edit go.
        """
        return any(
            each == uid and not self.known[number] >> word.commit & 1 and not self.known[word.commit] >> number & 1
            for number, each in self._moved
        )

    def has_settled(self, uid: str, key: str, known: int) -> bool:
        """Tell whether somebody whom ``known`` knows of took a conflict out of a record."""
        return bool(self._settled[uid, key] & known)

    def was_settled(self, uid: str, entry: Open, known: int) -> bool:
        """Tell whether somebody had settled a conflict who knew of all that wrote its two values.

        Of two others, of whom the settler knew one at most, the same two values are a new dispute.
        """
        settled = self._settled[uid, entry.id] & known
        settlers = [self.known[number] for number in range(settled.bit_length()) if settled >> number & 1]
        pairs = [pair for pair in self._find_pairs(uid, entry) if _know(known, pair)]
        return bool(settlers) and all(any(_know(each, pair) for each in settlers) for pair in pairs)

    def disagreed(self, uid: str, entry: Open) -> bool:
        """Tell whether two people wrote the two values of a conflict without knowing of each other."""
        fact = tuple(entry.field.split("."))
        if (uid, fact) not in self._words or self._was_deleted(uid) or (uid, entry.field) in self._settled_fields:
            return True  # what was deleted has no common ancestor when it comes back
        return any(self._find_pairs(uid, entry))

    def _left_nothing(self, uid: str, word: Word, known: int) -> bool:
        """Tell whether all that ``word`` follows of a record's changes, beyond those ``known``, comes to nothing.

        Only where each knew of the one before: two who write the same also undo each other on paper, and changed something.
        """
        own = [
            each.commit
            for each in self._words[uid, ALIVE]
            if knows(self.known[word.commit], each) and not known >> each.commit & 1
        ]
        left: frozenset[tuple[Fact, str]] = frozenset()
        for number in own:
            left ^= self._changes[number, uid]
        return not left and all(self.known[later] >> earlier & 1 for earlier, later in pairwise(own))

    def _was_deleted(self, uid: str) -> bool:
        return any(word.value == NO for word in self._words.get((uid, ALIVE), ()))

    def _find_pairs(self, uid: str, entry: Open) -> Iterator[tuple[Word, Word]]:
        """Yield who wrote the two values of a conflict without knowing of each other."""
        words = self._words.get((uid, tuple(entry.field.split("."))), ())
        for one in [word for word in words if word.value == entry.kept]:
            for other in [word for word in words if word.value == entry.other]:
                if not knows(self.known[one.commit], other) and not knows(self.known[other.commit], one):
                    yield one, other


def _know(known: int, pair: tuple[Word, Word]) -> bool:
    return all(knows(known, word) for word in pair)


def _is_meant(entry: Open, fact: Fact) -> bool:
    """Tell whether a conflict's texts speak of a paragraph or an entry of a list."""
    if fact[0] != "body" and "#" not in fact:
        return True
    return any(each is not None and fact[-1] in each for each in (entry.base, entry.kept, entry.other))
