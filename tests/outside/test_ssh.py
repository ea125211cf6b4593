"""The main job by keys through a real SSH server on this machine; left out where none is installed."""

import itertools
import json
import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest
from cartera.tests.outside.servers import SSHD, open_over
from cartera.tests.outside.terminals import CARTERA, PATIENCE, foreign_orders

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(not (SSHD and shutil.which("ssh")), reason="no SSH server or client is installed"),
]


@pytest.fixture
def own_book(tmp_path, surroundings, book_folder):
    """A copy of the small book to write into."""
    shutil.copytree(book_folder, tmp_path / "book")
    return tmp_path / "book"


@pytest.fixture
def connect(server, surroundings, own_book, tmp_path):
    """Return a function that opens the book over the connection and gives the terminal."""
    opened = []

    def begin(size=(80, 24), language="en"):
        arguments = [*CARTERA, "-C", str(own_book), "--lang", language]
        terminal = open_over(server, arguments, surroundings, size=size, noting=tmp_path / "pid")
        opened.append(terminal)
        terminal.wait_for("Acme Foods")
        terminal.settle()
        return terminal

    yield begin
    for each in opened:
        each.leave()


def pid_of(tmp_path):
    return int((tmp_path / "pid").read_text())


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/status")
    return not (status.is_file() and "State:\tZ" in status.read_text())


def wait_until_gone(pid):
    given_up = time.monotonic() + PATIENCE
    while is_running(pid):
        assert time.monotonic() < given_up, "it still runs"
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("language", "title", "board"), [("en", "Log: Acme", "Qualification"), ("es", "Registrar: Acme", "Cualificaci")]
)
@pytest.mark.parametrize(
    "size",
    [pytest.param((80, 24), id="80x24"), pytest.param((120, 40), id="120x40", marks=pytest.mark.exhaustive)],
)
def test_the_main_job_is_done_by_keys(connect, own_book, size, language, title, board):
    terminal = connect(size, language)
    terminal.press("slash")
    terminal.type("acme")
    terminal.press("enter", "enter")
    terminal.press("l")
    terminal.wait_for(title)
    terminal.type("call: they liked it > send the offer @friday")
    terminal.press("enter")
    terminal.wait_for("“they liked it”", "«they liked it»")
    # No Esc before other keys: where the connection brings both at once they are one key with Alt.
    terminal.press("g", "e")
    terminal.wait_for(board)
    terminal.press("greater_than_sign")
    terminal.settle()
    terminal.press("u", "g", "h")
    terminal.wait_for("send the offer")
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert foreign_orders(terminal.seen) == []
    logged = [each.read_text() for each in own_book.glob("clients/acme/interactions/**/*.md")]
    assert any("they liked it" in text for text in logged)
    assert any("send the offer" in each.read_text() for each in own_book.glob("clients/acme/tasks/*.md"))


def test_the_screen_follows_the_window(connect):
    terminal = connect((80, 24))
    before = len(terminal.seen)
    terminal.resize(120, 40)
    os.kill(terminal.child, signal.SIGWINCH)
    terminal.wait_for("Makes biscuits", "Second line", since=before)
    terminal.press("ctrl+q")
    assert terminal.end() == 0


GAP = 0.04
"""Seconds between two keys of somebody who types fast."""
TYPING_LOST, GONE = 1.0, 3.0
"""Seconds: of typing that a dropped line may cost, and until the program is gone."""
SEED = 20260714


def type_until(terminal, seconds):
    """Type counted words for some time; return what was typed, and when each letter was sent."""
    typed, sent = "", []
    letters = itertools.chain.from_iterable(f"word{number} " for number in itertools.count())
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        letter = next(letters)
        os.write(terminal.line, letter.encode())
        typed += letter
        sent.append(time.monotonic())
        while time.monotonic() - sent[-1] < GAP:
            terminal.read(GAP / 4)
    return typed, sent


def kept_of(tmp_path, typed):
    """Return how many of the letters typed stand in a draft."""
    texts = [json.dumps(json.loads(each.read_text())) for each in tmp_path.glob("state/**/draft-*.json")]
    return max((count for count in range(len(typed) + 1) for text in texts if typed[:count].strip() in text), default=0)


def drop_while_typing(connect, tmp_path, form, seconds):
    """Take the connection away in the middle of typing; return seconds of typing lost and until the program was gone."""
    terminal = connect()
    key, sign = FORMS[form]
    before = len(terminal.seen)
    terminal.press(key)
    terminal.wait_for(sign, since=before)
    terminal.press("end")
    pid = pid_of(tmp_path)
    typed, sent = type_until(terminal, seconds)
    dropped = time.monotonic()
    os.kill(terminal.child, signal.SIGKILL)
    wait_until_gone(pid)
    gone = time.monotonic() - dropped
    kept = kept_of(tmp_path, typed)
    lost = dropped - sent[kept] if kept < len(sent) else 0.0
    terminal.end()
    return lost, gone


def discard_what_is_offered(connect):
    terminal = connect()
    terminal.wait_for("Continue the draft")
    terminal.press("d")
    terminal.press("ctrl+q")
    terminal.end()


FORMS = {"a form": ("e", "All fields"), "a line": ("l", "Log: ")}
"""The key that opens what is typed into, and what is drawn when it is open."""


@pytest.mark.parametrize("form", [pytest.param("a form", marks=pytest.mark.exhaustive), "a line"])
def test_what_was_typed_when_the_connection_dropped_is_offered_again(connect, tmp_path, form):
    lost, _ = drop_while_typing(connect, tmp_path, form, 0.8)
    assert lost < PATIENCE
    discard_what_is_offered(connect)


@pytest.mark.exhaustive
@pytest.mark.timeout(1200)
def test_a_connection_dropped_at_any_moment_costs_a_second_of_typing_at_most(connect, tmp_path):
    chance = random.Random(SEED)
    rounds = []
    for number in range(20):
        form = "a line" if number % 3 == 2 else "a form"
        rounds.append(drop_while_typing(connect, tmp_path, form, chance.uniform(0.3, 5.0)))
        discard_what_is_offered(connect)
    lost, gone = map(max, zip(*rounds, strict=True))
    sys.stdout.write(
        f"{len(rounds)} dropped connections, seed {SEED}: at most {lost:.2f} s of typing lost, "
        f"every draft offered, gone within {gone:.2f} s\n"
    )
    assert lost <= TYPING_LOST
    assert gone <= GONE
