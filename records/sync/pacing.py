"""How long to wait where somebody else pushed first, so that everybody gets through."""

from __future__ import annotations

LONGEST = 3.0
"""Seconds; who waits longer finds more to merge."""
SHORTEST = 0.15
"""Seconds."""
PATIENT_TURNS = 10
"""After how many lost races somebody waits no longer than who comes new."""
TRIES = 400
"""How often others may be faster before the person is told: twenty clones that never rest lose fifty in a row now and then."""


def longest_wait(turn: int) -> float:
    """Return how many seconds to wait at most after the race number ``turn`` was lost; the wait is a random part of it.

    It grows, as every clone that races makes the others slower. Who has lost long enough goes ahead of those who wait: where
    waits only grow, one of two busy clones starves.
    """
    if turn > PATIENT_TURNS:
        return SHORTEST
    return min(LONGEST, SHORTEST * 1.5**turn)
