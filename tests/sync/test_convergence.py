"""Many edit at random and sync at random: what comes of it is judged without the code that merged it."""

import pytest
from cartera.bench.converge.by_turns import run_by_turns
from cartera.bench.converge.judging import judge, judge_history
from cartera.bench.converge.mutants import MUTANTS, break_merge
from cartera.bench.converge.replaying import replay
from cartera.bench.converge.running import Wanted, run
from cartera.bench.converge.scenes import STORIES
from cartera.bench.converge.trials import try_fault


def test_four_clones_three_kills_a_stranger_and_wrong_clocks_lose_nothing(tmp_path):
    ran = run(tmp_path, Wanted(clones=4, strangers=1, edits=12, kills=3, seed=7, syncs=0.1, with_daemon=False))
    judgement = judge(ran, inboxes=1)
    assert judgement.complaints == []
    assert judgement.verdict.edits >= 48
    assert judgement.verdict.merges


@pytest.mark.parametrize("fault", ["ours wins silently", "a paragraph is lost"])
def test_a_fault_in_the_merge_is_seen(fault):
    assert try_fault(fault).is_right


def test_every_fault_has_its_story_and_can_be_put_into_the_merge():
    assert STORIES.keys() == MUTANTS.keys()
    for fault in MUTANTS:
        break_merge(fault)()


@pytest.mark.exhaustive
@pytest.mark.parametrize("fault", ["", *MUTANTS])
def test_every_fault_in_the_merge_is_seen_and_none_where_there_is_none(fault):
    assert try_fault(fault).is_right


@pytest.mark.exhaustive
@pytest.mark.parametrize("seed", range(8))
def test_everybody_ends_with_one_tree_and_plain_git_makes_the_same_merges(tmp_path, seed):
    ran = run_by_turns(tmp_path, seed, clones=5, strangers=1, edits=18)
    assert judge(ran, inboxes=1).complaints == []
    assert replay(ran.hub, tmp_path, seed, 8).different == []
    assert judge_history(ran.hub).commits > 90
