"""Whatever the book holds, the terminal is only given orders of our own: read from a real pseudo-terminal."""

import os

import pytest
from cartera.tests.hostile.conftest import make_hostile
from cartera.tests.outside.terminals import CARTERA, Terminal, bytes_of, foreign_orders, text_of
from cartera.tui.actions.action import Group
from cartera.tui.actions.places import Place
from cartera.tui.actions.table import actions_in

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

ENDS = {"quit", "suspend", "edit-file", "edit-body-file", "editor", "leave"}
"""Actions that end the program or give the terminal away; each has a test of its own."""

WAYS = {
    Place.CLIENTS: [],
    Place.CLIENT: ["end", "enter"],
    Place.RECORD: ["g", "t", "g", "e", "enter"],
    Place.PIPELINE: ["g", "e"],
    Place.TODAY: ["g", "h"],
    Place.SEARCH: ["S"],
    Place.PROBLEMS: ["exclamation_mark"],
    Place.HISTORY: ["enter", "H"],
    Place.LIST: ["g", "t"],
    Place.REVIEW: ["r", "m"],
    Place.NUMBERS: ["g", "k"],
    Place.FORECAST: ["g", "f"],
    Place.INBOX: ["g", "b"],
    Place.BROUGHT: ["g", "n"],
    Place.FILE: ["exclamation_mark", "enter"],
    Place.FORM: ["e"],
}
"""Place → the keys that lead to it from the first screen."""


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory):
    """A hostile book whose branch has a hostile name too."""
    made = make_hostile(tmp_path_factory.mktemp("orders"))
    made.git("checkout", "-q", "-b", "zz\u202eback\u009b31m;$(touch)")
    return made


@pytest.fixture
def open_book(spoilt, tmp_path):
    """Return a function that opens the hostile book in a terminal; what still runs is ended."""
    opened = []

    def begin(size=(100, 30), **environment):
        said = {
            **spoilt.environment,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "EDITOR": "true",
            "ESCDELAY": "25",
            "XDG_STATE_HOME": str(tmp_path / "state"),
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
            **environment,
        }
        terminal = Terminal([*CARTERA, "-C", str(spoilt.book)], said, size=size)
        opened.append(terminal)
        terminal.wait_for("Acme Foods", "Foods")
        terminal.settle()
        return terminal

    yield begin
    for each in opened:
        each.leave()


def is_of(action, place):
    """Return whether an action is tried in a place: movements and what works anywhere are, once, among the clients."""
    return place is Place.CLIENTS or (Place.ANYWHERE not in action.places and action.group is not Group.MOVE)


def check(terminal, deed=""):
    """No order but ours, and no bug; what was seen is forgotten."""
    seen, terminal.seen = terminal.seen, b""
    assert foreign_orders(seen) == [], deed
    _, bug, report = seen.rpartition(b"A mistake in Cartera")
    assert not bug, f"{deed}: {text_of(report)[:900]}"


SAMPLED = frozenset({Place.FILE, Place.HISTORY, Place.NUMBERS, Place.PROBLEMS})
"""Places tried by every check; ``make proof`` tries all of them."""


@pytest.mark.parametrize(
    "place",
    [pytest.param(each, marks=() if each in SAMPLED else pytest.mark.exhaustive) for each in WAYS],
    ids=str,
)
def test_every_action_of_every_place_gives_only_our_orders(open_book, place):
    terminal = open_book()
    terminal.press(*WAYS[place])
    for action in actions_in(place):
        if action.id in ENDS or not action.keys or not is_of(action, place):
            continue
        keys = action.keys[0].split(" ")
        if None in map(bytes_of, keys):
            continue
        terminal.press(*keys)
        terminal.press("escape", "escape", "escape")
        terminal.press("g", "c", *WAYS[place])
        check(terminal, action.id)
    terminal.press("escape", "escape", "ctrl+q")
    check(terminal)


@pytest.mark.exhaustive
def test_every_page_of_the_hostile_clients_is_drawn_with_our_orders(open_book):
    terminal = open_book(size=(120, 40))
    for _ in range(12):
        terminal.press("down", "enter", "right", "right", "right", "escape")
    terminal.press("pagedown", "pagedown", "pagedown", "end")
    check(terminal)


def test_a_hostile_title_typed_into_search_palette_and_filter_stays_text(open_book):
    terminal = open_book()
    for key in ("S", "ctrl+p", "slash", "colon"):
        terminal.press(key)
        terminal.type("zz[/]\x9b31m")
        terminal.press("escape", "escape")
    check(terminal)


def test_the_old_title_of_the_window_comes_back_at_the_end(open_book):
    terminal = open_book()
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert foreign_orders(terminal.seen) == []
    assert b"\x1b]2;Cartera" in terminal.seen
    assert terminal.seen.rindex(b"\x1b[23;2t") > terminal.seen.rindex(b"\x1b]2;")


def test_the_reader_of_orders_finds_what_is_foreign():
    for order in (
        b"\x1b]52;c;x y\x07",
        b"\x1b]0;owned\x07",
        b"\x1b[6n",
        b"\x1b[c",
        b"\x1bc",
        b"a\x07b",
        "\x9b".encode(),
    ):
        assert foreign_orders(b"fine\x1b[1;2H" + order + b"more text") != [], order
    assert foreign_orders(b"\x1b[?1049h\x1b[38;2;1;2;3mtext\r\n\x1b]52;c;YQ==\x07\x1b]2;Cartera - x\x07") == []
