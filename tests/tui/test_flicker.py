"""Nothing flickers: in a real terminal no frame between two states shows an empty list that was full.

The terminal says that it takes frames whole (mode 2026), so the program says where each ends; after each one the screen of
an emulator is looked at.
"""

import os
import re
import select
import subprocess
import time

import pyte
import pytest
from cartera.tests.outside.terminals import CARTERA, Terminal

pytestmark = pytest.mark.slow

CLIENTS = 40
ASKED, TAKES_WHOLE, ENDS = b"\x1b[?2026$p", b"\x1b[?2026;2$y", b"\x1b[?2026l"
UNKNOWN = re.compile(rb"\x1b\[(?:>25u|<u|\?\d+\$p)")
"""What the emulator does not know."""
CLIENT = """---
title: Cliente {number:02}
kind: company
industry: other
lifecycle: qualified
owner: ana
---
"""
DEAL = """---
title: Oferta {number:02}
kind: new
pipeline: b2b
stage: proposal
owner: ana
---
"""


class Watched(Terminal):
    """A terminal of which every frame is seen."""

    def __init__(self, arguments, environment, *, size):
        self.frames = []
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._rest = b""
        super().__init__(arguments, environment, size=size)

    def read(self, seconds):
        before = len(self.seen)
        came = super().read(seconds)
        self._take(self.seen[before:])
        return came

    def _take(self, sent):
        if ASKED in sent:
            os.write(self.line, TAKES_WHOLE)
        *frames, self._rest = (self._rest + sent).split(ENDS)
        for frame in frames:
            self._stream.feed(UNKNOWN.sub(b"", frame))
            self.frames.append(list(self._screen.display))

    def rows(self, since=0):
        """Return how many clients stood in the list on each frame."""
        return [sum("Cliente " in line for line in frame) for frame in self.frames[since:]]

    def until(self, condition):
        given_up = time.monotonic() + 60
        while not (self.frames and condition(self.frames[-1])):
            assert time.monotonic() < given_up, "\n".join(self.frames[-1] if self.frames else ["nothing came"])
            self.read(0.1)


@pytest.fixture
def book(tmp_path):
    """A book whose index is kept: the program begins with its rows."""
    root = tmp_path / "book"
    for number in range(CLIENTS):
        home = root / f"clients/c{number:02}"
        (home / "opportunities").mkdir(parents=True)
        (home / "client.md").write_text(CLIENT.format(number=number))
        (home / "opportunities/oferta-k3x9.md").write_text(DEAL.format(number=number))
    (root / "cartera.yaml").write_text("name: Prueba\nlanguage: en\ntz: Europe/Madrid\n")
    for words in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "Start"]):
        identity = ["-c", "user.name=Ana", "-c", "user.email=ana@example.com"]
        subprocess.run(["git", "-C", str(root), *identity, *words], check=True, capture_output=True)
    return root


@pytest.mark.parametrize(
    "size",
    [pytest.param((80, 24), id="80x24"), pytest.param((120, 40), id="120x40", marks=pytest.mark.exhaustive)],
)
def test_no_frame_is_emptier_than_what_was_before_it_and_what_comes_after(book, tmp_path, size):
    inherited = {name: each for name, each in os.environ.items() if name not in {"LINES", "COLUMNS"}}
    places = {"HOME": ".", "XDG_CACHE_HOME": "cache", "XDG_STATE_HOME": "state"}
    environment = inherited | {name: str(tmp_path / each) for name, each in places.items()}
    environment |= {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "TEXTUAL_ANIMATIONS": "none"}
    subprocess.run(
        [*CARTERA, "-C", str(book), "list", "client", "--ids"], check=True, capture_output=True, env=environment
    )
    terminal = Watched([*CARTERA, "-C", str(book), "--lang", "en"], environment, size=size)
    try:
        terminal.until(lambda frame: any("Cliente 01" in line for line in frame))
        full = terminal.rows()[-1]
        assert all(shown in {0, full} for shown in terminal.rows()), "the first rows came one by one"
        terminal.settle()

        since = len(terminal.frames)
        terminal.press("j", "j", "G", "k")
        (book / "clients/c01/client.md").write_text(CLIENT.format(number=1) + "Somebody wrote.\n")
        terminal.press("slash")
        terminal.type("cliente")
        terminal.press("escape", "escape")
        select.select([], [], [], 0.5)
        terminal.settle()
        assert min(terminal.rows(since)) >= full - 2, "a frame of the list was emptier than the list"

        for word, there in (("e", "Oferta "), ("c", "Cliente ")):
            since = len(terminal.frames)
            terminal.press("g", word)
            terminal.until(lambda frame, there=there: any(there in line for line in frame))
            terminal.settle()
            for frame in terminal.frames[since:]:
                assert any("Oferta " in line or "Cliente " in line for line in frame), "\n".join(frame)
    finally:
        terminal.leave()
