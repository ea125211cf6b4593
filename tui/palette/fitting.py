"""How well a few letters fit a name, judged without a screen: by its beginning, its words, its initials, its letters."""

from __future__ import annotations

from enum import IntEnum

SHORTEST_SLIP = 4
"""Letters from which one may be wrong: in shorter words everything is one letter away from something."""


class Fit(IntEnum):
    """How a text fits a name; the smallest is the best."""

    WHOLE = 0
    """It is the name."""
    BEGINNING = 1
    """The name begins with it."""
    WORDS = 2
    """Each of its words begins a word of the name."""
    INITIALS = 3
    """They are the first letters of the name's words: ``lc`` for ``Logística Cantábrica``."""
    WITHIN = 4
    """Each of its words stands somewhere in the name."""
    BESIDE = 5
    """Each of its words begins a word of the name or of what stands beside it: the client of a deal."""
    SCATTERED = 6
    """Its letters stand in the name in their order, the first of them at the beginning of a word."""
    SLIP = 7
    """One letter of a word is wrong, missing, too many or swapped with its neighbour."""


def judge_fit(wanted: str, name: str, beside: str = "") -> Fit | None:
    """Return how ``wanted`` fits ``name``, both folded; None where it does not. Slips are judged by ``fits_but_slip``."""
    if name.startswith(wanted):
        return Fit.WHOLE if len(name) == len(wanted) else Fit.BEGINNING
    words = wanted.split()
    spaced = f" {_spaced(name)}"
    if all(f" {word}" in spaced for word in words):
        return Fit.WORDS
    if len(words) == 1 and len(wanted) > 1 and initials_of(name).startswith(wanted):
        return Fit.INITIALS
    if all(word in name for word in words):
        return Fit.WITHIN
    if beside and all(f" {word}" in f"{spaced} {_spaced(beside)}" for word in words):
        return Fit.BESIDE
    return Fit.SCATTERED if len(words) == 1 and len(wanted) > 2 and is_scattered(wanted, spaced) else None


def initials_of(name: str) -> str:
    """Return the first letters of the words of a name."""
    return "".join(word[0] for word in _spaced(name).split())


def is_scattered(wanted: str, spaced: str) -> bool:
    """Return whether the letters stand in order in a name with a blank before each word, the first beginning one."""
    at = spaced.find(f" {wanted[0]}")
    for letter in wanted:
        if at < 0:
            return False
        at = spaced.find(letter, at) + 1
        if at == 0:
            return False
    return True


def fits_but_slip(wanted: str, name: str) -> bool:
    """Return whether ``name`` would fit by words if one letter of one word of ``wanted`` were another."""
    parts = _spaced(name).split()
    words = wanted.split()
    slipped = 0
    for word in words:
        if any(part.startswith(word) for part in parts):
            continue
        if not any(begins_but_slip(word, part) for part in parts):
            return False
        slipped += 1
    return slipped == 1


def begins_but_slip(word: str, part: str) -> bool:
    """Return whether ``part`` begins with ``word`` but for one letter wrong, missing, too many or swapped."""
    if len(word) < SHORTEST_SLIP or len(part) < len(word) - 1:
        return False
    at = next((place for place, (one, other) in enumerate(zip(word, part, strict=False)) if one != other), None)
    if at is None:
        return len(part) == len(word) - 1
    rest, against = word[at:], part[at:]
    return (
        against[1:].startswith(rest[1:])  # another letter
        or against.startswith(rest[1:])  # one too many
        or against[1:].startswith(rest)  # one missing
        or (len(rest) > 1 and against[:2] == rest[1::-1] and against[2:].startswith(rest[2:]))  # two swapped
    )


def _spaced(name: str) -> str:
    """Return a name in which every word follows a blank: hyphens and the like divide words too."""
    return "".join(letter if letter.isalnum() else " " for letter in name) if not name.isalnum() else name
