"""Locks that a killed git left are set aside when they are in the way; what a living one holds is not touched."""

import os
import time
from pathlib import Path

import pytest
from cartera.records.saving import stale_locks
from cartera.records.saving.keeper import Keeper
from cartera.records.saving.stale_locks import SET_ASIDE
from cartera.records.saving.writes import CommitMessage, Expected, FileWrite

LOCKS = ("HEAD.lock", "refs/heads/main.lock", "refs/cartera/audited.lock", "index.lock")


def age(path, seconds=60):
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"left")
    moment = time.time() - seconds
    os.utime(path, (moment, moment))


def save(root, clock, name="notes.md"):
    with Keeper(root, clock) as keeper:
        return keeper.write([FileWrite(name, b"---\n---\n", Expected.ABSENT)], CommitMessage("Edit"))


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_that_belongs_to_nobody_holds_up_no_save(committed_book, git, clock, name):
    age(committed_book / ".git" / name)
    assert save(committed_book, clock).commit == git("rev-parse", "HEAD")
    with Keeper(committed_book, clock) as keeper:
        keeper.recover()
    assert git("status", "--porcelain") == ""
    kept = committed_book / ".git" / SET_ASIDE / f"{name.replace('/', '_')}.0"
    assert kept.read_bytes() == b"left"


def test_a_lock_that_was_just_made_is_waited_for(committed_book, clock):
    age(committed_book / ".git/HEAD.lock", seconds=-60)  # new, however slow the machine is
    receipt = save(committed_book, clock)
    assert (receipt.commit, (committed_book / "notes.md").exists()) == (None, True)
    assert "HEAD.lock" in str(receipt.pending)


@pytest.mark.parametrize(
    ("name", "is_freed"), [("HEAD.lock", True), ("refs/heads/main.lock", True), ("index.lock", False)]
)
def test_the_lock_of_a_branch_is_soon_known_as_nobodys_and_that_of_the_index_later(
    committed_book, git, clock, name, is_freed
):
    """Other programs than git may hold the index while they write a large book; a save needs no index."""
    age(committed_book / ".git" / name, seconds=5)
    assert save(committed_book, clock).commit == git("rev-parse", "HEAD")
    assert (committed_book / ".git" / name).exists() is not is_freed


def test_a_lock_beside_a_living_git_is_not_touched(committed_book, clock, living_git):
    age(committed_book / ".git/HEAD.lock")
    with living_git(committed_book) as living:
        assert save(committed_book, clock).commit is None
        living.stdin.close()
    assert (committed_book / ".git/HEAD.lock").exists()


@pytest.mark.parametrize(
    ("line", "may_write"),
    [
        ("git commit -m log", True),
        ("git -c user.name=log -C log add x", True),
        ("git -c gc.auto=0 update-index -z --index-info", False),
        ("git -c safe.bareRepository=explicit cat-file --batch", False),
        ("git fsmonitor--daemon run", False),
    ],
)
def test_a_git_that_may_write_back_an_old_index_is_known_by_what_it_is_asked(line, may_write):
    assert stale_locks.may_write_index_back([*line.encode().split(b" "), b""]) is may_write


def test_a_lock_may_be_that_of_another_users_git_whose_place_is_hidden(
    committed_book, clock, tmp_path_factory, monkeypatch
):
    processes = tmp_path_factory.mktemp("proc")
    for name in ("self", "77"):
        (processes / name).mkdir()
        (processes / name / "comm").write_text("git\n")
        (processes / name / "cmdline").write_bytes(b"git\0gc\0")
        (processes / name / "cwd").symlink_to(processes)
    monkeypatch.setattr(stale_locks, "_PROCESSES", processes)
    readlink = Path.readlink

    def hide(path):
        if path.parent.name == "77":
            raise PermissionError(13, "Permission denied")
        return readlink(path)

    monkeypatch.setattr(Path, "readlink", hide)
    age(committed_book / ".git/HEAD.lock")
    assert save(committed_book, clock).commit is None
    age(committed_book / ".git/HEAD.lock", seconds=2 * stale_locks.PATIENCE_BLIND)
    assert save(committed_book, clock, "more.md").commit is not None
