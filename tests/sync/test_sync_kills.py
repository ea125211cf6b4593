"""A sync that is killed, or meets a full disk, at each of its writing calls and gits: the next one carries on."""

import errno
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress

import pytest
from cartera.records.files import disk
from cartera.records.git import run as git_run
from cartera.records.git.run import Git
from cartera.schema.errors import CarteraError

from .conftest import CLIENT, TASK

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
    def fused(call):
        def burning(*arguments, **named):
            fuse.burn()
            answer = call(*arguments, **named)
            if with_git:
                fuse.burn()
            return answer

        return burning

    for name in DISK_CALLS:
        monkeypatch.setattr(disk, name, fused(getattr(disk, name)))
    if with_git:
        monkeypatch.setattr(Git, "ask", fused(Git.ask))


@pytest.fixture
def parted(ana, eva, tmp_path):
    """Eva's clone and the hub, changed on both sides; ``restore`` puts both back to that."""
    ana.edit("owner: ana", "owner: luis")
    ana.save({TASK: None, "clients/acme/tasks/mail-w2q8.md": "---\ntitle: Mail\n---\n"})
    ana.sync()
    text = eva.read().replace("owner: ana", "owner: eva").replace("Vigo", "Lugo")
    eva.save({CLIENT: text, "clients/acme/tasks/visit-a1b2.md": "---\ntitle: Visit\n---\n"})
    eva.keeper.close()
    kept = {folder: folder.with_name(folder.name + "-before") for folder in (eva.root, tmp_path / "hub.git")}
    for folder, copy in kept.items():
        shutil.copytree(folder, copy)

    def restore():
        for folder, copy in kept.items():
            shutil.rmtree(folder)
            shutil.copytree(copy, folder)

    return restore


def count_calls(eva, monkeypatch, restore, *, with_git):
    fuse = Fuse(0, lambda: None)
    with monkeypatch.context() as patch:
        wire(patch, fuse, with_git=with_git)
        eva.sync()
    eva.keeper.close()
    tree = eva.git("rev-parse", "HEAD^{tree}")
    restore()
    return fuse.count, tree


def check_carries_on(eva, tree):
    """Sync once more and hold the outcome to what an undisturbed one gave."""
    eva.sync()
    assert eva.git("rev-parse", "HEAD^{tree}") == tree
    assert eva.git("rev-parse", "origin/main") == eva.head()
    eva.check_sound()
    eva.keeper.close()


def sync_and_die(eva, monkeypatch, at):
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    wire(monkeypatch, Fuse(at, lambda: os.kill(os.getpid(), signal.SIGKILL)), with_git=True)
    eva.sync()
    os._exit(0)


def kill_at(points, tree, eva, monkeypatch, restore):
    for at in points:
        restore()
        assert sync_and_die(eva, monkeypatch, at) == signal.SIGKILL
        check_carries_on(eva, tree)


def test_a_sync_killed_now_and_then_is_carried_on(eva, parted, monkeypatch):
    calls, tree = count_calls(eva, monkeypatch, parted, with_git=True)
    assert calls > 100
    kill_at(range(1, calls + 1, 23), tree, eva, monkeypatch, parted)


@pytest.mark.exhaustive
def test_a_sync_killed_at_any_call_is_carried_on(eva, parted, monkeypatch):
    calls, tree = count_calls(eva, monkeypatch, parted, with_git=True)
    kill_at(range(1, calls + 1), tree, eva, monkeypatch, parted)


@pytest.mark.parametrize(
    ("number", "step"),
    [
        pytest.param(errno.ENOSPC, 5, id="a full disk now and then"),
        pytest.param(errno.ENOSPC, 1, id="a full disk at any call", marks=pytest.mark.exhaustive),
        pytest.param(errno.EIO, 1, id="a failing disk at any call", marks=pytest.mark.exhaustive),
    ],
)
def test_a_disk_error_leaves_a_sync_that_can_go_on(eva, parted, monkeypatch, number, step):
    def fail():
        raise OSError(number, os.strerror(number))

    calls, tree = count_calls(eva, monkeypatch, parted, with_git=False)
    told = set()
    for at in range(1, calls + 1, step):
        parted()
        with monkeypatch.context() as patch:
            wire(patch, Fuse(at, fail), with_git=False)
            try:
                eva.sync()
            except CarteraError as error:
                told.add(type(error).__name__)
        eva.keeper.close()
        check_carries_on(eva, tree)
    assert told


def kill_gits(monkeypatch, fuse):
    """Let a git be killed as soon as it runs."""

    class Killed(subprocess.Popen):
        def __init__(self, *words, **named):
            super().__init__(*words, **named)
            fuse.blow = self.kill
            fuse.burn()

    monkeypatch.setattr(git_run.subprocess, "Popen", Killed)


@pytest.mark.parametrize("step", [17, pytest.param(1, marks=pytest.mark.exhaustive)])
def test_a_git_that_is_killed_leaves_a_sync_that_can_go_on(eva, parted, monkeypatch, step):
    fuse = Fuse(0, None)
    with monkeypatch.context() as patch:
        kill_gits(patch, fuse)
        eva.sync()
    eva.keeper.close()
    tree = eva.git("rev-parse", "HEAD^{tree}")
    for at in range(1, fuse.count + 1, step):
        parted()
        with monkeypatch.context() as patch:
            kill_gits(patch, Fuse(at, None))
            with suppress(CarteraError):  # told to the person
                eva.sync()
        eva.keeper.close()
        for lock in (eva.root / ".git").rglob("*.lock"):
            os.utime(lock, (0, 0))
        check_carries_on(eva, tree)
    sys.stdout.write(f"sync, git killed: {fuse.count} gits, 0 torn, 0 lost, 0 by hand\n")


def test_a_sync_overtaken_by_a_commit_of_plain_git_keeps_it(eva, parted, monkeypatch):
    """The branch moves between the merge being worked out and its commit."""
    from cartera.records.saving import committing

    make = committing.make_commit
    done = []

    def overtaken(*arguments, **named):
        if not done:
            done.append(1)
            (eva.root / "clients/acme/tasks/plain-c3d4.md").write_text("---\ntitle: Plain\n---\n")
            eva.git("add", "clients/acme/tasks/plain-c3d4.md")
            eva.git("commit", "-q", "-m", "Plain", "--", "clients/acme/tasks/plain-c3d4.md")
        return make(*arguments, **named)

    monkeypatch.setattr(committing, "make_commit", overtaken)
    eva.sync()
    assert (eva.root / "clients/acme/tasks/plain-c3d4.md").exists()
    assert eva.git("ls-tree", "--name-only", "HEAD", "clients/acme/tasks/").splitlines() == [
        "clients/acme/tasks/mail-w2q8.md",
        "clients/acme/tasks/plain-c3d4.md",
        "clients/acme/tasks/visit-a1b2.md",
    ]
    assert "owner: luis" in eva.git("show", f"HEAD:{CLIENT}")
    eva.check_sound()
