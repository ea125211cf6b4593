"""How far a forecast may miss: the open deals played through many times, each won or not by its probability.

It assumes that deals are won or lost whole, independently of each other, at the amount noted, and in the period in which
they are expected. Deals often hang together, so the true range is wider rather than narrower.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from random import Random

from ...schema.dataclass import dataclass
from ...schema.sentences import Sentence, sentence

ROUNDS = 2000
"""How often the deals are played through, fewer where there are many."""
MOST_DRAWS = 1_000_000
"""Deals times rounds: what a person can wait for."""
SEED = 20260714
"""The same deals give the same range."""
_FINE = 1_000_000


@dataclass(frozen=True, slots=True)
class Chance:
    """One open deal."""

    amount: Decimal
    """What it would bring."""
    probability: Decimal
    """From 0 to 1."""


@dataclass(frozen=True, slots=True)
class Range:
    """What the period comes to in most of the rounds."""

    low: Decimal
    """Nine of ten rounds bring more."""
    middle: Decimal
    """Half of the rounds bring more."""
    high: Decimal
    """One of ten rounds brings more."""
    rounds: int
    """How often the deals were played through."""

    def assumptions(self) -> tuple[Sentence, ...]:
        """Return what the range takes for granted."""
        return (
            sentence("Each deal is won whole or not at all, by the share of such deals won before."),
            sentence("Deals do not depend on each other; where they do, the range is wider."),
            sentence("Amounts and expected days are as noted; {n} rounds from a fixed start.", n=self.rounds),
        )


def simulate(closed: Decimal, chances: Sequence[Chance], random: Random) -> Range:
    """Return the range of what is closed and what the open deals bring."""
    rounds = max(200, min(ROUNDS, MOST_DRAWS // max(len(chances), 1)))
    played = [(each.amount, int(each.probability * _FINE)) for each in chances]
    totals = []
    for _ in range(rounds):
        total = closed
        for amount, likely in played:
            if random.randrange(_FINE) < likely:
                total += amount
        totals.append(total)
    totals.sort()
    return Range(totals[rounds // 10], totals[rounds // 2], totals[rounds - 1 - rounds // 10], rounds)
