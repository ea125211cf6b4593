"""Whoever loses a race for the shared branch waits a little, and not for ever."""

from random import Random
from socket import create_server
from threading import Event, Timer

import pytest
from cartera.records.sync.mistakes import TooManyRaces
from cartera.records.sync.pacing import LONGEST, PATIENT_TURNS, SHORTEST, TRIES, longest_wait
from cartera.records.sync.syncing import Phase, Syncer


def test_waits_grow_at_first_and_never_beyond_the_longest():
    waits = [longest_wait(turn) for turn in range(1, PATIENT_TURNS + 1)]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST


def test_whoever_has_lost_long_enough_waits_less_than_who_comes_new():
    assert longest_wait(PATIENT_TURNS + 1) == SHORTEST < longest_wait(1)


def test_nobody_gives_up_while_a_person_would_still_wait():
    assert sum(longest_wait(turn) for turn in range(1, TRIES)) > 60


def test_whoever_is_told_to_end_while_waiting_does_not_try_again(ana, eva):
    ana.edit("owner: ana", "owner: luis")
    eva.edit("Vigo", "Lugo")
    turns = []

    def be_faster(progress):
        turns.append(progress.turn)
        if progress.phase is Phase.PUSH:
            eva.sync()

    with pytest.raises(TooManyRaces, match="1 change waits"):
        Syncer(ana.keeper, randomness=Random(1), sleep=lambda _: True).sync(be_faster)
    assert set(turns) == {1}


@pytest.fixture
def parted(ana, eva):
    ana.edit("owner: ana", "owner: luis")
    ana.sync()
    eva.edit("Vigo", "Lugo")
    return eva


def test_whoever_stops_a_merge_has_what_there_was_and_the_next_sync_all(parted):
    before, stop = parted.head(), Event()

    def stop_the_merge(progress):
        if progress.phase is Phase.MERGE:
            stop.set()

    report = Syncer(parted.keeper, stop=stop).sync(stop_the_merge)
    assert (report.is_stopped, report.fetched, report.pushed) == (True, 0, 0)
    assert parted.head() == before
    assert "owner: ana" in parted.read()
    parted.check_sound()
    report = parted.sync()
    assert (report.is_stopped, report.fetched, report.pushed) == (False, 1, 2)


def test_whoever_stops_a_sync_after_the_merge_gets_what_came_in_and_no_mistake(parted, monkeypatch):
    eva, stop = parted, Event()
    with monkeypatch.context() as patch:
        patch.setattr(Syncer, "_audit", lambda *_: stop.set())
        report = Syncer(eva.keeper, stop=stop).sync()
    assert (report.is_stopped, report.fetched, report.pushed) == (True, 1, 0)
    assert "owner: luis" in eva.read()
    assert "Lugo" in eva.read()
    report = eva.sync()
    assert (report.is_stopped, report.fetched, report.pushed) == (False, 0, 2)


def test_whoever_stops_a_sync_while_the_other_side_keeps_silent_does_not_wait_for_it(ana):
    with create_server(("127.0.0.1", 0)) as silent:
        ana.git("remote", "set-url", "origin", f"git://127.0.0.1:{silent.getsockname()[1]}/book.git")
        stop = Event()
        Timer(0.2, stop.set).start()
        report = Syncer(ana.keeper, stop=stop).sync()
    assert (report.is_stopped, report.fetched, report.pushed) == (True, 0, 0)
