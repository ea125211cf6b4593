"""Whoever loses a race for the shared branch waits a little, and not for ever."""

from random import Random

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

    with pytest.raises(TooManyRaces, match="1 commit waits"):
        Syncer(ana.keeper, randomness=Random(1), sleep=lambda _: True).sync(be_faster)
    assert set(turns) == {1}
