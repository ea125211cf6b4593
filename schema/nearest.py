"""The nearest known word to a mistyped one: for hints, never for decisions."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST = 60
"""Longer words are not compared: nobody mistypes them, and hostile ones would cost time."""


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that ``word`` most likely stands for, None where none is near.

    Case, ``-`` and ``_`` do not count as mistakes. At most one mistake in words of up to four letters, two in words
    of up to eight, three in longer ones; a candidate that ``word`` begins or ends counts as near when three letters
    agree.
    """
    wanted = _plain(word)
    if not wanted or len(wanted) > LONGEST:
        return None
    best: tuple[int, int, str] | None = None
    for place, candidate in enumerate(candidates):
        known = _plain(candidate)
        cost = _cost(wanted, known)
        if cost is not None and (best is None or (cost, place) < best[:2]):
            best = (cost, place, candidate)
    return best[2] if best else None


def _plain(word: str) -> str:
    return word.casefold().replace("-", "_").replace(" ", "_")


def _cost(wanted: str, known: str) -> int | None:
    """Return how far apart two words are, None where it is too far to be the same."""
    if not known or len(known) > LONGEST:
        return None
    allowed = 1 if len(wanted) <= 4 else 2 if len(wanted) <= 8 else 3
    if abs(len(wanted) - len(known)) <= allowed:
        cost = edit_distance(wanted, known)
        if cost <= allowed and cost < max(len(wanted), len(known)):
            return cost
    shorter, longer = sorted((wanted, known), key=len)
    if len(shorter) >= 3 and (longer.startswith(shorter) or longer.endswith(shorter)):
        return allowed + 1
    return None


def edit_distance(one: str, other: str) -> int:
    """Return how many letters must be put in, taken out, replaced or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before = before, row
        row = [i]
        for j, against in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
