"""The visits of a deal to its stages: when it came in, when it left, and whether it went on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ...schema.dataclass import dataclass
from ...schema.machine import OPEN
from .deals import WON, Deal


@dataclass(frozen=True, slots=True)
class Visit:
    """One stay of a deal in a stage."""

    stage: str
    """The stage."""
    entered: date
    """The day it came in."""
    left: date | None
    """The day it left; None while it stays."""
    is_forward: bool
    """Whether it went on to a later stage, or was won."""

    @property
    def days(self) -> int | None:
        """How many days it stayed; None while it does."""
        return (self.left - self.entered).days if self.left else None


def visits_of(deal: Deal, day: date) -> Iterator[Visit]:
    """Yield the stays of a deal in its open stages as they are known at the end of a day, in the order of time."""
    order = {word: place for place, word in enumerate(deal.states)}
    steps = [each for each in deal.steps if each.day <= day]
    closed = deal.now.closed_on if deal.now.outcome != OPEN else None
    place = 0
    while place < len(steps):
        step = steps[place]
        place += 1
        while place < len(steps) and steps[place].stage == step.stage:
            place += 1
        state = deal.states.get(step.stage)
        if state is None or state.kind != OPEN:
            continue
        following = steps[place] if place < len(steps) else None
        if following is not None:
            after = deal.states.get(following.stage)
            ends = closed if after and after.kind == deal.now.outcome and closed and closed >= step.day else None
            went_on = after is not None and (
                after.kind == WON or (after.kind == OPEN and order[following.stage] > order[step.stage])
            )
            yield Visit(step.stage, step.day, min(ends or following.day, day), went_on)
        elif closed is not None and step.day <= closed <= day:
            yield Visit(step.stage, step.day, closed, deal.now.outcome == WON)
        else:
            yield Visit(step.stage, step.day, None, is_forward=False)
