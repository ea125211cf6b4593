"""Commands as a person types them, with what they answer: every file in ``transcripts/`` is one session in a fresh book.

``$ cartera …`` is typed; what follows is its answer. Lines on stderr begin with ``! ``; an exit code that is not 0
stands at the end as ``[1]``. ``< text`` before a command is what the person answers to its questions. ``$ cat FILE``
and ``$ git …`` show what is on the disk. ``# lang: es`` at the beginning chooses the reader's language; other
``#`` lines there are remarks.

Run with ``CARTERA_WRITE_TRANSCRIPTS=1`` to write the answers anew, then read the difference.
"""

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "transcripts"
LANGUAGES = {"es": "es_ES.UTF-8", "en": "en_US.UTF-8"}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda each: each.stem)
def test_the_session_goes_as_written(path, shell):
    said = path.read_text(encoding="utf-8")
    played = play(said, shell)
    if os.environ.get("CARTERA_WRITE_TRANSCRIPTS"):
        path.write_text(played, encoding="utf-8")
    assert played == said


def play(text, shell):
    """Return the transcript as it goes now."""
    lines = []
    for line in asked(text):
        if line.startswith("# lang: "):
            shell.environment["LANG"] = LANGUAGES[line.removeprefix("# lang: ")]
        if line.startswith("< "):
            shell.answers.append(line.removeprefix("< "))
        if line.startswith(("$", "<")) and lines and not lines[-1].startswith(("#", "<")):
            lines.append("")
        lines.append(line)
        if line.startswith("$ "):
            lines.extend(answer(shlex.split(line.removeprefix("$ ")), shell))
    return "\n".join(lines) + "\n"


def asked(text):
    """Yield what the person wrote: the remarks at the beginning, the commands, and the answers before a command."""
    lines = text.splitlines()
    first = next(place for place, line in enumerate(lines) if line.startswith(("$ ", "< ")))
    for place, line in enumerate(lines):
        answers = line.startswith("< ") and (not lines[place - 1] or lines[place - 1].startswith("< "))
        if line.startswith("$ ") or answers or (place < first and line.startswith("#")):
            yield line


def answer(words, shell):
    """Return the lines a command answers with."""
    if words[0] == "cat":
        found = sorted(shell.book.glob(words[1]))
        return found[0].read_text(encoding="utf-8").splitlines() if found else [f"no file {words[1]}"]
    if words[0] == "git":
        done = subprocess.run(["git", "-C", str(shell.book), *words[1:]], capture_output=True, text=True, check=True)
        return done.stdout.splitlines()
    assert words[0] == "cartera"
    written, code = shell.follow(*words[1:])
    lines = merge(written, str(shell.book))
    return [*lines, f"[{code}]"] if code else lines


def merge(written, book):
    """Return the lines of both streams in order, those of stderr marked."""
    runs = []
    for name, text in written:
        if runs and runs[-1][0] == name:
            runs[-1][1].append(text)
        else:
            runs.append((name, [text]))
    mark = {"out": "", "err": "! "}
    return [
        re.sub(r"\b[0-9a-f]{40}\b", "COMMIT", mark[name] + line.replace(book, "BOOK")).rstrip()
        for name, texts in runs
        for line in "".join(texts).splitlines()
    ]
