"""Each fault of ``mutants`` put into a story and into small histories: the judge must see it, and nothing where there is none."""

from __future__ import annotations

import multiprocessing
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from .by_turns import run_by_turns
from .judging import judge_history
from .mutants import MUTANTS, break_merge
from .scenes import STORIES, tell

SOUND = ""
"""Stands for a merge without a fault."""
EDITS, CLONES = 12, 3


@dataclass(frozen=True, slots=True)
class Trial:
    """One fault, tried."""

    fault: str
    """Its name; empty: none was put in."""
    in_story: tuple[str, ...]
    """The kinds of faults that the judge found in the story of this fault; of all stories where there is no fault."""
    in_histories: tuple[str, ...]
    """Those found in the first history by chance in which any were found."""
    runs: int
    """How many histories that took; all of them where none was found."""

    @property
    def is_right(self) -> bool:
        """Whether the judge said what it should: a fault must be seen in its story, whatever chance brings."""
        return bool(self.in_story) if self.fault else not self.in_story and not self.in_histories

    @property
    def told(self) -> str:
        """The outcome in a word; what must not be is in capitals."""
        if self.fault == SOUND:
            return "quiet" if self.is_right else "WRONG"
        return "caught" if self.is_right else "MISSED"


def try_all(seeds: Sequence[int], workers: int = 2) -> Iterator[Trial]:
    """Try a sound merge and every fault, each in its story and with all seeds until the judge finds something."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        yield from pool.map(partial(try_fault, seeds=tuple(seeds)), [SOUND, *MUTANTS])


def try_fault(fault: str, seeds: Sequence[int] = (), edits: int = EDITS, clones: int = CLONES) -> Trial:
    """Put one fault into the merge, let people work, and have the judge look at what they did."""
    mend = break_merge(fault) if fault else lambda: None
    try:
        stories = [STORIES[fault]] if fault else list(dict.fromkeys(STORIES.values()))
        in_story = tuple(kind for story in stories for kind in _judge(partial(tell, story)))
        for number, seed in enumerate(seeds, start=1):
            kinds = _judge(partial(_hub_of_chance, seed, edits, clones))
            if kinds:
                return Trial(fault, in_story, kinds, number)
        return Trial(fault, in_story, (), len(seeds))
    finally:
        mend()


def _judge(make_hub: Callable[[Path], Path]) -> tuple[str, ...]:
    with tempfile.TemporaryDirectory() as folder:
        return tuple(sorted({each.fault.kind for each in judge_history(make_hub(Path(folder))).faults}))


def _hub_of_chance(seed: int, edits: int, clones: int, folder: Path) -> Path:
    return run_by_turns(folder, seed, edits=edits, clones=clones).hub
