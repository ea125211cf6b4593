"""Measuring: an operation and its floor in turns, the best of several rounds of each."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Measure:
    """What one operation took beside its floor."""

    op: str
    """The operation, as ``budgets.toml`` calls it."""
    size: str
    """The book it was measured on."""
    seconds: float
    """The best round; bytes where the operation is about memory."""
    floor: str
    """What stands beside it; ``-`` where nothing does."""
    floor_seconds: float
    """Its best round in the same run; 1 where nothing stands beside it, so that the ratio is the time itself."""

    @property
    def ratio(self) -> float:
        """How many times the floor."""
        return self.seconds / self.floor_seconds if self.floor_seconds else float("inf")

    def line(self, budget: float | None) -> str:
        """Return the one JSON line of the measure."""
        return json.dumps(
            {
                "op": self.op,
                "size": self.size,
                "seconds": round(self.seconds, 6),
                "floor": self.floor,
                "floor_seconds": round(self.floor_seconds, 6),
                "ratio": round(self.ratio, 3),
                "budget": budget,
            }
        )


def best(actions: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """Return the best time of each action, run in turns; an action may return a time it took by itself."""
    times: list[list[float]] = [[] for _ in actions]
    for _ in range(rounds):
        for place, action in enumerate(actions):
            begun = time.perf_counter()
            own = action()
            times[place].append(own if isinstance(own, float) else time.perf_counter() - begun)
    return [min(each) for each in times]


def command(
    *arguments: str | Path, folder: Path | None = None, environment: dict[str, str] | None = None
) -> Callable[[], None]:
    """Return an action that runs a command to its end; its output goes nowhere and a failure is an error."""
    words = [str(each) for each in arguments]

    def run() -> None:
        done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, check=False)
        # grep says 1 where it finds nothing; that is a result.
        if done.returncode > 1:
            raise RuntimeError(f"{words}: {done.stderr.decode(errors='replace')[-500:]}")

    return run
