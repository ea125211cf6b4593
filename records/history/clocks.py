"""Wrong clocks: which commits bear a time that their place among the others contradicts, and when they were made.

Order comes from who follows whom, never from the times written into commits: a machine that believes it is 1980 or
2029 confuses nothing. A time is believed where it agrees with most others, that is, where it lies on the longest run
of times that never goes back.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta

LEEWAY = timedelta(days=1)
"""Clocks of different machines may differ by this much, time zones set wrongly included, and nobody is bothered."""


def wrong_clocks(times: Sequence[datetime], now: datetime) -> frozenset[int]:
    """Return the places in ``times``, oldest commit first, whose clock was wrong.

    ``times`` are in the order in which the commits follow each other. What lies in the future of ``now`` is wrong; of
    the others those that do not lie on the longest run that never goes back, differences up to ``LEEWAY`` forgiven.
    """
    latest = now + LEEWAY
    future = {place for place, time in enumerate(times) if time > latest}
    candidates = [place for place in range(len(times)) if place not in future]
    believed = set(_longest_run([times[place] for place in candidates]))
    doubted = [place for number, place in enumerate(candidates) if number not in believed]
    run = [candidates[number] for number in sorted(believed)]
    return frozenset(future | {place for place in doubted if not _is_near(place, run, times)})


def believed_times(times: Sequence[datetime], now: datetime) -> list[datetime]:
    """Return when the commits were made as far as can be told: a wrong clock's is that of the commit before it.

    Where none is before it, the time is that of the first one after it that can be believed.
    """
    wrong = wrong_clocks(times, now)
    known = [place for place in range(len(times)) if place not in wrong]
    believed = list(times)
    for place in wrong:
        before = bisect_right(known, place) - 1
        if known:
            believed[place] = times[known[max(before, 0)]]
    return believed


def _longest_run(times: Sequence[datetime]) -> list[int]:
    """Return the places of the longest sub-sequence that never goes back.

    Of equals the one with the latest times: a machine that lost its clock falls back to an old day more often than
    ahead. For this the search goes from the newest to the oldest.
    """
    ends: list[float] = []
    places: list[int] = []
    following: list[int] = []
    for number, time in enumerate(reversed(times)):
        back = -time.timestamp()
        length = bisect_right(ends, back)
        following.append(places[length - 1] if length else -1)
        ends[length : length + 1] = [back]
        places[length : length + 1] = [number]
    run: list[int] = []
    number = places[-1] if places else -1
    while number >= 0:
        run.append(len(times) - 1 - number)
        number = following[number]
    return run


def _is_near(place: int, run: Sequence[int], times: Sequence[datetime]) -> bool:
    """Tell whether the time at ``place`` is off by no more than clocks usually are, beside its believed neighbours."""
    after = bisect_right(run, place)
    earliest = times[run[after - 1]] - LEEWAY if after else datetime.min.replace(tzinfo=times[place].tzinfo)
    latest = times[run[after]] + LEEWAY if after < len(run) else datetime.max.replace(tzinfo=times[place].tzinfo)
    return earliest <= times[place] <= latest
