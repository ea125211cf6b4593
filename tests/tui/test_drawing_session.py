"""A session in two real terminals, one drawn sparingly and one by Textual: after every key both show the same."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from datetime import UTC, datetime

import pyte
import pytest
from cartera.records.demo.write import write_demo

pytestmark = pytest.mark.slow

PATIENCE = 40
KEYS = [
    b"j", b"j", b"G", b"k", b"\r", b"\x1b[C", b"\x1b", b"ge", b"\x1b[C", b"j", b"\r", b"\x1b", b"gc",
]  # fmt: skip
"""The keys of the session: lists, pages and the board. Nothing is typed: the cursor of a line blinks as it likes."""


class Session:
    """A program in a pseudo-terminal, and an emulator that shows what it sends."""

    def __init__(self, root, width, height, environment):
        self.screen = pyte.Screen(width, height)
        self.stream = pyte.ByteStream(self.screen)
        code = "from cartera.cli.main import main; main()"
        self.child, self.line = pty.fork()
        if self.child == 0:
            os.chdir("/")
            terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"}
            # Given as a dict: readline, which pytest loads, has put a size into the process's own environment.
            words = [sys.executable, "-c", code, "-C", str(root)]
            inherited = {name: value for name, value in os.environ.items() if name not in {"LINES", "COLUMNS"}}
            os.execve(sys.executable, words, {**inherited, **environment, **terminal})
        self.sent = 0
        self.resize(width, height)

    def resize(self, width, height):
        self.screen.resize(height, width)
        fcntl.ioctl(self.line, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    def read(self):
        """Take what is sent until it rests: a key that comes while a screen opens would mean nothing."""
        while select.select([self.line], [], [], 0.3)[0]:
            piece = os.read(self.line, 65536)
            self.sent += len(piece)
            # The emulator knows neither the kitty keyboard's sequences nor questions about modes.
            self.stream.feed(_without_questions(piece))

    def shows(self):
        columns = range(self.screen.columns)
        return [[_seen(self.screen.buffer[y][x]) for x in columns] for y in range(self.screen.lines)]

    def text(self):
        return "\n".join(self.screen.display)

    def end(self):
        os.kill(self.child, signal.SIGKILL)
        os.waitpid(self.child, 0)
        os.close(self.line)


def _without_questions(piece):
    for sequence in (b"\x1b[>25u", b"\x1b[<u", b"\x1b[?2026$p", b"\x1b[?2048$p"):
        piece = piece.replace(sequence, b"")
    return piece


def _seen(char):
    """Return what one sees of a cell: a blank shows its background only, unless it is underlined or turned round."""
    marked = char.reverse or char.underscore
    blank = not char.data.strip() and not marked
    return (char.data, "" if blank else char.fg, char.bg, not blank and char.bold, marked)


def _homes(folder):
    return {name: str(folder / name) for name in ("XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")}


def wait_until(true, sessions, says):
    given_up = time.monotonic() + PATIENCE
    while True:
        for each in sessions:
            each.read()
        if true():
            return
        assert time.monotonic() < given_up, says()


@pytest.mark.parametrize(("width", "height"), [(80, 24), pytest.param(120, 40, marks=pytest.mark.exhaustive)])
def test_after_every_key_both_ways_of_drawing_show_the_same(tmp_path, width, height):
    root = tmp_path / "book"
    noon = datetime(2026, 7, 15, 12, tzinfo=UTC)
    write_demo(root, today=noon.date(), clock=lambda: noon).close()
    sparing = Session(root, width, height, _homes(tmp_path / "sparing"))
    plain = Session(root, width, height, _homes(tmp_path / "plain") | {"CARTERA_PLAIN_DRAWING": "1"})
    sessions = (sparing, plain)
    try:
        # A key that comes before the rows moves nothing.
        wait_until(lambda: all("\n>" in each.text() for each in sessions), sessions, plain.text)
        for key in KEYS:
            before = plain.text()
            for each in sessions:
                os.write(each.line, key)
            wait_until(
                lambda before=before: plain.text() != before and sparing.shows() == plain.shows(),
                sessions,
                lambda key=key: f"{key!r}\n{sparing.text()}\n\n{plain.text()}",
            )
        for each in sessions:
            each.resize(width + 7, height + 3)
        wait_until(
            lambda: "?" in plain.screen.display[-1] and sparing.shows() == plain.shows(),
            sessions,
            lambda: f"{sparing.text()}\n\n{plain.text()}",
        )
        assert sparing.sent * 3 < plain.sent
    finally:
        for each in sessions:
            each.end()
