"""Starting in a hostile folder or on a poor terminal: nothing there is imported, and nothing hangs or is left behind."""

import os
import pty
import select
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from cartera.tests.hostile.conftest import write_files

CARTERA = Path(sys.executable).with_name("cartera")
MODULES = (
    "yaml", "click", "rich", "textual", "git", "gitdb", "watchfiles", "jinja2", "sitecustomize", "usercustomize", "cartera",
    "schema", "records", "cli", "tui", "gettext", "json", "subprocess", "encodings", "_yaml", "tzdata", "cartera/__init__",
)  # fmt: skip
COMMANDS = {"cartera": [str(CARTERA)], "python -m": [sys.executable, "-m", "cartera"]}


@pytest.fixture
def trapped(place):
    """A book in which modules with the names of ours, of libraries and of Python's own lie."""
    for name in MODULES:
        path = place.book / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"open({str(place.book.parent / 'ran')!r}, 'a').write({name!r} + chr(10))\n")
    for name in ("pyvenv.cfg", "setup.cfg", "pyproject.toml", ".env", ".python-version", "textual.tcss", "conftest.py"):
        (place.book / name).write_text("[tool]\nhome = /nowhere\n")
    return place


@pytest.mark.parametrize("command", [command for name, command in COMMANDS.items() if name == "cartera"])
@pytest.mark.parametrize("arguments", [["--version"], ["list", "client"], ["doctor"], ["set", "line-2", "amount=1k"]])
def test_nothing_lying_in_the_book_is_imported(trapped, command, arguments):
    done = subprocess.run(
        [*command, *arguments], cwd=trapped.book, env=trapped.environment, capture_output=True, timeout=60, check=False
    )
    assert not (trapped.book.parent / "ran").exists(), (trapped.book.parent / "ran").read_text()
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_module_form_imports_nothing_of_the_book_when_python_does_not_look_there(trapped):
    """``python -m`` alone finds a ``cartera.py`` lying there before ours, as for every program; ``-P`` does not look there."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "cartera", "list", "client"],
        cwd=trapped.book,
        env=trapped.environment,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert not (trapped.book.parent / "ran").exists()
    assert done.returncode == 0


def test_the_watcher_imports_nothing_of_the_book(trapped):
    from cartera.records.files.watch import Watcher

    here = Path.cwd()
    os.chdir(trapped.book)
    try:
        watcher = Watcher(trapped.book)
        bursts = watcher.bursts()
        next(bursts)  # it watches now
        write_files(trapped.book, {"clients/acme/contacts/eva.md": b"---\ntitle: Eva\n---\n"})
        assert any("clients/acme/contacts/eva.md" in burst for burst in bursts)
        watcher.close()
    finally:
        os.chdir(here)
    assert not (trapped.book.parent / "ran").exists()


def on_terminal(place, arguments, *, rows=24, columns=80, term="xterm-256color", keys=b"", wait_for=b"", seconds=90):
    """Run a command on a terminal of its own; return its exit code and every byte it wrote there.

    ``keys`` are typed again until the program ends: what is typed before it has the terminal to itself is the
    terminal's own (Ctrl-Q resumes output).
    """
    import fcntl
    import struct
    import termios

    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    process = subprocess.Popen(
        [str(CARTERA), *arguments],
        cwd=place.book,
        env={**place.environment, "TERM": term},
        stdin=follower,
        stdout=follower,
        stderr=follower,
        start_new_session=True,
    )
    os.close(follower)
    written, given_up, typed = b"", time.monotonic() + seconds, 0.0
    try:
        while time.monotonic() < given_up:
            ready, _, _ = select.select([leader], [], [], 0.05)
            if ready:
                try:
                    piece = os.read(leader, 65536)
                except OSError:
                    break
                if not piece:
                    break
                written += piece
            elif process.poll() is not None:
                break
            if keys and wait_for in written and time.monotonic() > typed + 0.5:
                typed = time.monotonic()
                with suppress(OSError):
                    os.write(leader, keys)
        return process.wait(60), written
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        os.close(leader)


def test_a_dumb_terminal_is_told_what_to_type_instead(place):
    code, written = on_terminal(place, [], term="dumb")
    assert code == 1
    assert b"cartera --help" in written
    assert b"\x1b" not in written


def test_on_a_dumb_terminal_commands_work(place):
    code, written = on_terminal(place, ["list", "opportunity"], term="dumb")
    assert code == 0
    assert b"Second l" in written
    assert b"\x1b" not in written


@pytest.mark.parametrize(("rows", "columns"), [(10, 20), (1, 1), (3, 200), (60, 5)])
def test_commands_on_a_tiny_terminal_print_all_the_same(place, rows, columns):
    code, written = on_terminal(place, ["list", "opportunity"], rows=rows, columns=columns)
    assert code == 0
    assert b"\x1b" not in written


@pytest.mark.slow
@pytest.mark.parametrize(("rows", "columns"), [(10, 20), (24, 80)])
def test_the_screens_open_and_close_on_a_small_terminal(place, rows, columns):
    code, written = on_terminal(place, [], rows=rows, columns=columns, keys=b"\x11", wait_for=b"\x1b[?1049h")
    assert b"Traceback" not in written
    assert code == 0, written[-2000:]


def test_without_a_terminal_nothing_hangs(place):
    done = subprocess.run(
        [str(CARTERA)],
        cwd=place.book,
        env=place.environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert b"cartera --help" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    ["list opportunity", "schema opportunity", "check --level notice", "list opportunity --json", "history"],
)
def test_a_reader_that_went_away_is_no_error(place, arguments):
    done = subprocess.run(
        ["sh", "-c", f"{CARTERA} {arguments} | true; {CARTERA} {arguments} | head -c 1 >/dev/null"],
        cwd=place.book,
        env=place.environment,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert b"Error" not in done.stderr
    assert b"mistake" not in done.stderr


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_closed_streams_end_without_a_traceback(place, closed):
    done = subprocess.run(
        ["sh", "-c", f"{CARTERA} list opportunity {closed}"],
        cwd=place.book,
        env=place.environment,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert b"Traceback" not in done.stdout + done.stderr
    assert done.returncode in {0, 1}


def test_a_full_device_behind_stdout_is_told(place):
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [str(CARTERA), "list", "opportunity"],
            cwd=place.book,
            env=place.environment,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert b"Traceback" not in done.stderr
    assert done.returncode == 1, done.stderr


def test_a_folder_that_is_gone_is_told(place):
    folder = place.book.parent / "gone"
    folder.mkdir()
    done = subprocess.run(
        ["sh", "-c", f"rmdir {folder}; {CARTERA} list client"],
        cwd=folder,
        env=place.environment,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 3, done.stderr
    assert b"mistake of its own" not in done.stderr
