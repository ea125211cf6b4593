"""A save beside a sync: it never waits for a merge that is worked out, and neither loses anything of the other's."""

import pytest
from cartera.records.saving import committing
from cartera.records.saving.keeper import UNHINDERED, Keeper
from cartera.records.saving.writes import CommitMessage, Expected, FileWrite
from cartera.records.sync import syncing

from .conftest import CLIENT, TASK


@pytest.fixture
def parted(ana, eva):
    ana.edit("owner: ana", "owner: luis")
    ana.sync()
    eva.edit("Vigo", "Lugo")
    return eva


def save_beside(person, number):
    """Save with another keeper that waits for nobody, as a screen does."""
    with Keeper(person.root, person._clock, patience=0.0) as keeper:
        write = FileWrite(f"clients/acme/tasks/t{number}.md", b"---\ntitle: T\n---\n", Expected.ABSENT)
        assert keeper.write([write], CommitMessage("Beside")).commit


def test_saves_go_on_while_a_merge_is_worked_out(parted, monkeypatch):
    work_out, times = syncing.prepare_merge, []

    def saving(*words):
        times.append(1)
        if len(times) < UNHINDERED:
            save_beside(parted, len(times))
        return work_out(*words)

    monkeypatch.setattr(syncing, "prepare_merge", saving)
    parted.sync()
    assert len(times) == UNHINDERED
    assert parted.git("ls-tree", "-r", "--name-only", "HEAD").count("tasks/t") == UNHINDERED - 1
    assert {"owner: luis", "city: Lugo"} <= set(parted.read().splitlines())
    parted.check_sound()


def test_who_is_overtaken_again_and_again_works_it_out_alone(parted, monkeypatch):
    work_out, times = syncing.prepare_merge, []

    def saving(*words):
        times.append(1)
        if len(times) <= UNHINDERED:
            save_beside(parted, len(times))
        return work_out(*words)

    monkeypatch.setattr(syncing, "prepare_merge", saving)
    parted.sync()
    assert len(times) == UNHINDERED + 1
    assert parted.git("ls-tree", "-r", "--name-only", "HEAD").count("tasks/t") == UNHINDERED
    parted.check_sound()


def test_a_commit_of_plain_git_just_before_the_merge_loses_nothing_that_is_not_on_the_disk(ana, parted, monkeypatch):
    """What a merge brings beside the files (a link, a record a part does not hold) is brought to the later commit too."""
    (ana.root / "link").symlink_to("cartera.yaml")
    ana.git("add", "link")
    ana.git("commit", "-qm", "Link")
    ana.sync()
    make, done = committing.make_commit, []

    def overtaken(*words, **named):
        if not done:
            done.append(1)
            (parted.root / TASK).write_text("---\ntitle: Call again\ndue: 2026-07-20\n---\n")
            parted.git("commit", "-qm", "Plain", "--", TASK)
        return make(*words, **named)

    monkeypatch.setattr(committing, "make_commit", overtaken)
    parted.sync()
    assert "link" in parted.git("ls-tree", "--name-only", "HEAD").splitlines()
    assert "Call again" in parted.git("show", f"HEAD:{TASK}")
    assert "owner: luis" in parted.git("show", f"HEAD:{CLIENT}")
