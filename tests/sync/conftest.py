"""Tests of sharing: a bare repository and clones of it, each with a person of its own."""

import subprocess
from datetime import datetime, timedelta, timezone
from random import Random

import pytest
from cartera.records.files.atomic import blob_id
from cartera.records.saving.keeper import Keeper
from cartera.records.saving.writes import CommitMessage, Expected, FileWrite
from cartera.records.sync.syncing import Syncer

CLIENT = "clients/acme/client.md"
TASK = "clients/acme/tasks/call-k3x9.md"
FILES = {
    "cartera.yaml": "name: Prueba\n",
    CLIENT: "---\ntitle: Acme\nowner: ana\ncity: Vigo\n---\nNotes.\n",
    TASK: "---\ntitle: Call\ndue: 2026-07-20\n---\n",
}


class Person:
    """Somebody with a clone, Cartera and git."""

    def __init__(self, root, name):
        self.root, self.name = root, name
        self.now = datetime(2026, 7, 14, 9, 30, tzinfo=timezone(timedelta(hours=2)))
        self.keeper = Keeper(root, self._clock, patience=60.0)
        self.steps = []

    def _clock(self):
        self.now += timedelta(minutes=1)
        return self.now

    def git(self, *arguments, check=True):
        done = subprocess.run(["git", "-C", str(self.root), *arguments], capture_output=True, text=True, check=False)
        assert not check or done.returncode == 0, done.stderr
        return done.stdout.strip()

    def save(self, contents):
        writes = []
        for path, text in contents.items():
            file = self.root / path
            expected = blob_id(file.read_bytes()) if file.exists() else Expected.ABSENT
            writes.append(FileWrite(path, None if text is None else text.encode(), expected))
        receipt = self.keeper.write(writes, CommitMessage("Edit", (("Cartera-Record", "clients/acme/client"),)))
        assert receipt.commit, receipt.pending
        return receipt.commit

    def edit(self, old, new, path=CLIENT):
        text = self.read(path)
        assert old in text
        return self.save({path: text.replace(old, new)})

    def read(self, path=CLIENT):
        return (self.root / path).read_text()

    def sync(self, **options):
        self.steps = []
        return Syncer(self.keeper, randomness=Random(7), sleep=lambda _: None).sync(self.steps.append, **options)

    def head(self):
        return self.git("rev-parse", "HEAD")

    def check_sound(self):
        assert self.git("status", "--porcelain") == ""
        assert self.git("fsck", "--strict", "--no-dangling", check=False) == ""
        assert not list(self.root.rglob(".cartera-*.tmp"))
        assert self.keeper.pending() == ()


@pytest.fixture
def hub(tmp_path):
    """A bare repository with a small book."""
    hub, seed = tmp_path / "hub.git", tmp_path / "seed"
    for path, text in FILES.items():
        (seed / path).parent.mkdir(parents=True, exist_ok=True)
        (seed / path).write_text(text)

    def git(*arguments):
        subprocess.run(["git", "-C", str(seed), *arguments], check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-q", "-m", "Start")
    subprocess.run(["git", "clone", "-q", "--bare", str(seed), str(hub)], check=True)
    return hub


@pytest.fixture
def person(tmp_path, hub):
    """Return a function that gives somebody a clone of the hub."""
    people = []

    def make(name):
        root = tmp_path / name
        subprocess.run(["git", "clone", "-q", str(hub), str(root)], check=True)
        for key, value in (("name", name.title()), ("email", f"{name}@example.com")):
            subprocess.run(["git", "-C", str(root), "config", f"user.{key}", value], check=True)
        people.append(Person(root, name))
        return people[-1]

    yield make
    for each in people:
        each.keeper.close()


@pytest.fixture
def ana(person):
    return person("ana")


@pytest.fixture
def eva(person):
    return person("eva")
