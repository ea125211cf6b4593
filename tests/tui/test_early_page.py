"""The first page that is drawn before the screens: it shows what they show, or nothing."""

import io
import json
import os
import sys

import pyte
import pytest
from cartera.records.files.private import PrivateFolder
from cartera.schema.language import Language
from cartera.tui.early import page as early
from cartera.tui.early.learning import keep_paint, paint_of
from cartera.tui.early.page import LEAVE, SWITCH, FirstPage
from cartera.tui.early.paint import FILE, Paint, key_of, read_paint
from cartera.tui.scribe import Scribe
from cartera.tui.widgets.record_table import RecordTable

SIZES = [(80, 24), (120, 40), (40, 12)]


class Terminal(io.StringIO):
    """A terminal that keeps what is written to it."""

    def isatty(self):
        return True

    def fileno(self):
        return 2


@pytest.fixture
def terminal(monkeypatch):
    """The terminal that the early page is written to."""
    found = Terminal()
    monkeypatch.setattr(sys, "__stderr__", found)
    return found


@pytest.fixture
def first_page(tmp_path, monkeypatch):
    """Return a function that gives the page of a person's next start in a window of a size."""

    def make(size, language="en", environment=None):
        monkeypatch.setattr(os, "get_terminal_size", lambda _=0: os.terminal_size(size))
        mine, person = PrivateFolder(tmp_path / "mine"), PrivateFolder(tmp_path / "person")
        return FirstPage(mine, person, Language(language), None, environment or {"TERM": "xterm"})

    return make


def learn(app, page):
    """Let the page learn from the app that stands."""
    app.scribe.close()
    app.scribe = Scribe(page._private)
    keep_paint(app, page)
    app.scribe.close()


def shown(text, size):
    """Return what a terminal shows that was sent ``text``."""
    screen = pyte.Screen(*size)
    pyte.Stream(screen).feed(text.replace(early.ENTER, ""))
    return [line.rstrip() for line in screen.display]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "es"])
async def test_the_next_start_shows_early_what_the_screens_show(
    run_app, seller_files, see, first_page, terminal, size, language
):
    page = first_page(size, language)
    async with run_app(seller_files, size=size, language=language) as (app, _pilot):
        learn(app, page)
        page.draw(app.bridge._ready())
        early_lines, lines = shown(terminal.getvalue(), size), see(app)
        room = app.screen.query_one(RecordTable).room
    assert [line[:room].rstrip() for line in early_lines[1:-1]] == [line[:room].rstrip() for line in lines[1:-1]]
    assert early_lines[-1] == lines[-1]
    assert early_lines[0].split("  ")[0] == lines[0].split("  ")[0]


async def test_its_rows_have_the_looks_of_the_screens(run_app, seller_files, first_page, terminal):
    page = first_page((80, 24))
    async with run_app(seller_files) as (app, _pilot):
        paint = paint_of(app, app.screen.query_one(RecordTable), page.key_at(80, 24))
        learn(app, page)
        page.draw(app.bridge._ready())
    assert {"bar", "head", "ground", "", "cursor:"} <= paint.looks.keys()
    for meaning in ("bar", "head", "", "cursor:"):
        assert f"\x1b[0;{paint.looks[meaning]}m" in terminal.getvalue()


async def test_it_begins_where_the_list_was_left(run_app, seller_files, first_page, terminal):
    page = first_page((80, 24))
    async with run_app(seller_files) as (app, _pilot):
        learn(app, page)
        page._private.write("lists.json", json.dumps({"clients": {"cursor": "clients/calm/client"}}).encode())
        page.draw(app.bridge._ready())
    assert next(line for line in shown(terminal.getvalue(), (80, 24)) if line.startswith(">")).startswith(">  Calm")


@pytest.mark.parametrize("left", [{"query": "acme"}, {"order": "title-"}, {"group": "tier"}, {"view": "Mine"}])
async def test_a_list_left_otherwise_is_left_to_the_screens(run_app, seller_files, first_page, terminal, left):
    page = first_page((80, 24))
    async with run_app(seller_files) as (app, _pilot):
        learn(app, page)
        page._private.write("lists.json", json.dumps({"clients": left}).encode())
        page.draw(app.bridge._ready())
    assert not terminal.getvalue()


@pytest.mark.parametrize(
    ("size", "language", "environment"),
    [
        ((81, 24), "en", {"TERM": "xterm"}),
        ((80, 24), "es", {"TERM": "xterm"}),
        ((80, 24), "en", {"TERM": "linux"}),
        ((80, 24), "en", {"TERM": "xterm", "NO_COLOR": "1"}),
        ((80, 24), "en", {"TERM": "xterm", SWITCH: "1"}),
    ],
)
async def test_where_the_looks_may_be_others_nothing_is_drawn_early(
    run_app, seller_files, first_page, terminal, size, language, environment
):
    async with run_app(seller_files) as (app, _pilot):
        learn(app, first_page((80, 24)))
        first_page(size, language, environment).draw(app.bridge._ready())
    assert not terminal.getvalue()


async def test_hostile_names_are_drawn_as_text(run_app, seller_files, first_page, terminal):
    path = "clients/acme/client.md"
    hostile = '"A\\x1b]52;c;AAAA\\x07\\u202e\\nB"'
    files = seller_files | {path: seller_files[path].replace("Acme", hostile)}
    files["schema/client.yaml"] = f"extends: client\nfields:\n  lifecycle: {{label: {hostile}}}\n"
    page = first_page((80, 24))
    async with run_app(files) as (app, _pilot):
        learn(app, page)
        page.draw(app.bridge._ready())
    assert terminal.getvalue().count("52;c;") == 2
    assert not {"\x07", "\u202e", "\n"} & set(terminal.getvalue())
    assert "\x1b]" not in terminal.getvalue()


async def test_it_says_that_files_are_still_looked_at(run_app, seller_files, first_page, terminal):
    page = first_page((80, 24))
    async with run_app(seller_files) as (app, _pilot):
        learn(app, page)
        page.draw(app.bridge._ready(), checking=True)
    assert shown(terminal.getvalue(), (80, 24))[0].endswith("checking files...")


async def test_it_is_taken_away_where_the_screens_do_not_come(run_app, seller_files, first_page, terminal):
    page = first_page((80, 24))
    async with run_app(seller_files) as (app, _pilot):
        learn(app, page)
        page.leave()
        assert not terminal.getvalue(), "nothing was drawn"
        page.draw(app.bridge._ready())
        page.leave()
        assert terminal.getvalue().endswith(LEAVE)
        sent = terminal.getvalue()
        page.draw(app.bridge._ready())
        page.hand_over()
        page.leave()
        assert terminal.getvalue().count(LEAVE) == sent.count(LEAVE)


@pytest.mark.parametrize(
    "said",
    [
        None,
        {},
        ["key", 1, 20],
        ["other", 1, 20, 70, {}, []],
        ["key", "x", 20, 70, {}, []],
        ["key", 1, 20, 70, {"": "1m\x1b]0;x"}, []],
        ["key", 1, 20, 70, {}, [["text", "m evil"]]],
        ["key", 1, 20, 70, {}, ["text"]],
    ],
)
def test_kept_paint_that_is_damaged_counts_for_nothing(said):
    assert read_paint(said, "key") is None


def test_paint_is_read_as_it_was_kept():
    paint = Paint("key", 1, 20, 70, {"": "1;38;5;75"}, (("? Help", "1"),))
    assert read_paint(json.loads(paint.content()), "key") == paint
    assert FILE.endswith(".json")


def test_another_login_from_afar_is_no_reason_to_learn_anew():
    def key(**environment):
        return key_of({"TERM": "xterm", "TERM_SESSION_ID": "a", **environment}, (80, 24), "en", None, None)

    assert key(SSH_TTY="/dev/pts/1") == key(SSH_TTY="/dev/pts/2", TERM_SESSION_ID="b")
    assert key(SSH_TTY="/dev/pts/1") != key()
    assert key(LC_ALL="C") != key()
