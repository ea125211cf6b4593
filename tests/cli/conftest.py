"""A book to type commands into, and a terminal that remembers what was written to it."""

import os
import random
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from cartera.cli.running import run
from cartera.cli.world import World

BOOK = Path(__file__).parent / "book"


@dataclass(frozen=True)
class Result:
    """What a command left behind."""

    code: int
    out: str
    err: str


class Stream:
    """Text written to one of the two streams, kept in the order of both."""

    encoding = "utf-8"

    def __init__(self, name, written):
        self.name = name
        self.written = written

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError
        self.written.append((self.name, text))
        return len(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        pass

    def isatty(self):
        return False


class Shell:
    """Runs commands in one book, in this process, at a fixed moment."""

    def __init__(self, book, clock, monkeypatch):
        self.book = book
        self.clock = clock
        self.monkeypatch = monkeypatch
        self.random = random.Random(7)
        self.answers = []
        self.environment = {"LANG": "en_US.UTF-8", "XDG_CACHE_HOME": str(book.parent / "cache")}

    def run(self, *arguments):
        """Return what ``cartera arguments…`` did."""
        written, code = self.follow(*arguments)
        out = "".join(text for name, text in written if name == "out")
        return Result(code, out, "".join(text for name, text in written if name == "err"))

    def follow(self, *arguments):
        """Return everything a command wrote, in order, and its exit code."""
        written = []
        world = World(
            clock=self.clock,
            random=self.random,
            environment=self.environment,
            is_interactive=lambda: bool(self.answers),
        )
        with self.monkeypatch.context() as patched:
            patched.setattr(sys, "stdout", Stream("out", written))
            patched.setattr(sys, "stderr", Stream("err", written))
            patched.setattr(sys, "stdin", Answers(self.answers, written))
            code = run(["-C", str(self.book), *arguments], world)
        return written, code


class Answers:
    """A person who types prepared lines."""

    def __init__(self, answers, written):
        self.answers = answers
        self.written = written

    def readline(self):
        line = f"{self.answers.pop(0)}\n" if self.answers else ""
        self.written.append(("err", line or "\n"))
        return line

    def isatty(self):
        return bool(self.answers)


@pytest.fixture
def shell(tmp_path, clock, monkeypatch, new_repository):
    """A shell in a committed copy of the small book."""
    book = tmp_path / "book"
    shutil.copytree(BOOK, book)
    moment = "2026-07-01T09:00:00+02:00"
    dated = {**os.environ, "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
    new_repository(book)
    for arguments in (["add", "-A"], ["-c", "maintenance.auto=false", "commit", "-q", "-m", "Start"]):
        subprocess.run(["git", "-C", str(book), *arguments], check=True, capture_output=True, env=dated)
    monkeypatch.chdir(book)
    return Shell(book, clock, monkeypatch)
