"""A small run in one process, in which everybody works by turns: the same seed gives the same history every time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random

from .colleague import Colleague, Habits
from .diary import Diary
from .first_book import make_hub
from .people import make_people
from .running import Ran
from .stranger import Stranger


def run_by_turns(folder: Path, seed: int, *, clones: int = 4, strangers: int = 0, edits: int = 15) -> Ran:
    """Let a few people edit, sync and look into each other's clones by turns, and meet in the end."""
    random = Random(seed)
    hub = make_hub(folder)
    people = make_people(folder, [("path", str(hub))], clones, strangers)
    habits = Habits(edits, syncs=0.1, peers=0.3, heat=0.85)
    moments = count()
    workers: list[Colleague | Stranger] = [
        Stranger(each.root, Diary(each.diary, each.name), random, edits, habits.syncs)
        if each.is_stranger
        else Colleague(each.root, Diary(each.diary, each.name), random, clock_of(moments, each.years), habits)
        for each in people
    ]
    while working := [each for each in workers if not each.is_done]:
        random.choice(working).take_turn()
    strangers_first = sorted(workers, key=lambda each: isinstance(each, Colleague))  # others audit what they merged
    for _ in range(2):
        for each in strangers_first:
            each.sync()
    for each in workers:
        each.close()
    ran = Ran(hub, people, rounds=2)
    ran.notes = [note for person in people for note in Diary(person.diary, person.name).read()]
    return ran


def clock_of(moments: Iterator[int], years: float) -> Callable[[], datetime]:
    """Return a clock that all share, but for the years by which one is wrong: each look at it is a minute later."""
    start = datetime(2026, 7, 14, 9, tzinfo=UTC) + timedelta(days=365 * years)
    return lambda: start + timedelta(minutes=next(moments))
