"""Bodies merged paragraph by paragraph, at random: what nobody touched stands once, what somebody wrote is somewhere."""

from random import Random

import pytest
from cartera.records.merge.body import merge_bodies, shared_lines


def text(paragraphs):
    return "".join(f"{each}\n\n" for each in paragraphs)


def edited(paragraphs, random, name):
    after = list(paragraphs)
    for number in range(random.randrange(1, 5)):
        at = random.randrange(len(after))
        deed = random.choice(["insert", "edit", "drop"])
        if deed == "insert":
            after.insert(at, f"{name}{number}")
        elif deed == "edit":
            after[at] = f"{after[at]} {name}{number}"
        elif len(after) > 2:
            del after[at]
    return after


@pytest.mark.parametrize("start", range(0, 400, 100))
def test_no_paragraph_is_doubled_or_lost(start):
    for seed in range(start, start + 100):
        random = Random(seed)
        base = [f"p{number}" for number in range(random.randrange(3, 12))]
        ours, theirs = edited(base, random, "a"), edited(base, random, "b")
        merged = merge_bodies(text(base), text(ours), text(theirs))
        lines = [line for line in merged.text.splitlines() if line]
        assert len(set(lines)) == len(lines), seed
        told = merged.text + "".join(f"{each.ours}{each.theirs}" for each in merged.conflicts)
        assert all(each in told for each in {*ours, *theirs} - {*base}), seed
        assert all(each in lines for each in {*base} & {*ours} & {*theirs}), seed
        assert merge_bodies(text(base), text(theirs), text(ours)).text == merged.text


def test_two_texts_without_an_ancestor_say_once_what_both_say():
    ours, theirs = text(["one", "two", "three"]), text(["one", "three", "four"])
    merged = merge_bodies(shared_lines(ours, theirs), ours, theirs)
    assert merged.text.split() == ["one", "two", "three", "four"]
    assert shared_lines(ours, theirs) == shared_lines(theirs, ours)
