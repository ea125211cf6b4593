"""The worker syncs when it is time or when it is nudged, alone in its book, and tells what became of it."""

from queue import Queue
from random import Random

import pytest
from cartera.records.config import BookConfig
from cartera.records.saving.keeper import Keeper
from cartera.records.sync.mistakes import NoRemote
from cartera.records.sync.worker import SyncWorker, read_interval


@pytest.fixture
def worker_of():
    started = []

    def make(person, told, interval=3600.0):
        worker = SyncWorker(
            lambda: Keeper(person.root, person._clock), person.root, interval, told.put, randomness=Random(3), calm=0
        )
        started.append(worker)
        return worker

    yield make
    for each in started:
        each.stop()


def test_a_nudge_brings_in_what_others_did_and_sends_what_was_done(ana, eva, worker_of):
    told = Queue()
    ana.edit("owner: ana", "owner: luis")
    ana.sync()
    eva.edit("Vigo", "Lugo")
    worker = worker_of(eva, told)
    assert worker.start()
    worker.nudge()
    report = told.get(timeout=60)
    assert (report.fetched, report.pushed) == (1, 2)
    assert "owner: luis" in eva.read()


def test_it_syncs_by_itself_when_the_time_has_come(ana, worker_of):
    told = Queue()
    assert worker_of(ana, told, interval=0.01).start()
    assert told.get(timeout=60).name == "origin/main"
    assert told.get(timeout=60).name == "origin/main"


def test_what_hinders_it_is_told_and_does_not_end_it(ana, worker_of):
    told = Queue()
    ana.git("remote", "rename", "origin", "away")
    ana.git("remote", "remove", "away")
    worker = worker_of(ana, told)
    worker.start()
    for _ in range(2):
        worker.nudge()
        assert isinstance(told.get(timeout=60), NoRemote)


def test_a_second_worker_of_a_book_stays_idle_until_the_first_ends(ana, worker_of):
    told = Queue()
    first, second = worker_of(ana, told), worker_of(ana, told)
    assert first.start()
    assert not second.start()
    first.stop()
    assert second.start()


@pytest.mark.parametrize(
    ("settings", "seconds"),
    [(None, None), ({"sync": {"every": "PT10M"}}, 600.0), ({"sync": {"every": "PT1S"}}, 30.0), ({"sync": "x"}, None)],
)
def test_the_book_says_how_often(settings, seconds):
    assert read_interval(BookConfig(settings=settings)) == seconds
