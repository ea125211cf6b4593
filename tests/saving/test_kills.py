"""A save that is killed, or meets a full or failing disk, at each of its writing calls."""

import errno
import os
import shutil
import signal

import pytest
from cartera.records.files import disk
from cartera.records.git.run import Git
from cartera.records.saving.keeper import Keeper
from cartera.schema.errors import CarteraError

CLIENT = "clients/acme/client.md"
OLD = "---\ntitle: Acme\nowner: ana\nstage: lead\n---\nNotes.\n"
NEW = "---\ntitle: Acme\nowner: luis\nstage: lead\n---\nNotes.\n"
NEXT = "---\ntitle: Acme\nowner: eva\nstage: lead\n---\nNotes.\n"
TASK = "clients/acme/tasks/call-k3x9.md"
TASK_TEXT = "---\ntitle: Call\n---\n"

DISK_CALLS = ("create_file", "make_folder", "write", "set_mode", "flush", "rename", "remove", "remove_folder")


class Fuse:
    """Counts the calls that change something and does ``blow`` at one of them."""

    def __init__(self, at, blow):
        self.at, self.blow, self.count = at, blow, 0

    def burn(self):
        self.count += 1
        if self.count == self.at:
            self.blow()


def wire(monkeypatch, fuse, *, with_git):
    for name in DISK_CALLS:
        monkeypatch.setattr(disk, name, _fused(fuse, getattr(disk, name), after=with_git))
    if with_git:
        monkeypatch.setattr(Git, "ask", _fused(fuse, Git.ask, after=True))


def _fused(fuse, call, *, after):
    def fused(*arguments, **named):
        fuse.burn()
        answer = call(*arguments, **named)
        if after:
            fuse.burn()
        return answer

    return fused


def count_calls(book, clock, monkeypatch, save, *, with_git):
    """Return how many calls a save makes, and keep a copy of the book as it was before."""
    shutil.copytree(book, pristine(book))
    fuse = Fuse(0, lambda: None)
    with Keeper(book, clock) as keeper, monkeypatch.context() as patch:
        wire(patch, fuse, with_git=with_git)
        save(keeper, {CLIENT: NEW, TASK: TASK_TEXT})
    return fuse.count


def restore(book):
    for entry in (".git", "clients"):
        shutil.rmtree(book / entry)
    shutil.copytree(pristine(book), book, dirs_exist_ok=True)


def pristine(book):
    return book.with_name(book.name + "-pristine")


def save_and_die(book, clock, save, monkeypatch, at):
    """Save in a child that kills itself at its call number ``at``."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return status
    with Keeper(book, clock) as keeper:
        wire(monkeypatch, Fuse(at, lambda: os.kill(os.getpid(), signal.SIGKILL)), with_git=True)
        save(keeper, {CLIENT: NEW, TASK: TASK_TEXT})
    os._exit(0)


def check_whole(book, git):
    """Assert that both files are old or both new, on the disk and in history alike."""
    is_new = (book / TASK).exists()
    assert (book / CLIENT).read_text() == (NEW if is_new else OLD)
    if is_new:
        assert (book / TASK).read_text() == TASK_TEXT
    assert git("status", "--porcelain") == ""
    assert git("fsck", "--strict", "--no-dangling") == ""
    assert not list(book.rglob(".cartera-*.tmp"))
    return is_new


def check_after_death(book, clock, git, save):
    with Keeper(book, clock, patience=0.5) as keeper:
        recovery = keeper.recover()
        assert (recovery.pending, recovery.conflicts, recovery.damaged) == (None, (), ())
        check_whole(book, git)
        assert save(keeper, {CLIENT: NEXT}).commit == git("rev-parse", "HEAD")
        assert keeper.pending() == ()
    assert git("status", "--porcelain") == ""


def kill_at(points, book, clock, git, save, monkeypatch):
    outcomes = set()
    for at in points:
        restore(book)
        assert save_and_die(book, clock, save, monkeypatch, at) == signal.SIGKILL
        outcomes.add((book / TASK).exists())
        check_after_death(book, clock, git, save)
    return outcomes


def test_a_save_killed_now_and_then_is_old_or_new_and_the_next_one_works(book, clock, git, save, monkeypatch):
    calls = count_calls(book, clock, monkeypatch, save, with_git=True)
    assert calls > 60
    assert kill_at(range(1, calls + 1, 11), book, clock, git, save, monkeypatch) == {False, True}


@pytest.mark.exhaustive
def test_a_save_killed_at_any_call_is_old_or_new_and_the_next_one_works(book, clock, git, save, monkeypatch):
    calls = count_calls(book, clock, monkeypatch, save, with_git=True)
    kill_at(range(1, calls + 1), book, clock, git, save, monkeypatch)


def test_a_bulk_save_killed_now_and_then_is_all_or_nothing(book, clock, git, save, monkeypatch):
    texts = {f"clients/c{number % 9}/tasks/t{number}.md": f"---\ntitle: {number}\n---\n" for number in range(80)}
    shutil.copytree(book, pristine(book))
    found = set()
    for at in (3, 20, 60, 200, 400, 10_000):
        restore(book)
        shutil.rmtree(book / "clients")
        git("checkout", "-q", ".")
        child = os.fork()
        if not child:
            with Keeper(book, clock) as keeper:
                wire(monkeypatch, Fuse(at, lambda: os.kill(os.getpid(), signal.SIGKILL)), with_git=True)
                save(keeper, texts)
            os._exit(0)
        os.waitpid(child, 0)
        check_after_death(book, clock, git, save)
        found.add(
            sum(1 for path, text in texts.items() if (book / path).exists() and (book / path).read_text() == text)
        )
    assert found == {0, 80}


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(errno.ENOSPC, id="full disk"),
        pytest.param(errno.EIO, id="failing disk", marks=pytest.mark.exhaustive),
    ],
)
def test_a_disk_error_at_any_call_leaves_old_or_new(book, clock, git, save, monkeypatch, number):
    def fail():
        raise OSError(number, os.strerror(number))

    calls = count_calls(book, clock, monkeypatch, save, with_git=False)
    answers = set()
    for at in range(1, calls + 1):
        restore(book)
        with Keeper(book, clock) as keeper, monkeypatch.context() as patch:
            wire(patch, Fuse(at, fail), with_git=False)
            try:
                answers.add(type(save(keeper, {CLIENT: NEW, TASK: TASK_TEXT}).commit))
            except CarteraError as error:
                answers.add(type(error))
        check_after_death(book, clock, git, save)
    assert str in answers
    assert len(answers) >= 3


def test_a_disk_that_is_full_after_the_promise_takes_the_promise_back(book, clock, git, keeper, save, monkeypatch):
    def fail():
        raise OSError(errno.ENOSPC, "full")

    write = disk.write
    written = []

    def run_full(file, content):
        written.append(1)
        if len(written) > 1:
            fail()
        return write(file, content)

    monkeypatch.setattr(disk, "write", run_full)
    with pytest.raises(CarteraError, match="disk is full"):
        save(keeper, {CLIENT: NEW})
    monkeypatch.undo()
    assert (book / CLIENT).read_text() == OLD
    assert keeper.pending() == ()
    check_after_death(book, clock, git, save)
