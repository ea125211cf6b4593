"""What tests of several areas share: git without the machine's configuration, and a small book under it."""

import gc
import marshal
import os
import shutil
import subprocess
import textwrap
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings

MEMORY_DISK = Path("/dev/shm")
ENOUGH = 2 << 30
"""Bytes that must be free on a disk in memory before the tests' folders go there."""


def pytest_configure():
    """Hold nobody to a time, and put the folders of tests on a disk in memory.

    A busy machine makes any case slow now and then. A run makes 150,000 files, and a real disk waits for each.
    """
    settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("patient")
    if MEMORY_DISK.is_dir() and os.access(MEMORY_DISK, os.W_OK) and shutil.disk_usage(MEMORY_DISK).free > ENOUGH:
        runs_programs = not os.statvfs(MEMORY_DISK).f_flag & os.ST_NOEXEC
        if runs_programs:
            os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY_DISK))


TOGETHER = frozenset(
    {
        "tests/demo/test_demo.py",
        "tests/hostile/test_commands.py",
        "tests/hostile/test_many.py",
        "tests/hostile/test_repository.py",
        "tests/hostile/test_settings.py",
        "tests/outside/test_orders.py",
    }
)
"""Files whose tests share something that is costly to make: each goes to one worker, before the others."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Let the tests of such a file go to one worker, and every other test to whoever is free."""
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            file = nodeid.partition("::")[0]
            return file if file in TOGETHER else nodeid

    return Scheduling(config, log)


def pytest_collection_finish():
    """Take what collecting made out of the collector's rounds: it lives as long as the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _own_declarations_parsed_once():
    """Parse our YAML once for all books of the run, as the cache folder does for a person's."""
    from cartera.records import own_trees

    kept = {folder: marshal.dumps(own_trees.read_own_trees(folder)) for folder in ("types", "packs")}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(own_trees, "read_own_trees", lambda folder: marshal.loads(kept[folder]))
        yield


@pytest.fixture(autouse=True)
def _own_git_configuration(tmp_path_factory, monkeypatch):
    """Let no configuration of the machine reach the tests."""
    # Not numbered by pytest, which lists the folder for each new one: thousands of lists of thousands.
    home = tmp_path_factory.getbasetemp() / f"home-{os.urandom(8).hex()}"
    home.mkdir()
    (home / "gitconfig").write_text("[user]\n\tname = Ana Prueba\n\temail = ana@example.com\n")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "EMAIL", "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL"):
        monkeypatch.delenv(name, raising=False)
    yield
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def git(tmp_path):
    """Return a function that runs plain git in the test's folder, as a person would."""

    def run(*arguments, check=True, stdin=None):
        done = subprocess.run(
            ["git", "-C", str(tmp_path), *arguments], input=stdin, capture_output=True, text=True, check=False
        )
        assert not check or done.returncode == 0, done.stderr
        return done.stdout.strip()

    return run


@pytest.fixture(scope="session")
def new_repository(tmp_path_factory):
    """Return a function that makes a folder an empty repository: thousands are made, and a copy costs a third of git."""
    made = tmp_path_factory.mktemp("empty")
    alone = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", "init", "-q", "-b", "main", "--template=", str(made)], check=True, env=alone)

    def make(folder):
        if not (folder / ".git").exists():
            shutil.copytree(made / ".git", folder / ".git")

    return make


@pytest.fixture
def committed_book(tmp_path, git, new_repository):
    """Return the folder of a book with one client and one commit."""
    new_repository(tmp_path)
    (tmp_path / "cartera.yaml").write_text("name: Prueba\n")
    client = tmp_path / "clients/acme/client.md"
    client.parent.mkdir(parents=True)
    client.write_text("---\ntitle: Acme\nowner: ana\nstage: lead\n---\nNotes.\n")
    git("add", "-A")
    git("commit", "-q", "-m", "Start")
    return tmp_path


@pytest.fixture
def clock():
    """A clock that stands at one moment of the demo year."""
    moment = datetime(2026, 7, 20, 9, 30, tzinfo=ZoneInfo("Europe/Madrid"))
    return lambda: moment


@pytest.fixture
def make_book(tmp_path, clock, new_repository):
    """Return a function that makes a book of the given files, commits them and opens it."""

    from cartera.records.book import Book

    opened = []

    def make(files, *, folder="book", cache=None):
        root = tmp_path / folder
        for path, text in {"cartera.yaml": "name: Prueba\n", **files}.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text if isinstance(text, bytes) else textwrap.dedent(text).lstrip("\n").encode())

        def git(*arguments):
            subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True)

        new_repository(root)
        git("add", "-A")
        # Whether it is time to tidy up need not be looked at in a repository of one commit.
        git("-c", "maintenance.auto=false", "commit", "-q", "-m", "Start")
        opened.append(Book(root, clock, cache=cache))
        return opened[-1]

    yield make
    for book in opened:
        book.close()


@pytest.fixture(scope="session")
def shared():
    """Return the shared domain folder beside the repository; tests that need it skip where it is absent."""
    folder = Path(__file__).resolve().parents[1].parent / "shared"
    if not folder.is_dir():
        pytest.skip("the shared domain folder is not beside the repository")
    return folder


@pytest.fixture
def living_git():
    """Starts a git in a folder that lives until its input is closed; it has answered, so it is one by its name."""

    def start(folder):
        command = ["git", "hash-object", "--stdin-paths"]
        git = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        git.stdin.write(b".git/HEAD\n")
        git.stdin.flush()
        assert git.stdout.readline()
        return git

    return start
