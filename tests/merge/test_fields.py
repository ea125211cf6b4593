"""Merging by field: symmetric, loses nothing, and never quietly wrong."""

import json

import pytest
from cartera.records.merge.body import merge_bodies
from cartera.records.merge.decisions import MISSING, Side
from cartera.records.merge.fields import merge_trees
from hypothesis import given
from hypothesis import strategies as st


def merged(base, ours, theirs, prefer=Side.EITHER):
    """Merge ``{"field": …}`` both ways round; return the value and the fields in conflict."""
    outcome = merge_trees({"f": base}, {"f": ours}, {"f": theirs}, prefer)
    if prefer is Side.EITHER:
        assert merge_trees({"f": base}, {"f": theirs}, {"f": ours}).tree == outcome.tree
    return outcome.tree["f"], [conflict.field for conflict in outcome.conflicts]


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        ("a", "b", "a", "b"),
        ("a", "a", "b", "b"),
        ("a", "b", "b", "b"),
        (None, {"sap": "1"}, {"crm": "2", "sap": "1"}, {"sap": "1", "crm": "2"}),
        (None, "b", None, "b"),
        (["a", "b"], ["b"], ["a", "b", "c"], ["b", "c"]),
        (["a"], ["a", "b"], ["a", "c", "b"], ["a", "b", "c"]),
        (["a", "b"], ["b", "a"], ["a", "b", "c"], ["b", "a", "c"]),
        ({"x": "1", "y": "1"}, {"x": "2", "y": "1"}, {"x": "1", "z": "3"}, {"x": "2", "z": "3"}),
        (
            [{"at": "1", "to": "a"}],
            [{"at": "1", "to": "a"}, {"at": "3", "to": "c"}],
            [{"at": "1", "to": "a"}, {"at": "2", "to": "b"}],
            [{"at": "1", "to": "a"}, {"at": "2", "to": "b"}, {"at": "3", "to": "c"}],
        ),
        (
            [{"product": "p", "qty": "1", "price": "5"}],
            [{"product": "p", "qty": "2", "price": "5"}],
            [{"product": "p", "qty": "1", "price": "4"}],
            [{"product": "p", "qty": "2", "price": "4"}],
        ),
        (
            [{"key": "n1", "status": "open"}, {"key": "n2", "status": "open"}],
            [{"key": "n2", "status": "done"}, {"key": "n3", "status": "open"}],
            [{"key": "n1", "status": "open"}, {"key": "n2", "status": "open", "note": "x"}],
            [{"key": "n2", "status": "done", "note": "x"}, {"key": "n3", "status": "open"}],
        ),
        (
            [{"at": "1"}, {"at": "2"}],
            [{"at": "1"}],
            [{"at": "1"}, {"at": "2"}, {"at": "3"}],
            [{"at": "1"}, {"at": "3"}],
        ),
    ],
    ids=[
        "one side",
        "other side",
        "the same",
        "two new maps that fit",
        "filled",
        "a tag off and a tag on",
        "one tag of both and one more",
        "reordered and added",
        "maps by key",
        "histories by date",
        "one line by field",
        "entries by key",
        "one entry off and one on",
    ],
)
def test_different_changes_merge(base, ours, theirs, expected):
    assert merged(base, ours, theirs) == (expected, [])


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "field"),
    [
        ("a", "b", "c", "f"),
        ({"x": "1"}, {"x": "2"}, {"x": "3"}, "f.x"),
        ("a", {"x": "1"}, ["b"], "f"),
        ([{"p": "1", "q": "1"}], [{"p": "1", "q": "2"}], [{"p": "1", "q": "3"}], "f.1.q"),
        ([{"p": "1"}, {"p": "2"}], [{"p": "3"}], [{"p": "4"}, {"p": "5"}, {"p": "6"}], "f"),
        ([{"key": "n", "s": "1"}], [], [{"key": "n", "s": "2"}], "f.n"),
        ([], [{"key": "n", "s": "1", "t": "2"}], [{"key": "n", "s": "2", "t": "1"}], "f.n"),
        (None, {"amount": "1", "per": "month"}, {"amount": "12", "per": "year"}, "f"),
    ],
    ids=[
        "scalar",
        "in a map",
        "another shape",
        "in an entry",
        "rewritten lists",
        "removed and edited",
        "two new entries of one key",
        "two new maps",
    ],
)
def test_the_same_thing_changed_twice_is_a_conflict_with_one_of_the_values(base, ours, theirs, field):
    value, conflicts = merged(base, ours, theirs)
    assert conflicts == [field]
    assert merged(base, ours, theirs, Side.OURS)[1] == [field]
    assert json.dumps(value) != json.dumps(base)


def test_who_prefers_a_side_gets_its_value():
    assert merged("a", "b", "c", Side.OURS)[0] == "b"
    assert merged("a", "b", "c", Side.THEIRS)[0] == "c"


@pytest.mark.parametrize("prefer", list(Side))
def test_an_edit_beats_a_removal_and_is_told(prefer):
    outcome = merge_trees({"f": "a"}, {}, {"f": "b"}, prefer)
    assert outcome.tree == {"f": "b"}
    assert outcome.conflicts[0].ours is MISSING


SCALARS = st.one_of(st.none(), st.sampled_from(["a", "b", "c", "1", ""]))
ENTRIES = st.dictionaries(st.sampled_from(["at", "to", "key"]), st.sampled_from("abc"), min_size=1)
VALUES = st.one_of(
    SCALARS,
    st.lists(st.sampled_from("abcd"), max_size=4),
    st.lists(ENTRIES, max_size=3),
    st.dictionaries(st.sampled_from("xyz"), SCALARS, max_size=3),
)
TREES = st.dictionaries(st.sampled_from(["title", "owner", "lines", "tags"]), VALUES, max_size=4)


@given(TREES, TREES)
def test_one_side_alone_is_taken_whole(base, ours):
    assert merge_trees(base, ours, base).tree == ours
    assert merge_trees(base, base, ours).tree == ours
    assert merge_trees(base, ours, ours).tree == ours
    assert not merge_trees(base, ours, base).conflicts


@given(TREES, TREES, TREES)
def test_a_merge_is_the_same_whichever_side_is_ours(base, ours, theirs):
    one, other = merge_trees(base, ours, theirs), merge_trees(base, theirs, ours)
    assert one.tree == other.tree
    assert [conflict.path for conflict in one.conflicts] == [conflict.path for conflict in other.conflicts]


@given(TREES, TREES, TREES)
def test_a_field_that_one_side_left_alone_has_the_other_sides_value(base, ours, theirs):
    tree = merge_trees(base, ours, theirs).tree
    for field in {*base, *ours, *theirs}:
        versions = [side.get(field, MISSING) for side in (base, ours, theirs)]
        if versions[0] == versions[2]:
            assert tree.get(field, MISSING) == versions[1]


@given(TREES, TREES, TREES)
def test_no_new_value_is_lost(base, ours, theirs):
    outcome = merge_trees(base, ours, theirs)
    known = _leaves(outcome.tree)
    for conflict in outcome.conflicts:
        known |= _leaves(conflict.ours) | _leaves(conflict.theirs)
    assert (_leaves(ours) | _leaves(theirs)) - _leaves(base) <= known


@given(TREES, TREES, TREES)
def test_no_value_comes_from_nowhere(base, ours, theirs):
    assert _leaves(merge_trees(base, ours, theirs).tree) <= _leaves(ours) | _leaves(theirs) | _leaves(base)


def _leaves(value):
    if isinstance(value, dict):
        return {leaf for inner in value.values() for leaf in _leaves(inner)}
    if isinstance(value, list):
        return {leaf for inner in value for leaf in _leaves(inner)}
    return set() if value in (None, MISSING) else {value}


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "text"),
    [
        ("one\n\ntwo\n", "ONE\n\ntwo\n", "one\n\nTWO\n", "ONE\n\nTWO\n"),
        ("one\n", "one\n\nours\n", "one\n\ntheirs\n", "one\n\nours\n\ntheirs\n"),
        ("one", "one\nmore", "zero\none", "zero\none\nmore"),
        ("", "ours\n", "theirs\n", "ours\n\ntheirs\n"),
        ("one\n", "one\n", "", ""),
    ],
    ids=["two paragraphs", "both at the end", "no final newline", "both from nothing", "one side emptied"],
)
def test_bodies_merge_by_line_and_keep_what_both_added(base, ours, theirs, text):
    for one, other in ((ours, theirs), (theirs, ours)):
        outcome = merge_bodies(base, one, other)
        assert not outcome.is_conflict
        assert outcome.text == text


def test_the_same_line_written_twice_is_a_conflict():
    assert merge_bodies("a\n", "b\n", "c\n").is_conflict
    assert merge_bodies("a\n", "b\n", "c\n", Side.OURS).text == "b\n"


BODIES = st.lists(st.sampled_from(["a", "b", "", "c"]), max_size=8).map("\n".join)


@given(BODIES, BODIES, BODIES)
def test_bodies_merge_the_same_both_ways(base, ours, theirs):
    assert merge_bodies(base, ours, base).text == ours
    one, other = merge_bodies(base, ours, theirs), merge_bodies(base, theirs, ours)
    assert one.text == other.text
    assert [each.value for each in one.conflicts] == [each.value for each in other.conflicts]
