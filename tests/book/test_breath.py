"""Long work beside somebody who types stands still while a key is answered, and only then."""

import time
from concurrent.futures import ThreadPoolExecutor
from operator import itemgetter
from threading import Event

import pytest
from cartera.records import breath
from cartera.records.breath import KEYS, Keys, at_ease, breathe, sorted_at_ease
from hypothesis import given
from hypothesis import strategies as st


@pytest.fixture
def waits(monkeypatch):
    """Every time somebody let the keys go first."""
    taken = []
    monkeypatch.setattr(KEYS, "wait", lambda: taken.append(1))
    return taken


@pytest.fixture
def threads():
    with ThreadPoolExecutor(1) as threads:
        yield threads


def test_on_the_main_thread_nothing_waits(waits):
    assert list(at_ease(range(1000), 10)) == list(range(1000))
    breathe()
    assert waits == []


def test_beside_it_the_keys_go_first_behind_every_stretch_and_nothing_is_lost(waits, threads):
    assert threads.submit(lambda: list(at_ease(range(1000), 10))).result() == list(range(1000))
    assert len(waits) == 100


def test_the_waiting_can_be_taken_away(waits, monkeypatch, threads):
    monkeypatch.setenv(breath.BREATHLESS, "1")
    threads.submit(breathe).result()
    assert waits == []


@pytest.fixture
def keys(monkeypatch):
    """Keys that note for how long somebody is ready to wait for them."""
    keys = Keys()
    keys.waited = []
    wait = keys._rests.wait
    monkeypatch.setattr(keys._rests, "wait", lambda seconds: (keys.waited.append(seconds), wait(seconds)))
    return keys


def test_nobody_waits_for_keys_that_are_answered(keys):
    keys.wait()
    keys.begin()
    keys.end()
    keys.wait()
    assert keys.waited == []


def test_work_goes_on_when_the_key_is_answered(keys, monkeypatch, threads):
    monkeypatch.setattr(breath, "REST", 60.0)
    begun = Event()
    keys.begin()
    work = threads.submit(lambda: (begun.set(), keys.wait()))
    begun.wait()
    keys.end()
    work.result(timeout=60)


def test_a_loop_that_waits_for_the_work_itself_is_hardly_waited_for(keys, monkeypatch):
    monkeypatch.setattr(breath, "PATIENCE", 3600.0)
    keys.begin()
    keys.wait()
    keys._busy_since = time.monotonic() - breath.PATIENCE
    keys.wait()
    assert keys.waited == [breath.REST, breath.SHORT]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers())), st.integers(1, 7))
def test_what_is_sorted_in_runs_stands_as_if_sorted_at_once(items, run):
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(1) as threads:
        patch.setattr(breath, "RUN", run)
        first = itemgetter(0)
        assert threads.submit(sorted_at_ease, items, first).result() == sorted(items, key=first)
        assert threads.submit(sorted_at_ease, items).result() == sorted_at_ease(items) == sorted(items)
