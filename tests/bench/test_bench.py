"""The benchmark: its books are sound, its lines are whole, and it says plainly what is over budget."""

import json

import pytest
from cartera.bench.__main__ import BENCHES, USUAL
from cartera.bench.books import SIZES, write_records
from cartera.bench.measure import Measure, best
from cartera.schema.problems import Severity


def test_a_generated_book_has_as_many_records_as_asked_and_no_error(make_book):
    files = dict(write_records(200))
    book = make_book(files)
    assert len(book.snapshot().records) == 200
    assert [each for each in book.snapshot().problems if each.severity is Severity.ERROR] == []


def test_the_same_size_makes_the_same_book():
    assert write_records(300) == write_records(300)


def test_a_measure_is_one_line_of_json():
    line = Measure("commit", "10k", 0.02, "git commit PATH", 0.05).line(0.5)
    assert json.loads(line) == {
        "op": "commit",
        "size": "10k",
        "seconds": 0.02,
        "floor": "git commit PATH",
        "floor_seconds": 0.05,
        "ratio": 0.4,
        "budget": 0.5,
    }


def test_the_best_round_counts_and_an_action_may_time_itself():
    times = iter([0.3, 0.1, 0.2])
    assert best([lambda: next(times)], 3) == [0.1]


@pytest.mark.parametrize("size", USUAL)
def test_the_usual_sizes_are_known(size):
    assert size in SIZES
    assert "save" in BENCHES
