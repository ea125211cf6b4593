"""A hostile book, a good one beside it in the same folder, and a driver that reports what commands did with it."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from cartera.records.files.compose import compose
from cartera.tests.hostile.cases import TEXTS, make_things

DRIVER = Path(__file__).with_name("driver.py")
NOW = "2026-07-20T09:30:00+02:00"

USER = {
    "title": "Ana Ruiz",
    "email": "ana@example.com",
    "role": "ae",
    "tz": "Europe/Madrid",
    "hours": {"mon": ["09:00-18:00"]},
}
CLIENT = {
    "title": "Acme Foods",
    "kind": "company",
    "industry": "other",
    "country": "ES",
    "tz": "Europe/Madrid",
    "lang": "es",
    "currency": "EUR",
    "lifecycle": "lead",
    "lifecycle_history": [{"at": "2026-01-10T10:00:00+01:00", "to": "lead", "by": "ana"}],
    "first_contact_at": "2026-01-10",
    "source": "web",
    "owner": "ana",
}
DEAL = {
    "title": "Second line",
    "kind": "new",
    "pipeline": "b2b",
    "stage": "prospecting",
    "stage_history": [{"at": "2026-06-01T10:00:00+02:00", "to": "prospecting", "by": "ana"}],
    "amount": "48000.00 EUR",
    "expected_close": "2026-09-30",
    "forecast": "pipeline",
    "next_step": "Call purchasing",
    "next_step_due": "2026-07-21",
    "owner": "ana",
}
GOOD = {
    "cartera.yaml": b"name: Prueba\nlanguage: en\n",
    "people/ana/user.md": compose(USER, "", list(USER)),
    "clients/acme/client.md": compose(CLIENT, "Makes biscuits.\n", list(CLIENT)),
    "clients/acme/opportunities/line-2-k3x9.md": compose(DEAL, "", list(DEAL)),
}
"""A small sound book, written into every hostile one."""


@dataclass(frozen=True)
class Result:
    """What a command did."""

    command: list
    code: int
    out: bytes
    err: bytes
    events: list

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def text(self):
        return (self.out + self.err).decode()


def environment_of(home):
    """Return an environment in which only git and a small home exist."""
    home.mkdir(parents=True, exist_ok=True)
    (home / "gitconfig").write_text("[user]\n\tname = Ana Prueba\n\temail = ana@example.com\n")
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "en_US.UTF-8",
        "GIT_CONFIG_GLOBAL": str(home / "gitconfig"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "XDG_CACHE_HOME": str(home / "cache"),
    }


def write_files(root, files):
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)


def commit_all(root, environment):
    for arguments in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "Start"]):
        subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True, env=environment)


class Place:
    """A book in a folder of its own, with a home and a neighbour beside it."""

    def __init__(self, folder):
        self.book = folder / "book"
        self.outside = folder / "outside"
        self.home = folder / "home"
        self.environment = environment_of(self.home)

    def git(self, *arguments):
        done = subprocess.run(
            ["git", "-C", str(self.book), *arguments],
            check=True,
            capture_output=True,
            env=self.environment,
            stdin=subprocess.DEVNULL,
        )
        return done.stdout.decode().strip()

    def run(self, *commands, **environment):
        """Run commands, each a list of words, and return what each did."""
        task = {"book": str(self.book), "now": NOW, "commands": [list(each) for each in commands]}
        done = subprocess.run(
            [sys.executable, "-I", "-B", "-X", "utf8", str(DRIVER)],
            input=json.dumps(task).encode(),
            capture_output=True,
            cwd=self.book,
            env={**self.environment, **environment},
            timeout=500,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return [
            Result(
                each["command"], each["code"], bytes.fromhex(each["out"]), bytes.fromhex(each["err"]), each["events"]
            )
            for each in json.loads(done.stdout)
        ]


def text_files():
    """Return a sound client and deal for each hostile text, by path."""
    files = {}
    for number, title in enumerate(TEXTS.values()):
        slug = f"t{number:02}"
        client = {**CLIENT, "title": title, "city": title, "tags": [title]}
        files[f"clients/{slug}/client.md"] = compose(client, f"{title}\n", list(client))
        deal = {**DEAL, "title": title, "next_step": title}
        files[f"clients/{slug}/opportunities/deal-{slug}.md"] = compose(deal, f"{title}\n", list(deal))
    return files


@pytest.fixture
def place(tmp_path):
    """A sound, committed book to spoil."""
    return make_place(tmp_path)


def make_place(folder):
    """Return a sound, committed book in a folder."""
    made = Place(folder)
    write_files(made.book, GOOD)
    commit_all(made.book, made.environment)
    return made


@pytest.fixture(scope="session")
def hostile(tmp_path_factory):
    """The whole hostile book, made once; tests that write make their own."""
    return make_hostile(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def hostile_to_write(tmp_path_factory):
    """A hostile book that the tests of one module may write into."""
    return make_hostile(tmp_path_factory.mktemp("written"))


def make_hostile(folder):
    made = Place(folder)
    write_files(made.book, GOOD)
    commit_all(made.book, made.environment)
    write_files(made.book, text_files())
    make_things(made.book, made.outside)
    return made
