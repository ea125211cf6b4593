"""A state and its history: whatever two people did, the last entry and the field say the same afterwards."""

from cartera.records.merge.fields import merge_trees
from hypothesis import given
from hypothesis import strategies as st

STAGES = ("upcoming", "contacted", "offered", "agreed", "won")
MOVES = st.dictionaries(st.integers(10, 20), st.sampled_from(STAGES), min_size=1, max_size=4)
EDITS = st.lists(st.one_of(st.just("take back"), st.tuples(st.integers(10, 20), st.sampled_from(STAGES))), max_size=4)


def record(moves):
    history = [{"at": f"2026-07-{day}T10:00:00+02:00", "to": moves[day]} for day in sorted(moves)]
    return {"stage": history[-1]["to"], "stage_history": history}


def edited(moves, edits):
    """Return the moves of a deal after some were taken back and others made, or brought in from an earlier day."""
    after = dict(moves)
    for edit in edits:
        if edit != "take back":
            after.setdefault(*edit)
        elif len(after) > 1:
            del after[max(after)]
    return after


@given(MOVES, EDITS, EDITS)
def test_the_last_entry_of_a_history_and_its_state_agree_after_every_merge(moves, ours, theirs):
    sides = record(edited(moves, ours)), record(edited(moves, theirs))
    tree = merge_trees(record(moves), *sides).tree
    assert tree == merge_trees(record(moves), *reversed(sides)).tree
    assert tree["stage_history"]
    assert tree["stage"] == tree["stage_history"][-1]["to"]
