"""What tests of the terminal share: a seller's small book, an app on it, and waiting for conditions."""

import asyncio
import os
import time
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from cartera.schema.language import Language
from cartera.tests.tui.resting import let_pilots_wait_for_rest, let_views_come
from cartera.tui.app import Cartera

FRAMES = Path(__file__).parent / "frames"

PATIENCE = 60
"""Seconds after which a condition is given up: far more than anything takes, so that only a hang fails."""

CLIENT = """
    ---
    title: {title}
    kind: company
    industry: other
    country: "ES"
    tz: Europe/Madrid
    lang: "es"
    currency: EUR
    lifecycle: {lifecycle}
    lifecycle_history:
      - {{at: 2026-01-10T10:00:00+01:00, to: {lifecycle}, by: ana}}
    first_contact_at: 2026-01-10
    source: web
    owner: ana
    ---
    {note}
    """

DEAL = """
    ---
    title: {title}
    kind: new
    pipeline: b2b
    stage: {stage}
    stage_history:
      - {{at: 2026-06-01T10:00:00+02:00, to: {stage}, by: ana}}
    amount: {amount} EUR
    expected_close: {close}
    forecast: pipeline
    next_step: Call purchasing
    next_step_due: {due}
    owner: ana
    ---
    """

USER = """
    ---
    title: Ana Ruiz
    email: ana@example.com
    role: ae
    ---
    """

CALL = """
    ---
    title: First call
    kind: call
    at: 2026-07-10T09:00:00+02:00
    direction: out
    contacts: [eva]
    users: [ana]
    ---
    They want a quote. See [[platform-k3x9]].
    """

CONTACT = """
    ---
    title: Eva Prueba
    job: Buyer
    emails: [eva@example.com]
    ---
    """


def client(title, lifecycle):
    """Return the text of a client."""
    return CLIENT.format(title=title, lifecycle=lifecycle, note="Prefers short calls.")


def deal(title, stage, amount, close="2026-09-30", due="2026-07-21"):
    """Return the text of an opportunity."""
    return DEAL.format(title=title, stage=stage, amount=amount, close=close, due=due)


@pytest.fixture(scope="session", autouse=True)
def _styles_parsed_once():
    """Parse a style sheet once for all apps of the run: Textual parses it twice for each."""
    from textual.css.stylesheet import Stylesheet

    parse, parsed = Stylesheet._parse_rules, {}

    def parse_once(sheet, css, read_from, *words, **named):
        key = (css, read_from, words, tuple(named.items()), tuple(sheet._variables.items()))
        if key not in parsed:
            parsed[key] = parse(sheet, css, read_from, *words, **named)
        return parsed[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parse_once)
        yield


@pytest.fixture(autouse=True)
def _rest_is_known(monkeypatch):
    """Let the pilot wait for what the program still has to do."""
    let_pilots_wait_for_rest(monkeypatch)


@pytest.fixture
def seller_files():
    """The files of a small book: three clients, deals in several stages, a contact, a call."""
    return {
        "cartera.yaml": "name: Prueba\nlanguage: en\n",
        "people/ana/user.md": USER,
        "clients/acme/client.md": client("Acme", "customer"),
        "clients/acme/contacts/eva.md": CONTACT,
        "clients/acme/interactions/2026/2026-07-10-call-a1b2.md": CALL,
        "clients/acme/opportunities/platform-k3x9.md": deal("Platform", "proposal", "48000.00"),
        "clients/acme/opportunities/support-m4n5.md": deal("Support", "qualification", "1200.50", due="2026-07-01"),
        "clients/bold/client.md": client("Bold Foods", "lead"),
        "clients/bold/opportunities/scanner-p6q7.md": deal("Scanners", "prospecting", "9000.00"),
        "clients/calm/client.md": client("Calm Waters", "qualified"),
    }


@pytest.fixture
def wait_until(see):
    """Return a function that lets the app run until a condition holds."""

    async def wait(pilot, condition):
        given_up = time.monotonic() + PATIENCE
        while True:
            await pilot.pause()
            if condition():
                return
            assert time.monotonic() < given_up, "never held; the screen:\n" + "\n".join(see(pilot.app))
            await asyncio.sleep(0.01)

    return wait


@pytest.fixture
def run_app(make_book, clock, wait_until):
    """Return a context manager that runs the app on a book of the given files, open and drawn."""

    @asynccontextmanager
    async def run(files, *, language="en", size=(80, 24), looks=None):
        book = make_book(files)
        app = Cartera(lambda: book, Language(language), clock, looks=looks)
        async with app.run_test(size=size, notifications=True) as pilot:
            await wait_until(pilot, lambda: app.snapshot is not None and app.problem_counts is not None)
            yield app, pilot

    return run


@pytest.fixture
def see():
    """Return a function that gives the lines a person sees on the screen, without blanks at their ends."""

    def lines(app):
        strips = app.screen._compositor.render_strips()
        return [strip.text.rstrip() for strip in strips]

    return lines


@pytest.fixture
def see_when(wait_until, see):
    """Return a function that waits until a text is on the screen and gives all of the screen as one text.

    With what was still being computed for it: the heading of a tab is drawn before what stands below it.
    """

    async def wait(app, pilot, text):
        while True:
            await wait_until(pilot, lambda: text in "\n".join(see(app)))
            await let_views_come(pilot)
            if text in (seen := "\n".join(see(app))):
                return seen

    return wait


@pytest.fixture
def compare():
    """Return a function that holds the lines of a screen to the frame kept under a name, or keeps them anew."""

    def hold(name, lines):
        path = FRAMES / f"{name}.txt"
        text = "\n".join(lines) + "\n"
        if os.environ.get("CARTERA_WRITE_FRAMES"):
            path.write_text(text)
        assert path.is_file(), "write it as the module's docstring says"
        assert text == path.read_text()

    return hold
