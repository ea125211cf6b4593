import pytest
from cartera.schema.nearest import edit_distance, nearest
from hypothesis import given
from hypothesis import strategies as st

FIELDS = ["next_step", "next_step_due", "expected_close", "amount", "owner", "tags", "stage", "status"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("amuont", "amount"),
        ("Amount", "amount"),
        ("expectedclose", "expected_close"),
        ("next-step", "next_step"),
        ("tag", "tags"),
        ("stauts", "status"),
        ("close", "expected_close"),
        ("zzz", None),
        ("", None),
        ("x" * 5000, None),
    ],
)
def test_the_nearest_word_is_found_or_none(word, meant):
    assert nearest(word, FIELDS) == meant


@given(st.sampled_from(FIELDS))
def test_a_known_word_is_nearest_to_itself(word):
    assert nearest(word, FIELDS) == word


@given(st.text(max_size=12), st.text(max_size=12))
def test_distance_is_symmetric_and_zero_only_for_equals(one, other):
    assert edit_distance(one, other) == edit_distance(other, one)
    assert (edit_distance(one, other) == 0) == (one == other)
