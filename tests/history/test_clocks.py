"""Clocks that are wrong are found by the place of their commits, not by guessing years."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from cartera.records.history.clocks import LEEWAY, believed_times, wrong_clocks
from hypothesis import given
from hypothesis import strategies as st

NOW = datetime(2026, 10, 1, tzinfo=UTC)


def days(*numbers: int) -> list[datetime]:
    return [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number) for number in numbers]


def test_times_in_order_are_all_believed() -> None:
    assert wrong_clocks(days(0, 1, 1, 5), NOW) == frozenset()


def test_a_clock_of_1980_is_named_and_only_that_one() -> None:
    times = [*days(0, 1), datetime(1980, 1, 1, tzinfo=UTC), *days(2, 3)]
    assert wrong_clocks(times, NOW) == {2}


def test_a_clock_three_years_fast_is_named_even_where_it_is_the_newest() -> None:
    times = [*days(0, 1), datetime(2029, 5, 1, tzinfo=UTC)]
    assert wrong_clocks(times, NOW) == {2}


def test_a_machine_that_is_always_slow_does_not_outvote_the_others() -> None:
    slow = [datetime(2016, 1, 1, tzinfo=UTC) + timedelta(days=number) for number in range(2)]
    times = [*days(0), slow[0], *days(1), slow[1], *days(2, 3)]
    assert wrong_clocks(times, NOW) == {1, 3}


def test_clocks_that_differ_by_hours_bother_nobody() -> None:
    first, second = days(5)[0], days(5)[0] - timedelta(hours=5)
    assert wrong_clocks([*days(4), first, second, *days(6)], NOW) == frozenset()


def test_a_wrong_time_is_taken_for_that_of_the_commit_before() -> None:
    times = [*days(0, 1), datetime(1980, 1, 1, tzinfo=UTC), *days(9)]
    assert believed_times(times, NOW) == days(0, 1, 1, 9)


def test_a_wrong_first_time_is_taken_for_that_of_the_one_after() -> None:
    times = [datetime(2031, 1, 1, tzinfo=UTC), *days(3, 4)]
    assert believed_times(times, NOW) == days(3, 3, 4)


@given(st.lists(st.integers(0, 200), max_size=40))
def test_what_is_believed_goes_back_by_no_more_than_the_leeway(numbers: list[int]) -> None:
    believed = believed_times(days(*numbers), NOW)
    assert all(a - b <= 2 * LEEWAY for a, b in pairwise(believed))


@given(st.lists(st.integers(0, 200), min_size=1, max_size=40))
def test_somebody_is_always_believed(numbers: list[int]) -> None:
    assert len(wrong_clocks(days(*numbers), NOW)) < len(numbers)
