"""Two people who merged each other's work: what both know is where the next merge begins, conflicts included."""

from random import Random

import pytest
from cartera.records.files.parse import read_text
from cartera.records.merge.entries import read_entries
from cartera.records.sync.syncing import prepare_merge
from cartera.schema.language import ENGLISH

from .conftest import CLIENT, TASK


def merge_from(person, other, commit):
    person.git("fetch", "-q", str(other.root), f"+{commit}:refs/peers/other")
    person.keeper.bring_in(
        lambda: prepare_merge(
            person.keeper, person.head(), person.git("rev-parse", "refs/peers/other"), "other", ENGLISH
        )[0]
    )


@pytest.fixture
def cross(ana, eva):
    """Return a function that lets both merge what the other has."""

    def merge_each_other():
        heads = ana.head(), eva.head()
        for person in (ana, eva):
            person.git("update-ref", "refs/heads/shown", person.head())
            person.git("config", "uploadpack.allowAnySHA1InWant", "true")
        merge_from(ana, eva, heads[1])
        merge_from(eva, ana, heads[0])
        assert ana.git("rev-parse", "HEAD^{tree}") == eva.git("rev-parse", "HEAD^{tree}")

    return merge_each_other


def test_a_record_in_conflict_can_be_deleted_after_histories_crossed(ana, eva, cross):
    ana.save({TASK: None})
    eva.edit("Call", "Ring", TASK)
    cross()
    assert "kind: deleted" in ana.read(TASK)
    ana.save({TASK: None})
    merge_from(ana, eva, eva.head())
    assert not (ana.root / TASK).exists()


def test_a_conflict_settled_stays_settled_after_histories_crossed(ana, eva, cross):
    ana.edit("owner: ana", "owner: luis")
    eva.edit("owner: ana", "owner: eva")
    cross()
    entries = ana.read().partition("conflicts:")[2].partition("---")[0]
    ana.save({CLIENT: ana.read().replace(f"conflicts:{entries}", "").replace("owner: luis", "owner: eva")})
    merge_from(ana, eva, eva.head())
    assert "owner: eva" in ana.read()
    assert "conflicts" not in ana.read()


@pytest.mark.parametrize("is_asked", [True, False])
def test_who_settled_a_deletion_by_keeping_the_record_as_it_was_is_asked_about_the_next_one(ana, eva, is_asked):
    before = eva.read(TASK)
    question = "conflicts:\n  - {id: 66ad0b1c6253, kind: deleted}\n" if is_asked else "place: Vigo\n"
    eva.save({TASK: before.replace("due:", f"{question}due:")})
    eva.save({TASK: before})
    ana.save({TASK: None})
    ana.edit("city: Vigo", "city: Lugo")
    eva.git("config", "uploadpack.allowAnySHA1InWant", "true")
    merge_from(ana, eva, eva.head())
    assert (ana.root / TASK).exists() == is_asked
    assert not is_asked or "kind: deleted" in ana.read(TASK)
    assert not is_asked or "kept_by: Eva" in ana.read(TASK)


def disputes(person):
    """Return the pairs of values between which somebody has to choose."""
    document = read_text(person.read().encode(), CLIENT)
    return {frozenset((each.kept, each.other)) for each in read_entries(document.tree.get("conflicts"))}


def settle(person, value):
    """Take all conflicts out of the record and write one value."""
    head, _, rest = person.read().partition("conflicts:")
    lines = [f"owner: {value}" if line.startswith("owner:") else line for line in head.splitlines()]
    person.save({CLIENT: "\n".join([*lines, f"---{rest.rpartition('---')[2]}"])})


def test_a_question_that_only_the_merge_of_the_bases_would_settle_stays(ana, eva):
    """Ana answers her own word before she hears of Eva's; Eva meets Ana's first word, and nobody has decided that."""
    for person in (ana, eva):
        person.git("config", "uploadpack.allowAnySHA1InWant", "true")
    ana.edit("owner: ana", "owner: luis")
    shown = ana.head(), eva.edit("owner: ana", "owner: zoe")
    ana.edit("owner: luis", "owner: maria")
    merge_from(ana, eva, shown[1])
    merge_from(eva, ana, shown[0])
    assert (disputes(ana), disputes(eva)) == ({frozenset(("maria", "zoe"))}, {frozenset(("luis", "zoe"))})
    merge_from(eva, ana, ana.head())
    assert disputes(eva) >= {frozenset(("maria", "zoe"))}
    settle(eva, "zoe")
    merge_from(ana, eva, eva.head())
    assert ("owner: zoe" in ana.read(), disputes(ana)) == (True, set())


@pytest.mark.parametrize(
    "seed", [pytest.param(seed, marks=pytest.mark.exhaustive if seed else ()) for seed in range(16)]
)
def test_histories_that_cross_again_and_again_come_out_the_same_both_ways(ana, eva, cross, seed):
    random = Random(seed)
    for number in range(5):
        for person in random.sample([ana, eva], 2):
            for _ in range(random.randrange(1, 3)):
                do_something(person, random, f"{person.name.lower()}{number}")
        if random.random() < 0.4:
            first, second = random.sample([ana, eva], 2)
            first.git("update-ref", "refs/heads/shown", first.head())
            merge_from(second, first, first.head())
            do_something(first, random, f"{first.name.lower()}{number}later")
        cross()


def do_something(person, random, word):
    word = f"{word}x{random.randrange(10_000)}"
    deed = random.choice(["write", "write", "paragraph", "settle", "delete", "line"])
    if deed == "settle" and "conflicts:" in person.read():
        settle(person, random.choice(sorted(map(str, next(iter(disputes(person)), {word})))))
    elif deed == "delete":
        there = (person.root / TASK).exists()
        person.save({TASK: None if there else f"---\ntitle: {word}\ndue: 2026-07-20\n---\n"})
    elif deed == "line" and (person.root / TASK).exists():
        person.save({TASK: f"{person.read(TASK)}{word} called\n\n"})
    elif deed == "paragraph":
        person.save({CLIENT: f"{person.read()}\n{word} is new\n"})
    else:
        text = person.read()
        person.save({CLIENT: text.replace(text.partition("owner: ")[2].partition("\n")[0], word, 1)})
