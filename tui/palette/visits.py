"""What a person opened and did before: it comes first when they look for it again."""

from __future__ import annotations

import json
from collections.abc import Mapping

from ...schema.dataclass import dataclass, field

FILE = "visits.json"
"""Its name in the private folder of the book."""
MOST = 300
"""Things remembered; the oldest are forgotten."""
HALF_LIFE = 40
"""After so many other openings one opening counts half."""


@dataclass(frozen=True, slots=True)
class Visits:
    """What was opened: each time counts, and counts less the more has been opened since. Immutable."""

    count: int = 0
    """How many openings there were."""
    weights: Mapping[str, tuple[float, int]] = field(default_factory=dict)
    """Target → its weight when it was last opened, and the opening that was."""

    def weight(self, target: str) -> float:
        """Return how much a target counts now; 0 where it was never opened."""
        weight, at = self.weights.get(target, (0.0, self.count))
        return float(weight * 0.5 ** ((self.count - at) / HALF_LIFE))

    def with_visit(self, target: str) -> Visits:
        """Return the visits with one more of ``target``."""
        count = self.count + 1
        kept = {each: said for each, said in self.weights.items() if each != target}
        kept[target] = (self.weight(target) + 1.0, count)
        return Visits(count, dict(list(kept.items())[-MOST:]))

    def latest(self) -> list[str]:
        """Return the targets, the weightiest first."""
        return sorted(self.weights, key=self.weight, reverse=True)


NO_VISITS = Visits()
"""Of somebody who has opened nothing yet."""


def write_visits(visits: Visits) -> bytes:
    """Return visits as the file keeps them."""
    said = {"count": visits.count, "weights": {each: [*pair] for each, pair in visits.weights.items()}}
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def read_visits(said: object) -> Visits:
    """Return the visits a file of JSON says; none where it says something else."""
    if (
        not isinstance(said, dict)
        or not isinstance(said.get("count"), int)
        or not isinstance(said.get("weights"), dict)
    ):
        return Visits()
    weights: dict[str, tuple[float, int]] = {}
    for target, pair in said["weights"].items():
        match pair:
            case [int() | float() as weight, int() as at]:
                weights[str(target)] = (float(weight), at)
    return Visits(said["count"], weights)
