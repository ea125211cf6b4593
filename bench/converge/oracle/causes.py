"""Which edits knew of which: what each fact of each record was last told, by everybody whose word still counts.

An edit counts until somebody who knew of it wrote the same fact again. Where several count that say different things,
people disagree, and a merge may not choose for them without telling.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from .reading import Fact

Facts = Mapping[Fact, tuple["Word", ...]]
"""What counts of each fact of one record."""


class Word(NamedTuple):
    """What one commit made of a fact."""

    commit: int
    """Which commit, by its place in the walk."""
    value: str | None
    """What it wrote; None: it took the fact away."""


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

    def tell(self, uid: str, told: Mapping[Fact, Word]) -> None:
        """Let new words count in place of all that were known."""
        self.records[uid] = {**self.records.get(uid, {}), **{fact: (word,) for fact, word in told.items()}}


def knows(known: int, word: Word) -> bool:
    """Tell whether a word was known to who knew the commits ``known``."""
    return bool(known >> word.commit & 1)


def join(one: Said, other: Said, commit: int) -> Said:
    """Return what counts after two histories met in the commit ``commit``."""
    joined = Said(one.known | other.known | 1 << commit, dict(one.records))
    for uid, facts in other.records.items():
        ours = one.records.get(uid)
        if ours is None:
            joined.records[uid] = facts
        elif ours is not facts:
            joined.records[uid] = _join_facts(ours, facts, one.known, other.known)
    return joined


def values_of(words: tuple[Word, ...]) -> set[str | None]:
    """Return the different things that are said."""
    return {word.value for word in words}


def _join_facts(
    ours: dict[Fact, tuple[Word, ...]], theirs: dict[Fact, tuple[Word, ...]], known_one: int, known_other: int
) -> dict[Fact, tuple[Word, ...]]:
    if ours == theirs:
        return ours
    joined = dict(ours)
    for fact, words in theirs.items():
        before = ours.get(fact, ())
        if words != before:
            joined[fact] = _join_words(before, words, known_one, known_other, is_alike=not fact[0].startswith("@"))
    for fact in ours.keys() - theirs.keys():
        joined[fact] = ours[fact]
    return joined


def _join_words(
    ours: tuple[Word, ...], theirs: tuple[Word, ...], known_one: int, known_other: int, *, is_alike: bool
) -> tuple[Word, ...]:
    """Keep what both have, and what one has and the other never heard of.

    ``is_alike``: who changed a value that two had written alike, and knew of one of them only, changed both, as nobody
    would call that a dispute. Where two settled one dispute, each for the other's word, both would fall out: then all of it counts.
    """
    kept = [*_still(ours, theirs, known_other, is_alike=is_alike), *_still(theirs, ours, known_one, is_alike=is_alike)]
    return tuple(sorted(set(kept or (*ours, *theirs)), key=lambda word: (word.commit, word.value or "")))


def _still(words: tuple[Word, ...], others: tuple[Word, ...], known: int, *, is_alike: bool) -> list[Word]:
    """Return the words that who knew ``known`` and says ``others`` has not said anew."""
    fallen = [word for word in words if word not in others and knows(known, word)]
    values = {word.value for word in fallen} if is_alike else set()
    return [word for word in words if word not in fallen and word.value not in values]
