"""Which edits knew of which: what each fact of each record was last told, by everybody whose word still counts.

An edit counts until somebody who knew of it wrote the same fact again. Where several count that say different things,
people disagree, and a merge may not choose for them without telling.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .reading import GONE, Fact

ALIVE: Fact = ("@alive",)
NAME: Fact = ("@name",)
HOME: Fact = ("@home",)
YES, NO = "yes", "no"

Facts = Mapping[Fact, tuple["Word", ...]]
"""What counts of each fact of one record."""


@dataclass(frozen=True, slots=True)
class Word:
    """What one commit made of a fact."""

    commit: int
    """Which commit, by its place in the walk."""
    value: str | None
    """What it wrote; None: it took the fact away."""
    over: tuple[Word, ...] = field(default=(), compare=False, repr=False)
    """What counted until then and was answered by it."""
    is_nobodys: bool = field(default=False, compare=False)
    """Whether it only tells what stood when a deletion had taken back the rest."""


@dataclass(slots=True)
class Said:
    """What counts after one commit."""

    known: int
    """The commits it follows, itself among them, as bits."""
    records: dict[str, dict[Fact, tuple[Word, ...]]] = field(default_factory=dict)
    """By uid; never changed in place, as later commits share it."""

    def of(self, uid: str) -> Facts:
        """Return what counts of one record."""
        return self.records.get(uid, {})

    def tell(self, uid: str, commit: int, told: Mapping[Fact, str | None]) -> Mapping[Fact, Word]:
        """Let what a commit wrote count in place of all that was known, and return it."""
        before = self.records.get(uid, {})
        words = {fact: Word(commit, value, before.get(fact, ())) for fact, value in told.items()}
        self.records[uid] = {**before, **{fact: (word,) for fact, word in words.items()}}
        return words


def knows(known: int, word: Word) -> bool:
    """Tell whether a word was known to who knew the commits ``known``."""
    return bool(known >> word.commit & 1)


def join(one: Said, other: Said, commit: int, known: Sequence[int]) -> Said:
    """Return what counts after two histories met in the commit ``commit``; ``known`` is what each commit followed."""
    joined = Said(one.known | other.known | 1 << commit, dict(one.records))
    for uid, facts in other.records.items():
        ours = one.records.get(uid)
        if ours is None:
            joined.records[uid] = facts
        elif ours is not facts:
            joined.records[uid] = _join_facts(ours, facts, (one.known, other.known), known)
    return joined


def values_of(words: tuple[Word, ...]) -> set[str | None]:
    """Return the different things that are said."""
    return {word.value for word in words}


def claims_of(words: tuple[Word, ...], stands: str | None) -> set[str | None]:
    """Return what people say a fact should be, of which ``stands`` may stand.

    What stood after a deletion nobody said: where another deletion of the same record left an earlier value, that may stand too.
    """
    said = values_of(tuple(word for word in words if not word.is_nobodys))
    earlier = values_of(words) | values_of(tuple(before for word in words for before in word.over))
    return said or ({stands} if stands in earlier else values_of(words))


def _join_facts(
    ours: dict[Fact, tuple[Word, ...]],
    theirs: dict[Fact, tuple[Word, ...]],
    sides: tuple[int, int],
    known: Sequence[int],
) -> dict[Fact, tuple[Word, ...]]:
    if ours == theirs:
        return ours
    joined = dict(ours)
    for fact, words in theirs.items():
        before = ours.get(fact, ())
        if words != before:
            left = _join_words(before, words, sides, is_alike=not fact[0].startswith("@"))
            joined[fact] = left if fact == ALIVE else without_put_back(left, known)
    return joined


def _join_words(
    ours: tuple[Word, ...], theirs: tuple[Word, ...], sides: tuple[int, int], *, is_alike: bool
) -> tuple[Word, ...]:
    """Keep what both have, and what one has and the other never heard of.

    ``is_alike``: who changed a value that two had written alike, and knew of one of them only, changed both, as nobody
    would call that a dispute. Where two settled one dispute, each for the other's word, both would fall out: then all of it counts.
    """
    kept = [*_still(ours, theirs, sides[1], is_alike=is_alike), *_still(theirs, ours, sides[0], is_alike=is_alike)]
    settled_crosswise = bool(ours and theirs) and not kept
    return tuple(
        sorted(
            {*kept, *((*ours, *theirs) if settled_crosswise else ())}, key=lambda word: (word.commit, word.value or "")
        )
    )


def _still(words: tuple[Word, ...], others: tuple[Word, ...], known: int, *, is_alike: bool) -> list[Word]:
    """Return the words that who knew ``known`` and says ``others`` has not said anew."""
    fallen = [word for word in words if word not in others and knows(known, word)]
    values = {word.value for word in fallen} if is_alike else set()
    return [word for word in words if word not in fallen and word.value not in values]


def without_put_back(words: tuple[Word, ...], known: Sequence[int], absent: str | None = GONE) -> tuple[Word, ...]:
    """Leave out who put back what another had already answered.

    Somebody writes a city and takes it away again; somebody else, who knew of neither, writes one where there was none. There is
    no dispute: the other one answered just what stands there again. Whoever works on a record says anew that it is alive.
    """
    return tuple(
        word
        for word in words
        if (absent == NO and word.value == YES)
        or not any(
            not other.is_nobodys and other.value != word.value and _answered(other, word, known, absent) == {word.value}
            for other in words
        )
    )


def _answered(word: Word, by: Word, known: Sequence[int], absent: str | None) -> set[str | None]:
    """Return what a word, and those it followed, answered of what the author of another one knew; of that the newest."""
    shared: set[Word] = set()
    waiting = [word]
    while waiting:
        each = waiting.pop()
        if knows(known[by.commit], each):
            shared.add(each)
        else:
            waiting += each.over
    newest = [each for each in shared if not any(knows(known[x.commit], each) for x in shared if x != each)]
    if word in shared:
        return set()
    return {each.value for each in newest} or {absent}
