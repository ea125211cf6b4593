"""Records a short session as an asciinema file: `python -m cartera.docs.recording` drives the program in a terminal.

The keys and the pauses between them are written here; what the program draws between two keys is one frame. So the file
changes only when the program does, however fast the machine.
"""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from pathlib import Path

from ..schema.language import LANGUAGES, Language
from ..tui.looks.traits import Looks
from .stage import MOMENT, open_stage, write_stage

FOLDER = Path(__file__).parent / "pictures"
COLUMNS, LINES = 100, 30
QUIET = 0.4
"""Seconds without a byte after which the program is taken to wait."""
PATIENCE = 20.0
"""Seconds after which it is not waited for any longer."""
TYPING, READING = 0.07, 1.6
"""Seconds of the recording for a typed letter, and to look at what a key has done."""

_WORDS = {
    "es": {
        "log": "llamada mireia: le encaja el presupuesto > enviar propuesta @viernes",
        "search": "cadena frio",
        "filter": "industry:logistics tramontana",
    },
    "en": {
        "log": "call mireia: budget is fine > send the proposal @friday",
        "search": "cold chain",
        "filter": "industry:logistics tramontana",
    },
}

_SCRIPT = (
    ("g", "h"),
    ("j",),
    ("j",),
    ("g", "c"),
    ("/",),
    ("{filter}",),
    ("\r",),
    ("\r",),
    ("l",),
    ("{log}",),
    ("\r",),
    ("g", "e"),
    ("\x1b[C",),
    (">",),
    ("\x1b",),
    ("u",),
    ("S",),
    ("{search}",),
    ("\x1b",),
    ("\x1b",),
    ("?",),
    ("\x1b",),
)
"""What is typed, step by step; a look after each."""


def main() -> None:
    """Write a recording in each language; with arguments, be the program that is recorded."""
    if len(sys.argv) == 3:
        _perform(Path(sys.argv[1]), Language(sys.argv[2]))
        return
    for code in LANGUAGES:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "demo"
            write_stage(root)
            lines = list(_record(root, code))
        (FOLDER / f"session-{code}.cast").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        print(f"session-{code}.cast")


def _perform(root: Path, language: Language) -> None:
    open_stage(root, language, Looks()).run()


def _record(root: Path, code: str) -> Iterator[str]:
    """Yield the lines of the recording: a head, then moments with what was drawn."""
    child, line = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LC_ALL="C.UTF-8")
        os.execv(sys.executable, [sys.executable, "-m", __spec__.name, str(root), code])  # noqa: S606 - ourselves
    fcntl.ioctl(line, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    yield json.dumps(
        {"version": 2, "width": COLUMNS, "height": LINES, "timestamp": int(MOMENT.timestamp()), "title": "Cartera"}
    )
    now, rest = 0.0, b""
    for pause, keys in ((READING, ""), *_keystrokes(code)):
        if keys:
            os.write(line, keys.encode())
        drawn, rest = _whole(rest + _drawn(line, QUIET if pause == READING else 0.05))
        if drawn:
            yield json.dumps([round(now, 2), "o", drawn], ensure_ascii=False)
        now += pause
    os.write(line, b"\x11")
    _drawn(line, QUIET)
    os.close(line)
    os.waitpid(child, 0)


def _keystrokes(code: str) -> Iterator[tuple[float, str]]:
    """Yield what is typed with the seconds that pass after it."""
    for step in _SCRIPT:
        for keys in step:
            word = _WORDS[code].get(keys.strip("{}")) if keys.startswith("{") else None
            if word is None:
                yield READING if keys == step[-1] else TYPING, keys
            else:
                yield from ((TYPING, letter) for letter in word[:-1])
                yield READING, word[-1]


def _drawn(line: int, quiet: float) -> bytes:
    """Return what the program draws until it has been quiet for a while."""
    drawn = b""
    given_up = time.monotonic() + PATIENCE
    patience = PATIENCE if quiet == QUIET else quiet
    while time.monotonic() < given_up and select.select([line], [], [], patience if not drawn else quiet)[0]:
        try:
            some = os.read(line, 65536)
        except OSError:
            break
        drawn += some
        if not some:
            break
    return drawn


def _whole(drawn: bytes) -> tuple[str, bytes]:
    """Return the text of the bytes and what remains of a letter that was cut in two."""
    for cut in range(4):
        try:
            return drawn[: len(drawn) - cut].decode(), drawn[len(drawn) - cut :]
        except UnicodeDecodeError:
            continue
    return drawn.decode("utf-8", "replace"), b""


if __name__ == "__main__":
    main()
