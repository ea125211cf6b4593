"""Every deed × every fault at each call that writes: afterwards it is done or not begun, and nothing needs git by hand.

The calls are counted up until the deed completes untouched. The check strikes at some of them, ``make proof`` (and, of
itself, ``make faults``) at all.
"""

import errno
import os
import shutil
import signal
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout, suppress
from datetime import UTC, datetime
from io import StringIO
from random import Random

import pytest
from cartera.cli.running import run
from cartera.cli.world import World
from cartera.records.book import Book
from cartera.records.files import disk
from cartera.records.files.atomic import blob_id
from cartera.records.files.edits import Put
from cartera.records.files.private import PrivateFolder
from cartera.records.git import run as git_run
from cartera.records.git.run import Git
from cartera.records.plan import Plan
from cartera.records.saving.keeper import Keeper
from cartera.records.sync.inbox import Choice, list_conflicts
from cartera.records.sync.mending import mend
from cartera.records.sync.resolving import plan_resolution
from cartera.schema.errors import CarteraError
from cartera.schema.language import ENGLISH
from cartera.schema.sentences import sentence

CALLS = ("create_file", "make_folder", "write", "set_mode", "flush", "rename", "remove", "remove_folder")
NOW = datetime(2026, 7, 14, 9, 30, tzinfo=UTC)
CLIENT = "clients/acme/client"
ENTRY = "{id: ab12, field: city, base: Vigo, kept: Lugo, other: Ourense}"
FILES = {
    "cartera.yaml": "name: Prueba\nlanguage: en\n",
    f"{CLIENT}.md": f"---\ntitle: Acme\nowner: ana\ncity: Lugo\nconflicts:\n  - {ENTRY}\n---\nNotes.\n",
    "clients/acme/contacts/eva.md": "---\ntitle: Eva Prueba\n---\n",
    "clients/acme/tasks/call-k3x9.md": "---\ntitle: Call\nabout: '[[eva]]'\n---\n",
    **{f"clients/acme/tasks/t{number}.md": f"---\ntitle: T{number}\n---\n" for number in range(6)},
}


def clock():
    return NOW


def at_path(book, record_id):
    return book.snapshot().records[record_id]


def save(book):
    book.apply(book.edit(at_path(book, CLIENT), [Put(("owner",), "luis")]))


def delete(book):
    book.apply(book.remove(at_path(book, "clients/acme/tasks/t1")))


def rename(book):
    book.apply(book.rename(at_path(book, "clients/acme/contacts/eva"), "eva-prueba"))


def edit_many(book):
    plans = [book.edit(at_path(book, f"clients/acme/tasks/t{number}"), [Put(("title",), "X")]) for number in range(6)]
    book.apply(Plan(sentence("Many"), tuple(change for plan in plans for change in plan.changes)))


def bring_in(book):
    plans = [book.new("contact", {"title": f"New {number}"}, client="acme") for number in range(4)]
    book.apply(Plan(sentence("Import"), tuple(change for plan in plans for change in plan.changes)))


RECIPE = """\
title: Prospects
steps:
  - file: prospects.csv
    type: client
    key: {list: {column: Number}}
    fields:
      title: "{Company}"
      kind: company
      country: ES
      tz: Europe/Madrid
      lang: es
      currency: EUR
      lifecycle: lead
      first_contact_at: {column: Since}
      source: import
"""
ROWS = "Number,Company,Since\n" + "".join(f"{number},Prospect {number},2026-05-01\n" for number in range(8))


class Told(CarteraError):
    """A command that ended with a sentence."""

    def __init__(self, words):
        super().__init__(sentence("{words}", words=words))


def import_tables(book):
    """The command itself, as it is typed."""
    tables = book.root.parent / "tables"
    tables.mkdir(exist_ok=True)
    (tables / "prospects.csv").write_text(ROWS, encoding="utf-8")
    (tables.parent / "recipe.yaml").write_text(RECIPE, encoding="utf-8")
    world = World(
        clock=clock,
        random=Random(7),
        environment={"LANG": "en_US.UTF-8", "XDG_CACHE_HOME": str(tables.parent / "cache")},
        is_interactive=lambda: False,
    )
    words = ["-C", str(book.root), "import", str(tables), "--recipe", str(tables.parent / "recipe.yaml"), "--yes"]
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()) as told:
        code = run(words, world)
    if code:
        raise Told(told.getvalue())


def undo(book):
    book.undo()


def resolve(book):
    (conflict,) = list_conflicts(book.snapshot().records.values())
    book.apply(plan_resolution(book, conflict, Choice.OTHER))


def mend_all(book):
    """The doctor finds a lock of nobody, a file that was never finished, and an object that the disk damaged."""
    folder = book.root / ".git"
    content = (book.root / f"{CLIENT}.md").read_bytes()
    blob = blob_id(content)
    damaged = folder / "objects" / blob[:2] / blob[2:]
    for place in (folder / "index.lock", book.root / "clients/acme/.cartera-1-0.tmp"):
        place.write_bytes(b"half")
        os.utime(place, (0, 0))
    damaged.parent.mkdir(exist_ok=True)
    damaged.unlink(missing_ok=True)
    damaged.write_bytes(b"damaged")
    with Keeper(book.root, clock) as keeper:
        list(mend(keeper, ENGLISH))


def keep_draft(book):
    PrivateFolder(book.root.parent / "state").write("draft-1-a.json", b"typed\n")


DEEDS = {
    "save": save,
    "delete": delete,
    "rename": rename,
    "bulk": edit_many,
    "new ones": bring_in,
    "import": import_tables,
    "undo": undo,
    "resolve": resolve,
    "doctor": mend_all,
    "draft": keep_draft,
}


class Stage:
    """A book that can be put back to how it was before the deed."""

    def __init__(self, folder):
        self.root, self._pristine = folder / "book", folder / "pristine"
        for path, text in FILES.items():
            file = self.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        for words in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "Start"]):
            self.git(*words)
        with self.book() as book:
            book.apply(book.edit(at_path(book, "clients/acme/tasks/t0"), [Put(("title",), "Before")]))
        shutil.copytree(self.root, self._pristine)
        self.before = self.tree()

    def book(self):
        return _Opened(Book(self.root, clock))

    def git(self, *words):
        return subprocess.run(["git", "-C", str(self.root), *words], check=True, capture_output=True, text=True).stdout

    def tree(self):
        return self.git("rev-parse", "HEAD^{tree}")

    def restore(self):
        shutil.rmtree(self.root)
        shutil.rmtree(self.root.parent / "state", ignore_errors=True)
        shutil.copytree(self._pristine, self.root)

    def finish(self, deed, after, told):
        """Open the book again as a person would; where the deed was not done, do it, and hold it to the untouched one.

        A git that was killed leaves its locks: there the doctor is asked, a while later.
        """
        locks = [*(self.root / ".git").rglob("*.lock")]
        for each in locks:
            os.utime(each, (0, 0))
        with self.book() as book:
            with Keeper(self.root, clock) as keeper:
                keeper.recover()
                if locks:
                    list(mend(keeper, ENGLISH))
                    keeper.recover()
                assert keeper.pending() == (), told
            assert self.tree() in {self.before, after}, told
            book.refresh()
            if self.tree() != after or deed in {mend_all, keep_draft}:
                deed(book)
        assert self.tree() == after, told
        assert self.git("status", "--porcelain") == "", told
        assert self.git("fsck", "--strict", "--no-dangling") == "", told
        assert not list(self.root.rglob(".cartera-*.tmp")), told
        assert keep_draft is not deed or (self.root.parent / "state/draft-1-a.json").read_bytes() == b"typed\n"


class _Opened:
    def __init__(self, book):
        self._book = book

    def __enter__(self):
        return self._book

    def __exit__(self, *_):
        self._book.close()


class Fuse:
    """Counts calls and does ``blow`` at one of them."""

    def __init__(self, at, blow):
        self.at, self.blow, self.count = at, blow, 0

    def around(self, call):
        def fused(*words, **named):
            self.count += 1
            if self.count == self.at:
                self.blow()
            return call(*words, **named)

        return fused


def fail_with(number):
    def blow():
        raise OSError(number, os.strerror(number))

    return blow


def die():
    os.killpg(os.getpgrp(), signal.SIGKILL)


def strike(stage, deed, at, fault, monkeypatch):
    """Do the deed in a child that meets the fault at call ``at``; return how many calls it made, or None where it died."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        with os.fdopen(reading) as told:
            said = told.read()
        os.waitpid(child, 0)
        return int(said) if said else None
    try:
        os.setpgid(0, 0)
        fuse = Fuse(at, {"killed": die, "full": fail_with(errno.ENOSPC), "failing": fail_with(errno.EIO)}.get(fault))
        with stage.book() as book:
            book.snapshot()
            if fault == "git killed":
                _kill_gits(fuse, monkeypatch)
            else:
                for name in CALLS:
                    monkeypatch.setattr(disk, name, fuse.around(getattr(disk, name)))
                if fault == "killed":
                    monkeypatch.setattr(Git, "ask", fuse.around(Git.ask))
            with suppress(CarteraError):  # told to the person; what became of the book is looked at from outside
                deed(book)
        os.write(writing, str(fuse.count).encode())
        os._exit(0)
    finally:
        os._exit(3)


def _kill_gits(fuse, monkeypatch):
    """Let one git be killed as soon as it runs."""

    class Killed(subprocess.Popen):
        def __init__(self, *words, **named):
            super().__init__(*words, **named)
            fuse.count += 1
            if fuse.count == fuse.at:
                self.kill()

    monkeypatch.setattr(git_run.subprocess, "Popen", Killed)


def untouched(stage, deed):
    """Return the tree that the deed leaves where nothing strikes."""
    with stage.book() as book:
        deed(book)
    tree = stage.tree()
    assert tree != stage.before or deed in {mend_all, keep_draft}
    stage.restore()
    return tree


def strike_at(stage, deed, fault, monkeypatch, after, chosen=lambda points: points):
    """Strike at each of the calls chosen among all; return how many there are."""
    calls = strike(stage, deed, 0, fault, monkeypatch)
    assert calls is not None
    for at in chosen(range(1, calls + 1)):
        stage.restore()
        told = f"{fault} at call {at} of {calls}"
        ended = strike(stage, deed, at, fault, monkeypatch)
        assert fault == "killed" or ended is not None, f"{told}: a bug, and no sentence"
        stage.finish(deed, after, told)
    stage.restore()
    return calls


def any_of(points, chance):
    return [chance.choice(points)] if points else []


FAULTS = ("killed", "git killed", "full", "failing")


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("deed", DEEDS)
def test_each_fault_at_some_call_leaves_a_deed_done_or_not_begun(tmp_path, monkeypatch, deed):
    stage = Stage(tmp_path)
    after = untouched(stage, DEEDS[deed])
    # Another call for each deed and fault, the same in each run: together they lie all over a deed.
    for fault in FAULTS:
        chance = Random(f"{deed} {fault}")
        strike_at(stage, DEEDS[deed], fault, monkeypatch, after, lambda all_of_them, c=chance: any_of(all_of_them, c))


@pytest.mark.exhaustive
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("deed", DEEDS)
def test_a_fault_at_any_call_leaves_a_deed_done_or_not_begun(tmp_path, monkeypatch, deed, fault):
    stage = Stage(tmp_path)
    calls = strike_at(stage, DEEDS[deed], fault, monkeypatch, untouched(stage, DEEDS[deed]))
    sys.stdout.write(f"{deed}, {fault}: {calls} calls, 0 torn, 0 lost, 0 by hand\n")
