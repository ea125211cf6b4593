"""``python -m cartera.bench.together``: many write into one book at once, and nothing of it is lost.

Four programs that hold the book open, as terminals do, two loops of commands and the user's own git save into one
folder. Every other save of a program or a command changes one and the same client, so that they really meet. What was
acknowledged is then looked for in git, without the code that saved it.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..records.book import Book
from ..records.files.edits import Put
from ..records.files.parse import Document, read_text
from ..records.saving.keeper import Keeper
from .working import clock

CLIENT = "clients/acme/client"
PROGRAMS = {"ana": "website", "eva": "city", "luis": "address", "zoe": "legal_name"}
"""Who has the book open, and the field of the client each of them writes."""
LOOPS = {"first": "employees", "second": "revenue"}
"""The loops of commands, and the field of the client each of them writes."""
HAND = "hand"
"""Who uses plain git."""
SHARES = {**dict.fromkeys(PROGRAMS, 0.2), **dict.fromkeys(LOOPS, 0.06), HAND: 0.08}
"""Who does how much of it; a command is a process of its own and takes longest."""
_TRIES = 200
"""How often a person would type a git command again that met another one."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of all saves."""

    asked: int
    """Saves that were begun."""
    failed: tuple[str, ...]
    """What those that failed said."""
    lost: tuple[str, ...]
    """Acknowledged saves that git does not have."""
    unsound: tuple[str, ...]
    """What is wrong with the repository or a record in the end."""
    met: int
    """How often plain git had to be typed again, because git itself met another git."""
    slowest: float
    """Seconds that nineteen of twenty saves of an open program took at most."""
    seconds: float
    """How long all of it took."""


def main() -> int:
    """Run as many saves as asked and print what became of them; with ``--as`` be one of those who save."""
    parser = argparse.ArgumentParser(prog="python -m cartera.bench.together", description=__doc__)
    parser.add_argument("--saves", type=int, default=2000, help="how many, by all together")
    parser.add_argument("--as", dest="who", help=argparse.SUPPRESS)
    parser.add_argument("--book", type=Path, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.who:
        for line in _write(wanted.who, wanted.book, wanted.saves):
            print(json.dumps(line), flush=True)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        outcome = run_together(Path(folder), wanted.saves)
    print(f"{outcome.asked} saves by {len(SHARES)} writers in {outcome.seconds:.0f} s")
    print(f"failed {len(outcome.failed)}, lost {len(outcome.lost)}, unsound {len(outcome.unsound)}")
    print(f"p95 of a save of an open program {1000 * outcome.slowest:.0f} ms; git typed again {outcome.met} times")
    for each in (*outcome.failed, *outcome.lost, *outcome.unsound):
        print(each)
    return 1 if outcome.failed or outcome.lost or outcome.unsound else 0


def run_together(folder: Path, saves: int) -> Outcome:
    """Let all of them save into a new book in ``folder``, ``saves`` times together."""
    root = folder / "book"
    _make_book(root)
    begun = time.monotonic()
    running = {
        who: subprocess.Popen(
            [
                sys.executable,
                "-m",
                "cartera.bench.together",
                "--as",
                who,
                "--book",
                str(root),
                "--saves",
                str(max(1, round(saves * share))),
            ],
            stdout=subprocess.PIPE,
        )
        for who, share in SHARES.items()
    }
    told = {
        who: [json.loads(each) for each in process.communicate()[0].splitlines()] for who, process in running.items()
    }
    seconds = time.monotonic() - begun
    failed = [f"{who} ended with {each.returncode}" for who, each in running.items() if each.returncode]
    failed += [f"{who}: {each['error']}" for who, lines in told.items() for each in lines if each["error"]]
    waits = [each["seconds"] for who in PROGRAMS for each in told[who]]
    return Outcome(
        asked=sum(map(len, told.values())),
        failed=tuple(failed),
        lost=tuple(_find_lost(root, [each for lines in told.values() for each in lines if not each["error"]])),
        unsound=tuple(_find_unsound(root)),
        met=sum(each["met"] for lines in told.values() for each in lines),
        slowest=statistics.quantiles([0.0, 0.0, *waits], n=20)[-1],
        seconds=seconds,
    )


def _make_book(root: Path) -> None:
    (root / "clients/acme").mkdir(parents=True)
    (root / "cartera.yaml").write_text("name: Together\nlanguage: en\n")
    (root / "people/ana").mkdir(parents=True)
    (root / "people/ana/user.md").write_text("---\ntitle: Ana Prueba\nemail: ana@example.com\nrole: ae\n---\n")
    (root / f"{CLIENT}.md").write_text("---\ntitle: Acme\nowner: ana\n---\nNotes.\n")
    for command in (
        ["init", "-q", "-b", "main"],
        ["config", "user.name", "Ana Prueba"],
        ["config", "user.email", "ana@example.com"],
        ["add", "-A"],
        ["commit", "-q", "-m", "Start"],
    ):
        _git(root, *command)


def _write(who: str, root: Path, count: int) -> Iterator[dict[str, object]]:
    """Save ``count`` times and yield, of each, what to look for: a file and a line that was in it."""
    save = {HAND: _commit_by_hand}.get(who) or (_save_from_loop if who in LOOPS else _open_program(root))
    for number in range(count):
        begun = time.monotonic()
        path, line, met, error = "", "", 0, ""
        try:
            path, line, met = save(who, root, number)
        except Exception as mistake:  # noqa: BLE001 - whatever it is, the save failed
            error = f"{number}: {type(mistake).__name__}: {mistake}"
        yield {"path": path, "line": line, "met": met, "error": error, "seconds": time.monotonic() - begun}


Save = Callable[[str, Path, int], tuple[str, str, int]]
"""Saves once; returns the file, a line it wrote, and how often it had to be tried again by hand."""


def _open_program(root: Path) -> Save:
    book = Book(root, clock)
    book.snapshot()

    def save(who: str, _root: Path, number: int) -> tuple[str, str, int]:
        if number % 2:
            plan = book.new("task", {"title": f"{who} {number}"}, client="acme")
            line = f"title: {who} {number}"
        else:
            text = f"https://{who}.example/{number}" if PROGRAMS[who] == "website" else f"{who} {number}"
            plan = book.edit(book.snapshot().records[CLIENT], [Put((PROGRAMS[who],), text)])
            line = f"{PROGRAMS[who]}: {text}"
        saved = book.apply(plan)
        assert saved.receipt.commit, saved.receipt.pending
        return plan.changes[0].path, line, 0

    return save


def _save_from_loop(who: str, root: Path, number: int) -> tuple[str, str, int]:
    """Save by a command."""
    if number % 2:
        path, line = "", f"title: {who} {number}"
        command = ["new", "task", "--client", "acme", f"title={who} {number}"]
    else:
        text = f"{number}.00 EUR" if LOOPS[who] == "revenue" else str(number + 1)
        path, line = f"{CLIENT}.md", f"{LOOPS[who]}: {text}"
        command = ["set", CLIENT, f"{LOOPS[who]}={text}"]
    done = subprocess.run(
        [sys.executable, "-m", "cartera", "-C", str(root), *command], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return path, line, 0


def _commit_by_hand(who: str, root: Path, number: int) -> tuple[str, str, int]:
    """Save with an editor and plain git. A git that meets another git is typed again, as its message says."""
    path = f"clients/acme/tasks/{who}.md"
    (root / "clients/acme/tasks").mkdir(exist_ok=True)
    (root / path).write_text(f"---\ntitle: {who} {number}\n---\n")
    said = ""
    for met in range(_TRIES):
        for command in (["add", path], ["commit", "-q", "-m", f"{who} {number}", "--", path]):
            done = subprocess.run(["git", "-C", str(root), *command], capture_output=True, text=True, check=False)
            if done.returncode:
                break
        else:
            return path, f"title: {who} {number}", met
        said = done.stderr or done.stdout
        time.sleep(0.02)
    raise RuntimeError(said)


def _find_lost(root: Path, told: Sequence[dict[str, object]]) -> Iterator[str]:
    """Yield what was acknowledged and is in no commit of the branch."""
    written: set[tuple[str, str]] = set()
    path = ""
    for line in _git(root, "log", "-p", "-m", "--no-textconv", "--no-color", "--format=", "-U0", "HEAD").splitlines():
        if line.startswith("+++ "):
            path = line.removeprefix("+++ b/")
        elif line.startswith("+"):
            written |= {(path, line[1:]), ("", line[1:])}
    yield from (
        f"{each['path']}: {each['line']}" for each in told if (str(each["path"]), str(each["line"])) not in written
    )


def _find_unsound(root: Path) -> Iterator[str]:
    """Yield what is wrong in the end: in git's eyes, or in those of the strict reader."""
    with Keeper(root, clock) as keeper:
        keeper.recover()
        yield from (f"a save waits: {each}" for each in keeper.pending())
    yield from _git(root, "status", "--porcelain").splitlines()
    yield from _git(root, "fsck", "--strict", "--no-dangling").splitlines()
    for file in sorted(root.glob("clients/**/*.md")):
        if not isinstance(read_text(file.read_bytes(), file.name), Document):
            yield f"{file} cannot be read"


def _git(root: Path, *command: str) -> str:
    return subprocess.run(["git", "-C", str(root), *command], capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    sys.exit(main())
