"""Two people who merged each other's work: what both know is where the next merge begins, conflicts included."""

import pytest
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
