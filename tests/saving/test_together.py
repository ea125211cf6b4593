"""Several processes, threads and plain git saving into one book at once."""

import os
import subprocess
import threading
import time

import pytest
from cartera.records.saving.keeper import Keeper
from cartera.records.saving.lock import hold_lock
from cartera.records.saving.writes import CommitMessage, Expected, FileWrite


def save_many(book, clock, who, count):
    """Create ``count`` records, each by a save of its own."""
    with Keeper(book, clock, patience=60) as keeper:
        for number in range(count):
            write = FileWrite(
                f"clients/{who}/tasks/t{number}.md", f"---\ntitle: {who}\n---\n".encode(), Expected.ABSENT
            )
            assert keeper.write([write], CommitMessage(f"{who} {number}")).commit


def in_child(work):
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        work()
        code = 0
    finally:
        os._exit(code)


def check_all_there(book, git, people, count):
    subjects = git("log", "--format=%s").splitlines()
    assert sorted(subjects) == sorted(["Start", *(f"{who} {number}" for who in people for number in range(count))])
    tasks = {path for path in git("ls-tree", "-r", "--name-only", "HEAD").splitlines() if "/tasks/" in path}
    assert tasks == {f"clients/{who}/tasks/t{number}.md" for who in people for number in range(count)}
    assert git("status", "--porcelain") == ""
    git("fsck", "--strict")


@pytest.mark.parametrize("count", [15, pytest.param(200, marks=pytest.mark.exhaustive)])
def test_two_processes_saving_into_one_book_lose_nothing(book, clock, git, count):
    people = ["ana", "luis"]
    children = [in_child(lambda who=who: save_many(book, clock, who, count)) for who in people]
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    check_all_there(book, git, people, count)


def test_two_threads_with_one_keeper_lose_nothing(book, clock, git, keeper):
    keeper._patience = 60

    def save(who):
        for number in range(8):
            write = FileWrite(f"clients/{who}/tasks/t{number}.md", b"---\ntitle: x\n---\n", Expected.ABSENT)
            keeper.write([write], CommitMessage(f"{who} {number}"))

    threads = [threading.Thread(target=save, args=(who,)) for who in ("ana", "luis")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    check_all_there(book, git, ["ana", "luis"], 8)


def test_plain_git_committing_meanwhile_loses_nothing(book, clock, git):
    child = in_child(lambda: save_many(book, clock, "ana", 20))
    by_hand = 0
    for number in range(15):
        (book / f"hand{number}.txt").write_text("by hand")
        for command in (["add", f"hand{number}.txt"], ["commit", "-qm", f"hand {number}", f"hand{number}.txt"]):
            done = subprocess.run(["git", "-C", book, *command], capture_output=True, check=False)
        by_hand += done.returncode == 0
    assert os.waitpid(child, 0)[1] == 0
    subjects = git("log", "--format=%s").splitlines()
    assert sum(subject.startswith("ana ") for subject in subjects) == 20
    assert sum(subject.startswith("hand ") for subject in subjects) == by_hand
    with Keeper(book, clock) as keeper:
        keeper.recover()
    records = [line for line in git("status", "--porcelain").splitlines() if "hand" not in line]
    assert records == []


def test_an_index_that_a_git_writes_back_as_it_had_read_it_is_told_again(book, clock, git, living_git):
    """``git commit`` reads the index, waits for its lock, and writes what it had read."""
    git("add", "-A")
    git("commit", "-q", "--allow-empty", "-m", "Start")
    index = book / ".git/index"
    read_before = index.read_bytes()
    write = FileWrite("clients/ana/tasks/t0.md", b"---\ntitle: x\n---\n", Expected.ABSENT)
    with Keeper(book, clock) as keeper, living_git(book) as living:
        keeper.write([write], CommitMessage("Task"))
        assert git("status", "--porcelain") == ""
        index.write_bytes(read_before)
        living.stdin.close()
    with Keeper(book, clock) as keeper:
        keeper.recover()
    assert git("status", "--porcelain") == ""
    assert not (book / ".git/cartera/unstaged").exists()


def test_everybody_gets_a_turn_though_all_come_back_at_once(tmp_path):
    """Each takes the lock again the moment it has given it back; nobody is left standing."""
    turns = tmp_path / "turns"
    turns.touch()
    here = tmp_path / "here"
    here.mkdir()

    def take_turns(who):
        (here / who).touch()
        while sum(1 for _ in here.iterdir()) < 4:
            time.sleep(0.001)
        while turns.stat().st_size < 200:
            with hold_lock(tmp_path / "lock", 60):
                with turns.open("a") as file:
                    file.write(who)
                time.sleep(0.005)

    children = [in_child(lambda who=who: take_turns(who)) for who in "aelz"]
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 4
    taken = turns.read_text()
    assert min(taken.count(who) for who in "aelz") >= 5, taken
