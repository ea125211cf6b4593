"""What tests of real terminals share: a small book, an environment, and programs that are ended afterwards."""

import os

import pytest
from cartera.tests.hostile.conftest import GOOD, commit_all, environment_of, write_files
from cartera.tests.outside.servers import serving
from cartera.tests.outside.terminals import CARTERA, Terminal


@pytest.fixture(scope="session")
def book_folder(tmp_path_factory):
    """A small sound book, made once."""
    folder = tmp_path_factory.mktemp("outside")
    write_files(folder / "book", GOOD)
    commit_all(folder / "book", environment_of(folder / "home"))
    return folder / "book"


@pytest.fixture
def surroundings(tmp_path):
    """The environment of a program: a home of its own and a terminal of many colours."""
    return {
        **environment_of(tmp_path / "home"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "TERM": "xterm-256color",
        "ESCDELAY": "25",
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
    }


@pytest.fixture
def start(book_folder, surroundings):
    """Return a function that starts Cartera in a terminal; what still runs at the end is ended."""
    started = []

    def begin(*arguments, size=(80, 24), folder="/", without=(), **environment):
        said = {name: value for name, value in {**surroundings, **environment}.items() if name not in without}
        terminal = Terminal([*CARTERA, *(arguments or ("-C", str(book_folder)))], said, size=size, folder=folder)
        started.append(terminal)
        return terminal

    yield begin
    for each in started:
        each.leave()


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """An SSH server of these tests' own."""
    with serving(tmp_path_factory.mktemp("ssh")) as running:
        yield running
