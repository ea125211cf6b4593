"""Every screen as it looks in each state of a book, at both sizes, in both languages: one kept file a walk.

After a wanted change: ``CARTERA_WRITE_FRAMES=1 .venv/bin/pytest tests/tui/test_every_screen.py``, then read the
difference.
"""

import difflib
import os
import shutil
from pathlib import Path

import pytest
from cartera.docs.stage import clock as stage_clock
from cartera.docs.stage import write_stage
from cartera.records.book import Book
from cartera.schema.language import LANGUAGES, Language
from cartera.tui.app import Cartera
from cartera.tui.first.beginnings import Beginnings
from cartera.tui.first.welcome_app import WelcomeApp
from cartera.tui.looks.traits import Looks

from .walking import STATES, press, presses, rest

pytestmark = pytest.mark.exhaustive


FRAMES = Path(__file__).parent / "frames" / "walks"
SIZES = [(80, 24), (120, 40)]
WALK = """
clients: g c
  filter: / "a"
  client: enter enter
  its history: right
  its last tab: left left
clients, order: escape o
clients, columns: g c C
clients, groups: g c B
clients, views: g c v
clients marked: g c *
  who gets them: D
  what that changes: "an" enter
pipeline: g e
  move: m
  what a move asks: down enter
form: g e e
  form, another value: down down "a lot"
  form, what fits: up ctrl+n
  form, all fields: escape ctrl+o
  form, leave: escape
record: g e enter
  one field: i
history: g e H
  ask the past: / "field:stage"
  who did it: escape B "who" enter
  by save again: B "save" enter
copy: g e y
rename: g e R
delete: g e X
pipeline, views: g e v
  pipeline as a table: enter
today: g h
  why: =
today, by score: g h -
  put off: z
today, under headings: g h -
today, grouped: g h B "assignee" enter
  in no groups: B enter
today, filtered: g h / "e" enter
  all again: escape
today, all marked: g h *
  none marked: *
today, preview: g h P
delegate: g h D
follow up: g h f
morning, what changed: g c r m
  morning, overdue: tab
  morning, meetings: tab
  morning, in danger: tab
  morning, priorities: tab
evening, done: g c r e
  evening, not logged: tab
  evening, unanswered: tab
  evening, promises: tab
  evening, tomorrow: tab
tasks: g t
proposals: g p
renewals: g r
cases: g s
voice of the customer: g v
agenda: g a
market: g m
library: g l
development: g d
team: g q
any list: g o
numbers: g k
  number: enter
  number broken down: B
forecast: g f
  submit: w
numbers, by family: g k B "family" enter
  in no groups: B enter
conflicts: g b
  what all of them take: * O
  only some: escape escape / "kind:copy"
problems: escape !
  by file: B "file" enter
  not by file: B enter
  file: enter
search: g c * S "call"
  found, marked: tab *
books: g c g B
new: g c n
log: g c l "call eva 20m: fine > send it @friday"
task: g c t
palette: g c ctrl+p "pla"
help: g c ?
command line: g c : "list opp"
what may follow: g c g
tour: g c f6
drafts: f6 g c g w
undo: g h + g c U
"""
"""Name and keys of each frame. Before an unindented line all is closed; an indented one goes on from the line before."""


def steps():
    """Return name, keys and whether all is closed before, of every frame."""
    for line in WALK.strip().splitlines():
        name, keys = line.split(": ", 1)
        yield name.strip(), list(presses(keys)), not line.startswith(" ")


@pytest.fixture(scope="session")
def sample_book(tmp_path_factory):
    root = tmp_path_factory.mktemp("sample") / "book"
    write_stage(root)
    return root


@pytest.fixture
def book_in(make_book, sample_book, clock, tmp_path, monkeypatch):
    """Return a function that opens the book of a state, whose commits are of one moment."""

    def open_it(state):
        for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
            monkeypatch.setenv(name, "2026-07-13T09:00:00+02:00")
        if state != "many":
            return make_book(STATES[state])
        shutil.copytree(sample_book, tmp_path / "book")
        return Book(tmp_path / "book", stage_clock)

    return open_it


def compare(name, text):
    path = FRAMES / f"{name}.txt"
    if os.environ.get("CARTERA_WRITE_FRAMES"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    assert path.is_file(), "write it as the module's docstring says"
    kept = path.read_text().splitlines()
    different = difflib.unified_diff(kept, text.splitlines(), "kept", "now", lineterm="")
    assert text.splitlines() == kept, "\n".join(different)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
@pytest.mark.parametrize("state", ["empty", "one", "many", "long", "broken"])
async def test_every_screen_looks_as_it_is_kept(book_in, see, clock, state, size, language):
    book = book_in(state)
    present = stage_clock if state == "many" else clock
    app, drawn, before = Cartera(lambda: book, Language(language), present), [], None
    async with app.run_test(size=size, notifications=True) as pilot:
        while app.problem_counts is None:
            await pilot.pause()
        await rest(app, pilot, see)
        for name, keys, closes in steps():
            while closes and len(app.screen_stack) > app.FIRST_LEVEL:
                app.pop_screen()
            for group in keys:
                await press(app, pilot, see, group)
            app.clear_notifications()  # a toast goes when its time is up, which is no matter of the screen
            now = await rest(app, pilot, see)
            drawn += [f"======== {name}", *(now if now != before else ["the same"])]
            before = now
    compare(f"{state}-{size[0]}x{size[1]}-{language}", "\n".join(drawn) + "\n")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_without_a_book_or_without_room_it_looks_as_it_is_kept(book_in, see, see_when, clock, language):
    drawn = []
    for size in SIZES:
        ways = Beginnings(Path("/h"), (Path("/h/old"),), Path("/h/demo"), print, print, print, print)
        app = WelcomeApp(ways, Language(language), Looks())
        async with app.run_test(size=size) as pilot:
            await see_when(app, pilot, "git")
            drawn += [f"======== first run, {size[0]}x{size[1]}", *see(app)]
    book = book_in("one")
    app = Cartera(lambda: book, Language(language), clock)
    async with app.run_test(size=(30, 8)) as pilot:
        await see_when(app, pilot, "40x10")
        drawn += ["======== too small", *see(app)]
    compare(f"first-{language}", "\n".join(drawn) + "\n")
