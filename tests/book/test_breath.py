"""Long work rests beside somebody who types, and only there."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from cartera.records import breath
from cartera.records.breath import at_ease, breathe


@pytest.fixture
def rests(monkeypatch):
    """Every rest that was taken."""
    taken = []
    monkeypatch.setattr("cartera.records.breath.time.sleep", taken.append)
    return taken


def in_a_thread(work):
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(work).result()


def test_on_the_main_thread_nothing_rests(rests):
    assert list(at_ease(range(1000), 10)) == list(range(1000))
    breathe()
    assert rests == []


def test_beside_it_there_is_a_rest_after_every_stretch_and_nothing_is_lost(rests):
    assert in_a_thread(lambda: list(at_ease(range(1000), 10))) == list(range(1000))
    assert rests == [breath.REST] * 100


def test_the_rests_can_be_taken_away(rests, monkeypatch):
    monkeypatch.setenv(breath.BREATHLESS, "1")
    in_a_thread(breathe)
    assert rests == []
