"""Bodies merged paragraph by paragraph, at random: what nobody touched stands once, what somebody wrote is somewhere."""

from collections import Counter

from cartera.records.merge.body import join_bodies, merge_bodies, shared_paragraphs
from cartera.records.merge.text import merge_rows
from hypothesis import example, given
from hypothesis import strategies as st

GAPS = st.sampled_from(["\n\n", "\n\n\n", "\n \n"])
DEEDS = st.sampled_from(["keep", "keep", "keep", "edit", "drop"])


def text(paragraphs, gap="\n\n"):
    return "".join(f"{each}{gap}" for each in paragraphs)


@st.composite
def parted(draw):
    """Return what both sides did to each of a few paragraphs, and the three texts.

    Nothing new is put where something goes: that would be a paragraph written anew.
    """
    size = draw(st.integers(0, 9))
    base = [f"p{number} as it was before" for number in range(size)]
    deeds = [[draw(DEEDS) for _ in base] for _ in "ab"]
    places = [[at for at in range(size + 1) if "drop" not in each[max(at - 1, 0) : at + 1]] for each in deeds]
    added = [draw(st.sets(st.sampled_from(each), max_size=2)) if each else set() for each in places]
    sides = [_done(base, *each, name) for name, *each in zip("ab", deeds, added, strict=True)]
    return base, deeds, [_texts(added, name) for name, added in zip("ab", added, strict=True)], sides, draw(GAPS)


def _done(base, deeds, added, name):
    made = []
    for number, (paragraph, deed) in enumerate(zip([*base, ""], [*deeds, "drop"], strict=True)):
        made += [f"{name} wrote {number}"] if number in added else []
        made += {"keep": [paragraph], "edit": [f"{paragraph} says {name}"], "drop": []}[deed]
    return made


def _texts(added, name):
    return [f"{name} wrote {number}" for number in added]


@given(parted())
def test_each_paragraph_stands_once_and_says_what_the_one_who_changed_it_says(case):
    base, deeds, added, (ours, theirs), gap = case
    merged = merge_bodies(text(base, gap), text(ours, gap), text(theirs, gap))
    wanted = [*added[0], *added[1]]
    disputed = 0
    for paragraph, *both in zip(base, *deeds, strict=True):
        edits = [f"{paragraph} says {name}" for name, deed in zip("ab", both, strict=True) if deed == "edit"]
        disputed += both not in (["edit", "keep"], ["keep", "edit"]) and bool(edits)
        wanted += [max(edits)] if edits else [paragraph] if "drop" not in both else []
    assert Counter(line for line in merged.text.splitlines() if line.strip()) == Counter(wanted)
    assert len(merged.conflicts) == disputed
    assert merge_bodies(text(base, gap), text(theirs, gap), text(ours, gap)).text == merged.text


TEXTS = st.lists(st.sampled_from(["a", "b", "a b", "", " ", "c d e"]), max_size=9).map("\n".join)


@given(TEXTS, TEXTS, TEXTS)
@example("a", "a\na", "a\na\n\na\na")
def test_any_texts_merge_the_same_both_ways_and_keep_their_bytes_where_one_side_changed(base, ours, theirs):
    assert merge_bodies(base, ours, ours).text == ours
    assert merge_bodies(base, base, theirs).text == theirs
    assert merge_bodies(base, ours, theirs).text == merge_bodies(base, theirs, ours).text
    assert merge_rows(base, ours, theirs) == merge_rows(base, theirs, ours)
    assert join_bodies(base, ours, theirs) == join_bodies(base, theirs, ours)


def test_a_blank_line_never_makes_a_question_or_a_paragraph_twice():
    base = "p1\n\nold\n\nlast\n\n\ns07 is new\n"
    ours = "p1\n\nold\n\nlast\n\ns07 now changed\n\n\nadded\n\n"
    theirs = "p1\n\nold now\n\nlast\n\n\ns07 is new\n\n"
    merged = merge_bodies(base, ours, theirs)
    assert merged.text.split("\n\n") == ["p1", "old now", "last", "s07 now changed", "\nadded", ""]
    assert not merged.conflicts


def test_a_paragraph_is_added_beside_one_that_the_other_side_edits_or_takes_away():
    base = text(["first call", "second call"])
    ours = text(["first call", "second call", "third call"])
    assert merge_bodies(base, ours, text(["first call", "second visit"])).text.split("\n\n")[1:3] == [
        "second visit",
        "third call",
    ]
    assert merge_bodies(base, ours, text(["first call"])).text == text(["first call", "third call"])


def test_lines_of_one_paragraph_that_lie_apart_merge():
    base = "- wine\n- bread\n- salt\n- oil\n"
    merged = merge_bodies(base, base.replace("wine", "beer"), base.replace("oil\n", "oil\n- soap\n"))
    assert merged.text == "- beer\n- bread\n- salt\n- oil\n- soap\n"
    assert not merged.conflicts


def test_two_texts_without_an_ancestor_say_once_what_both_say():
    ours, theirs = text(["one", "two", "three"]), text(["one", "three", "four"])
    merged = merge_bodies(shared_paragraphs(ours, theirs), ours, theirs)
    assert merged.text.split() == ["one", "two", "three", "four"]
    assert shared_paragraphs(ours, theirs) == shared_paragraphs(theirs, ours)
    assert merge_bodies("", text(["one", "two"]), text(["two"])).text == text(["one", "two"])


def test_a_paragraph_is_known_by_its_beginning_rather_than_by_a_word_that_stands_everywhere():
    base = ["p3 now wine", "p4 as it was", "p5 as it was"]
    ours = ["p4 now bread", "p5 as it was"]
    theirs = ["p3 now wine", "p4 now tea", "p5 as it was"]
    merged = merge_bodies(text(base), text(ours), text(theirs))
    assert merged.text == text(["p4 now tea", "p5 as it was"])
    assert [(each.ours, each.theirs) for each in merged.conflicts] == [("p4 now bread", "p4 now tea")]
