"""Each fault of ``mutants`` put into a small run: the judge must see every one of them, and nothing where there is none."""

from __future__ import annotations

import multiprocessing
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from .by_turns import run_by_turns
from .judging import judge_history
from .mutants import MUTANTS, break_merge

SOUND = ""
"""Stands for a merge without a fault."""
EDITS, CLONES = 12, 3


@dataclass(frozen=True, slots=True)
class Trial:
    """One fault, tried."""

    fault: str
    """Its name; empty: none was put in."""
    seen: tuple[str, ...]
    """The kinds of faults that the judge found in the first history in which it found any."""
    runs: int
    """How many histories that took."""

    @property
    def is_right(self) -> bool:
        """Whether the judge said what it should."""
        return bool(self.seen) == bool(self.fault)


def try_all(seeds: Sequence[int], workers: int = 2) -> Iterator[Trial]:
    """Try a sound merge and every fault, each with all seeds until the judge finds something."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        yield from pool.map(partial(try_fault, seeds=tuple(seeds)), [SOUND, *MUTANTS])


def try_fault(fault: str, seeds: Sequence[int], edits: int = EDITS, clones: int = CLONES) -> Trial:
    """Let a few people work with one fault in the merge, and have the judge look at it."""
    mend = break_merge(fault) if fault else lambda: None
    try:
        for number, seed in enumerate(seeds, start=1):
            with tempfile.TemporaryDirectory() as folder:
                ran = run_by_turns(Path(folder), seed, edits=edits, clones=clones)
                kinds = {each.fault.kind for each in judge_history(ran.hub).faults}
            if kinds:
                return Trial(fault, tuple(sorted(kinds)), number)
        return Trial(fault, (), len(seeds))
    finally:
        mend()
