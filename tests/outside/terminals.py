"""A program in a pseudo-terminal whose screen and keyboard is the test, and a reader of the orders it is sent."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path

PATIENCE = 60
"""Seconds after which a condition is given up: far more than anything takes, so that only a hang fails."""

QUIET = 0.08
"""Seconds without a byte and without work after which a program is taken to wait for the next key."""

LONG_QUIET = 0.25
"""The same where everything sleeps though a key is under way: over a connection, and behind an Esc, which might be the
beginning of another key until some time has passed."""

GLANCE = QUIET / 4
"""Seconds between two looks at what a program does."""

_BYTES = {
    "escape": b"\x1b",
    "enter": b"\r",
    "tab": b"\t",
    "space": b" ",
    "backspace": b"\x7f",
    "delete": b"\x1b[3~",
    "insert": b"\x1b[2~",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "shift+tab": b"\x1b[Z",
    "shift+right": b"\x1b[1;2C",
    "shift+left": b"\x1b[1;2D",
    "shift+up": b"\x1b[1;2A",
    "shift+down": b"\x1b[1;2B",
    "slash": b"/",
    "question_mark": b"?",
    "exclamation_mark": b"!",
    "colon": b":",
    "comma": b",",
    "full_stop": b".",
    "asterisk": b"*",
    "equals_sign": b"=",
    "greater_than_sign": b">",
    "less_than_sign": b"<",
    "minus": b"-",
    "plus": b"+",
    "f1": b"\x1bOP",
    "f2": b"\x1bOQ",
    "f3": b"\x1bOR",
    "f4": b"\x1bOS",
    "f5": b"\x1b[15~",
    "f6": b"\x1b[17~",
    "f7": b"\x1b[18~",
    "f8": b"\x1b[19~",
    "f9": b"\x1b[20~",
    "f10": b"\x1b[21~",
}


def bytes_of(key):
    """Return what a terminal sends for a key as Textual names it; None where we do not know."""
    if key in _BYTES:
        return _BYTES[key]
    if len(key) == 1:
        return key.encode()
    kind, _, letter = key.partition("+")
    if kind == "ctrl" and len(letter) == 1 and letter.isalpha():
        return bytes([ord(letter) & 0x1F])
    if kind in {"alt", "shift"} and len(letter) == 1:
        return b"\x1b" + letter.encode() if kind == "alt" else letter.upper().encode()
    return None


def is_working(process):
    """Return whether a process, or one it started, has the processor or waits for it or for a disk.

    On a busy machine a program is silent for long because nobody lets it work: it is not waiting for a key then.
    Where the system does not tell, none works.
    """
    try:
        for thread in Path(f"/proc/{process}/task").iterdir():
            state = (thread / "stat").read_text().rpartition(")")[2].split()[0]
            if state in {"R", "D"} or any(map(is_working, (thread / "children").read_text().split())):
                return True
    except OSError:
        # It has ended while it was looked at.
        pass
    return False


class Terminal:
    """A child with a terminal of which the test is the other end."""

    def __init__(self, arguments, environment, *, size=(80, 24), folder="/", beside=()):
        self.seen = b""
        self.beside = beside
        """The numbers of processes through which the child reaches what it shows."""
        self.child, self.line = pty.fork()
        if self.child == 0:
            try:
                os.chdir(folder)
                os.execvpe(arguments[0], arguments, environment)
            finally:
                os._exit(127)
        self.resize(*size)

    def resize(self, columns, lines):
        fcntl.ioctl(self.line, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def read(self, seconds):
        """Read what comes within ``seconds``; return whether anything did."""
        try:
            if select.select([self.line], [], [], seconds)[0]:
                some = os.read(self.line, 65536)
                self.seen += some
                return bool(some)
        except OSError:
            time.sleep(min(seconds, 0.05))
        return False

    def wait_for(self, *texts, since=0):
        """Wait until one of the texts was drawn."""
        given_up = time.monotonic() + PATIENCE
        while not any(text.encode() in self.seen[since:] for text in texts):
            assert time.monotonic() < given_up, f"{texts} never came: {self.seen[since:][-3000:]}"
            self.read(0.2)

    def settle(self, key=""):
        """Read until the program waits."""
        quiet = LONG_QUIET if self.beside or key == "escape" else QUIET
        begun = quiet_since = time.monotonic()
        while time.monotonic() < min(quiet_since + quiet, begun + PATIENCE):
            if self.read(GLANCE) or any(map(is_working, [self.child, *self.beside])):
                quiet_since = time.monotonic()

    def press(self, *keys):
        """Press keys by Textual's names, each when the last has been drawn."""
        for key in keys:
            os.write(self.line, bytes_of(key))
            self.settle(key)

    def type(self, text):
        os.write(self.line, text.encode())
        self.settle()

    def end(self):
        """Wait until the program has ended and return its exit code."""
        given_up = time.monotonic() + PATIENCE
        while time.monotonic() < given_up:
            ended, status = os.waitpid(self.child, os.WNOHANG)
            if ended:
                while self.line >= 0 and self.read(0.05):
                    pass
                return os.waitstatus_to_exitcode(status)
            self.read(0.1) if self.line >= 0 else time.sleep(0.1)
        os.kill(self.child, signal.SIGKILL)
        os.waitpid(self.child, 0)
        raise AssertionError(f"it did not end: {self.seen[-2000:]}")

    def hang_up(self):
        """Take the terminal away, as a lost connection does."""
        os.close(self.line)
        self.line = -1

    def leave(self):
        """End the program whatever it shows, and give the terminal back."""
        self._kill()
        if self.line >= 0:
            os.close(self.line)

    def _kill(self):
        for sent in (signal.SIGCONT, signal.SIGTERM, signal.SIGKILL):
            try:
                os.kill(self.child, sent)
                given_up = time.monotonic() + (0 if sent == signal.SIGCONT else 5)
                while time.monotonic() < given_up:
                    if os.waitpid(self.child, os.WNOHANG)[0]:
                        return
                    self.read(0.1) if self.line >= 0 else time.sleep(0.1)
            except (ProcessLookupError, ChildProcessError):
                return


CARTERA = [sys.executable, "-m", "cartera"]

_CSI = re.compile(rb"\x1b\[([<-?]?)([0-9;:]*)([ -/]*)([@-~])")
_OSC = re.compile(rb"\x1b\]([0-9]+);([^\x07\x1b]*)(\x07|\x1b\\)")
_OTHER = re.compile(rb"\x1b[ -/]*[0-~]")
_PLAIN = re.compile(rb"[^\x1b]+")

_DRAWING = {
    b"A",
    b"B",
    b"C",
    b"D",
    b"E",
    b"F",
    b"G",
    b"H",
    b"J",
    b"K",
    b"L",
    b"M",
    b"P",
    b"S",
    b"T",
    b"X",
    b"@",
    b"d",
    b"f",
    b"m",
    b"r",
    b"b",
}
_MODES = {
    b"7",
    b"25",
    b"1000",
    b"1003",
    b"1004",
    b"1006",
    b"1015",
    b"1016",
    b"1049",
    b"2004",
    b"2026",
    b"2031",
    b"2048",
}
_TITLES = {b"22;2", b"23;2"}


def text_of(sent):
    """Return what was sent without its orders."""
    return re.sub(rb"\x1b(?:\[[<-?]?[0-9;:]*[ -/]*[@-~]|\][^\x07]*\x07|[ -/]*[0-~])", b"", sent)


def foreign_orders(sent):
    """Return every order in ``sent`` that Cartera has no business to give, and every control character in its texts.

    Ours are: drawing and colours, the modes Textual sets and asks for, the title of the window, the shape of
    the mouse's pointer, and a text for the clipboard in base64.
    """
    foreign, place = [], 0
    while place < len(sent):
        found = next((match for pattern in (_PLAIN, _CSI, _OSC, _OTHER) if (match := pattern.match(sent, place))), None)
        if found is None:
            if len(sent) - place > 4:
                foreign.append(sent[place : place + 20])
            break
        if not _is_ours(found):
            foreign.append(found[0])
        place = found.end()
    return foreign


def _is_ours(found):
    whole = found[0]
    if found.re is _PLAIN:
        text = whole.decode("utf-8", "replace")
        return not re.search(
            "[\x00-\x07\x0b-\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]", text
        )
    if found.re is _CSI:
        private, numbers, between, final = found.groups()
        if private == b"?":
            asks = between == b"$" and final == b"p"
            return (final in {b"h", b"l"} or asks) and set(numbers.split(b";")) <= _MODES
        if private in {b">", b"<"}:
            return final == b"u"
        return not private and not between and (final in _DRAWING or (final == b"t" and numbers in _TITLES))
    if found.re is _OSC:
        kind, text = found[1], found[2]
        if kind == b"52":
            return re.fullmatch(rb"c;[A-Za-z0-9+/=]*", text) is not None
        if kind == b"22":
            return re.fullmatch(rb"[a-z-]+", text) is not None
        return kind == b"2" and text.startswith(b"Cartera") and text.decode("utf-8", "replace").isprintable()
    return whole in {b"\x1b7", b"\x1b8", b"\x1b>", b"\x1b="}
