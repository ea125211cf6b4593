"""Every screen as it looks in each state of a book, at both sizes, in both languages: one kept file a walk.

After a wanted change: ``CARTERA_WRITE_FRAMES=1 .venv/bin/pytest tests/tui/test_every_screen.py``, then read the
difference.
"""

import asyncio
import difflib
import os
import shutil
import time
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
from textual import events

pytestmark = pytest.mark.exhaustive


FRAMES = Path(__file__).parent / "frames" / "walks"
SIZES = [(80, 24), (120, 40)]
PATIENCE = 60
"""Seconds after which a screen that never rests is given up."""
CALM = 2
"""How often in a row a screen must look the same to be at rest."""

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
  ask the past: /
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
conflicts: g b
problems: !
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

NAMES = {"/": "slash", "?": "question_mark", "!": "exclamation_mark", ":": "colon", "*": "asterisk", "+": "plus"}
NAMES |= {"=": "equals_sign", " ": "space", ">": "greater_than_sign", "@": "at", ",": "comma", "-": "minus"}
CHARACTERS = {name: character for character, name in NAMES.items()}

USER = "---\ntitle: {name}\nemail: {handle}@example.com\nrole: ae\ntz: Europe/Madrid\n---\n"
CLIENT = """\
---
title: {title}
kind: company
industry: other
country: "ES"
tz: Europe/Madrid
lang: "es"
currency: EUR
lifecycle: customer
lifecycle_history:
  - {{at: 2026-01-10T10:00:00+01:00, to: customer, by: ana}}
first_contact_at: 2026-01-10
source: web
owner: ana
---
{title}
"""
DEAL = """\
---
title: {title}
kind: new
pipeline: b2b
stage: {stage}
stage_history:
  - {{at: 2026-06-01T10:00:00+02:00, to: {stage}, by: ana}}
amount: {amount} EUR
expected_close: 2026-09-30
forecast: pipeline
next_step: {title}
next_step_due: 2026-07-18
owner: ana
{more}---
{title}
"""
CONFLICT = (
    "conflicts:\n  - {id: 963724fa8a3f, field: amount, base: 40000.00 EUR, kept: 48000.00 EUR, kept_by: Ana, "
    'kept_at: "2026-07-14T09:31:00+02:00", other: 51000.00 EUR, other_by: Eva}\n'
)
CONTACT = "---\ntitle: {title}\njob: {title}\nemails: [eva@example.com]\n---\n"
CALL = """\
---
title: {title}
kind: call
at: 2026-07-10T09:00:00+02:00
direction: out
contacts: [eva]
users: [ana]
---
{title}
"""
TASK = (
    "---\ntitle: {title}\nassignee: ana\nstatus: open\nimportance: 1\ndue: 2026-07-16\npromised_to_client: true\n---\n"
)
CASE = """\
---
title: {title}
kind: incident
severity: 1
status: received
status_history:
  - {{at: 2026-07-20T09:10:00+02:00, to: received, by: ana}}
received_at: 2026-07-20T09:10:00+02:00
received_via: phone
owner: ana
---
{title}
"""
INTEL = "---\ntitle: {title}\nkind: news\ndate: 2026-07-12\nsource: {title}\nimpact: 2\nso_what: {title}\n---\n"
ASSET = '---\ntitle: {title}\nkind: brochure\nlang: "en"\nversion: 1\nowner: ana\n---\n'

LONG = [
    '"A very long name that nobody can read to its end in a line of eighty cells, nor of a hundred and twenty"',
    '"漢字の名前はとても長くて画面の幅に収まりません ☕ 👩‍💻 naïve"',
    '"[bold]Renewal [Q3] [/] \\e[31mred \\u202eback שלום"',
]


def files_of(*titles):
    """Return one record of the main types for each title."""
    files = {
        "cartera.yaml": "name: Prueba\nlanguage: en\n",
        "people/ana/user.md": USER.format(name="Ana Ruiz", handle="ana"),
        "people/marc/user.md": USER.format(name="Marc Soler", handle="marc"),
    }
    stages = ("proposal", "negotiation", "prospecting")
    for number, title in enumerate(titles):
        client = f"clients/c{number}"
        more = CONFLICT if number == 0 else ""
        files |= {
            f"{client}/client.md": CLIENT.format(title=title),
            f"{client}/contacts/eva.md": CONTACT.format(title=title),
            f"{client}/interactions/2026/2026-07-10-call-a1b{number}.md": CALL.format(title=title),
            f"{client}/opportunities/platform-k3x{number}.md": DEAL.format(
                title=title, stage=stages[number], amount=f"{48000 * 31**number}.00", more=more
            ),
            f"{client}/tasks/task-a1b{number}.md": TASK.format(title=title),
            f"{client}/cases/2026-07-20-line-g7h{number}.md": CASE.format(title=title),
            f"market/2026/2026-07-12-news-n4p{number}.md": INTEL.format(title=title),
            f"library/leaflet-s6t{number}.md": ASSET.format(title=title),
        }
    return files


BROKEN = {
    "clients/torn/client.md": "---\ntitle: Torn\ntitle: twice\n---\n",
    "clients/c0/opportunities/torn-r2s3.md": "---\ntitle: Torn\nstage: a: b\n---\n",
    "clients/c0/opportunities/wrong-t4v5.md": "---\ntitle: Wrong\nstage: sometime\namount: much\nowner: nobody\n---\n",
    "clients/wrong/client.md": "---\ntitle: Wrong\nlifecycle: sometimes\nemployees: many\nlifecicle: lead\n---\n",
    "clients/wrong/tasks/wrong-w6x7.md": "---\ntitle: Wrong\ndue: tomorrow\nassignee: nobody\nimportance: 9\n---\n",
}
STATES = {
    "empty": {key: text for key, text in files_of().items() if "marc" not in key},
    "one": files_of("Acme"),
    "long": files_of(*LONG),
    "broken": files_of("Acme") | BROKEN,
}
"""Files of the books; the one of many records is the sample book."""


def steps():
    """Return name, keys and whether all is closed before, of every frame."""
    for line in WALK.strip().splitlines():
        name, keys = line.split(": ", 1)
        yield name.strip(), list(presses(keys)), not line.startswith(" ")


def presses(keys):
    """Return the keys as Textual names them, one at a time; what stands between quotes is typed in one go."""
    for number, part in enumerate(keys.split('"')):
        if number % 2:
            yield [NAMES.get(each, each) for each in part]
        else:
            yield from ([NAMES.get(each, each)] for each in part.split())


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


def waits(app):
    """Return whether something is put off or under way that will yet be done or drawn."""
    screen = app.screen
    timers = [each for each in app._timers if each._repeat is not None and each._task and not each._task.done()]
    drawing = screen._layout_required or screen._dirty_widgets or screen._callbacks or not screen._running
    pumps = [app, *screen.walk_children(with_self=True)]
    asked = any(each._next_callbacks or each.message_queue_size or not each._is_mounted for each in pumps)
    return bool(timers or drawing or asked)


async def rest(app, pilot, see):
    """Wait until nothing is under way and the screen stays the same; return its lines.

    Textual's own pause sleeps until the processor is calm, which on a busy machine it is not.
    """
    given_up, before, same = time.monotonic() + PATIENCE, None, 0
    while same < CALM:
        for thread in (app.bridge._writer, app.bridge._reader):
            await asyncio.wrap_future(thread.submit(lambda: None))
        app.clear_notifications()
        await pilot._wait_for_screen()
        app.screen._on_timer_update()
        now = see(app)
        same = same + 1 if now == before and not waits(app) else 0
        before = now
        assert time.monotonic() < given_up, "never rests:\n" + "\n".join(now)
    return before


async def press(app, pilot, see, keys):
    """Press keys as the terminal does, and wait until what they do is done."""
    for key in keys:
        app._driver.send_message(events.Key(key, key if len(key) == 1 else CHARACTERS.get(key)))
    return await rest(app, pilot, see)


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
