"""What became of deals like this one: of those that entered a stage within a year and are closed, the share won."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from ...schema.dataclass import dataclass
from ...schema.machine import OPEN, State
from .days import Seen
from .deals import WON
from .slice import Slice
from .spans import trailing_year

ENOUGH = 10
"""Closed deals that must have entered a stage, where ``cartera.yaml`` says nothing under ``history_least``."""


@dataclass(frozen=True, slots=True)
class OwnShare:
    """How likely a deal in a stage is to be won."""

    probability: Decimal
    """From 0 to 1."""
    closed: int
    """How many closed deals say so."""
    is_own: bool
    """Whether our history says so; else it is the stage's first guess."""


class OwnShares:
    """The shares won by stage, of everything in scope and of each kind of deal."""

    def __init__(self, entered: Mapping[tuple[str, str], tuple[int, int]], least: int) -> None:
        self._entered = entered
        self._least = least
        self._known: dict[tuple[str, str, str], OwnShare | None] = {}

    @classmethod
    def of(cls, seen: Slice) -> OwnShares:
        """Return the shares as the history up to the day of a slice gives them."""
        year = trailing_year(seen.as_of)
        found: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
        for each in seen.deals:
            if each.standing.outcome == OPEN:
                continue
            stages = {step.stage for step in each.deal.steps if step.day in year}
            won = each.standing.outcome == WON
            for stage in stages:
                for kind in (each.deal.kind, ""):
                    found[stage, kind][0] += 1
                    found[stage, kind][1] += won
        written = (seen.config.settings or {}).get("history_least")
        least = int(written) if isinstance(written, str) and written.isdecimal() else ENOUGH
        return cls({key: (closed, won) for key, (closed, won) in found.items()}, max(least, 1))

    def probability_of(self, each: Seen) -> Decimal | None:
        """Return how likely a deal is to be won: a person's word, else what history says of its stage."""
        state = each.deal.states.get(each.standing.stage)
        if state is None or each.standing.probability is None:
            return None
        if each.standing.probability != state.probability:
            return each.standing.probability / 100
        share = self.share_of(each)
        return share.probability if share else None

    def share_of(self, each: Seen) -> OwnShare | None:
        """Return the share of a deal's stage; None where neither history nor the stage says any."""
        states = each.deal.states
        key = (next(iter(states), ""), each.standing.stage, each.deal.kind)
        if key not in self._known:
            self._known[key] = self._repaired(states, each.standing.stage, each.deal.kind)
        return self._known[key]

    def _repaired(self, states: Mapping[str, State], stage: str, kind: str) -> OwnShare | None:
        """Return the share of a stage, at least that of each stage before it."""
        best: OwnShare | None = None
        for word, state in states.items():
            if state.kind != OPEN:
                continue
            own = self._raw(state, kind)
            if own is not None and (best is None or own.probability >= best.probability):
                best = own
            elif own is not None and best is not None:
                best = OwnShare(best.probability, own.closed, own.is_own)
            if word == stage:
                return best
        return None

    def _raw(self, state: State, kind: str) -> OwnShare | None:
        for each in (kind, ""):
            closed, won = self._entered.get((state.word, each), (0, 0))
            if closed >= self._least:
                return OwnShare(Decimal(won) / closed, closed, is_own=True)
        if state.probability is None:
            return None
        return OwnShare(Decimal(state.probability) / 100, self._entered.get((state.word, ""), (0, 0))[0], is_own=False)
