"""The program in a real pseudo-terminal: the bytes it sends, and that it ends."""

import fcntl
import json
import os
import pathlib
import pty
import re
import select
import signal
import struct
import sys
import termios
import time

import pytest
from cartera.records.files.compose import compose

pytestmark = pytest.mark.slow

PATIENCE = 60
HOSTILE = "zz\x1b]52;c;aGFjaw==\x07 \x9b31m \u202eback [@click=app.quit]x[/]"


class Terminal:
    """A child with a terminal of 100 columns of which this test is the screen and keyboard."""

    def __init__(self, root, *, before=""):
        self.seen = b""
        code = f"{before}\nfrom cartera.cli.main import main\nmain()"
        self.child, self.line = pty.fork()
        if self.child == 0:
            os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8")
            os.chdir("/")
            os.execv(sys.executable, [sys.executable, "-c", code, "-C", str(root)])
        fcntl.ioctl(self.line, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))

    def wait_for(self, text):
        given_up = time.monotonic() + PATIENCE
        while text not in self.seen:
            assert time.monotonic() < given_up, self.seen[-2000:]
            if select.select([self.line], [], [], 0.2)[0]:
                self.seen += os.read(self.line, 65536)

    def press(self, keys):
        os.write(self.line, keys)

    def wait_for_end(self):
        given_up = time.monotonic() + PATIENCE
        while time.monotonic() < given_up:
            ended, status = os.waitpid(self.child, os.WNOHANG)
            if ended:
                return os.waitstatus_to_exitcode(status)
            try:
                if select.select([self.line], [], [], 0.1)[0]:
                    self.seen += os.read(self.line, 65536)
            except (OSError, ValueError):
                time.sleep(0.05)
        os.kill(self.child, signal.SIGKILL)
        pytest.fail("it did not end")


@pytest.fixture
def hostile_root(make_book):
    tree = {"title": HOSTILE, "lifecycle": "lead"}
    return make_book({"clients/c/client.md": compose(tree, f"{HOSTILE}\n", list(tree))}).root


def test_no_byte_of_a_record_is_an_order_to_the_terminal(hostile_root):
    terminal = Terminal(hostile_root)
    terminal.wait_for(b"zz")
    terminal.press(b"\r")
    terminal.wait_for(b"clients/c/client.md")
    terminal.press(b"\x11")
    assert terminal.wait_for_end() == 0
    assert b"\x1b]52" not in terminal.seen
    assert not re.search("[\u0080-\u009f\u202e]", terminal.seen.decode("utf-8", "replace"))


def test_it_ends_when_the_connection_is_lost_and_nobody_tells(hostile_root):
    terminal = Terminal(hostile_root, before="import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)")
    terminal.wait_for(b"zz")
    os.close(terminal.line)
    terminal.line = -1
    terminal.wait_for_end()


def wait_until(condition):
    given_up = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < given_up
        time.sleep(0.05)


def state_files(pattern):
    return list((pathlib.Path(os.environ["HOME"]) / ".local/state/cartera").glob(f"*/{pattern}"))


def typed_texts():
    """Return the rows that are kept in drafts."""
    found = (json.loads(each.read_bytes()) for each in state_files("draft-*.json"))
    return [line[1] for draft in found for line in draft["lines"]]


def begin_typing(root):
    """Return a terminal in which the title of the only client is being changed."""
    terminal = Terminal(root)
    terminal.wait_for(b"Acme")
    terminal.press(b"e")
    terminal.wait_for(b"Ctrl-S")
    terminal.press("\x1b[F Norte§".encode())
    terminal.wait_for("§".encode())
    return terminal


@pytest.fixture
def small_root(make_book):
    tree = {"title": "Acme", "lifecycle": "lead"}
    return make_book({"clients/acme/client.md": compose(tree, "Text.\n", list(tree))}).root


def test_a_killed_program_offers_what_was_typed_when_it_is_started_again(small_root):
    terminal = begin_typing(small_root)
    wait_until(lambda: typed_texts() == ["Acme Norte§"])
    os.kill(terminal.child, signal.SIGKILL)
    terminal.wait_for_end()
    again = Terminal(small_root)
    again.wait_for(b"Continuar")
    again.press(b"c")
    again.wait_for(b"Ctrl-S")
    again.press(b"\x13")
    wait_until(lambda: "Acme Norte§" in (small_root / "clients/acme/client.md").read_text())
    again.press(b"\x11")
    again.wait_for_end()
    assert typed_texts() == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_told_to_end_it_keeps_what_was_typed_just_now(small_root, number):
    terminal = begin_typing(small_root)
    terminal.press("¶".encode())
    terminal.wait_for("¶".encode())
    os.kill(terminal.child, number)
    assert terminal.wait_for_end() == 128 + number
    assert typed_texts() == ["Acme Norte§¶"]


def test_a_lost_terminal_keeps_what_was_typed(small_root):
    terminal = begin_typing(small_root)
    os.close(terminal.line)
    terminal.line = -1
    terminal.wait_for_end()
    assert typed_texts() == ["Acme Norte§"]
