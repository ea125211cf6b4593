"""The straight way into the terminal: taken only where the terminal is all that is asked for, and telling the same."""

import gc
import os
import subprocess
import sys

import pytest
from cartera.cli import showing, straight
from cartera.cli.exits import NOT_FOUND, OK, USAGE
from cartera.cli.program import COMPLETE_VARIABLE
from cartera.cli.straight import SWITCH, Plain, go_straight, read_plain

LOADED = """
import sys
sys.argv[1:] = {words!r}
from cartera.cli.main import main
try:
    main()
finally:
    print("CLICK", "click" in sys.modules, file=sys.stderr)
"""


@pytest.fixture(autouse=True)
def usual_collector():
    """The way turns the collector off for the terminal it opens."""
    yield
    gc.enable()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", Plain("", False, None)),
        ("-C /b", Plain("/b", False, None)),
        ("--readonly --lang=es -C b", Plain("b", True, "es")),
        ("-C a -C b", Plain("b", False, None)),
    ],
)
def test_what_names_no_command_is_plain(line, expected):
    assert read_plain(line.split(), {}) == expected


@pytest.mark.parametrize(
    "line", ["list", "-C", "-C/b", "--help", "--version", "--lang es", "--lang=xx", "--what", "-C /b list", "b"]
)
def test_anything_else_goes_the_long_way(line):
    assert read_plain(line.split(), {}) is None


@pytest.mark.parametrize("environment", [{SWITCH: "1"}, {COMPLETE_VARIABLE: "bash_complete"}])
def test_a_switch_and_a_shell_that_asks_for_completions_go_the_long_way(environment):
    assert read_plain([], environment) is None


@pytest.mark.parametrize("switch", ["0", "1"])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_both_ways_say_the_same_without_a_terminal(tmp_path, switch, lang):
    done = start(["-C", str(tmp_path), f"--lang={lang}"], switch)
    assert done.returncode == USAGE
    assert ("there is none here" in done.stderr) == (lang == "en")
    assert f"CLICK {switch == '1'}" in done.stderr


def test_a_folder_without_a_book_is_told_as_on_the_long_way(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(showing, "has_terminal", lambda: True)
    assert go_straight(["-C", str(tmp_path), "--lang=en"], {}) == NOT_FOUND
    assert "Error: " in capsys.readouterr().err


def test_a_mistake_of_ours_is_told_without_texts_of_the_book(shell, monkeypatch, capsys):
    def break_down(*_):
        raise ValueError("secret")

    monkeypatch.setattr(showing, "has_terminal", lambda: True)
    monkeypatch.setattr(showing, "show_book", break_down)
    assert go_straight(["-C", str(shell.book), "--lang=en"], {}) == 70
    said = capsys.readouterr().err
    assert "ValueError" in said
    assert "secret" not in said


def test_the_look_at_the_files_ends_with_the_run(shell, monkeypatch):
    closed = []

    class Look:
        root = None

        def close(self):
            closed.append(True)

    monkeypatch.setattr(straight, "look_at_book", lambda *_, **__: Look())
    monkeypatch.setattr(showing, "has_terminal", lambda: True)
    monkeypatch.setattr(showing, "show_book", lambda *_: type("Left", (), {"code": OK, "next_book": None}))
    assert go_straight(["-C", str(shell.book)], {}) == OK
    assert closed


def start(words, switch):
    return subprocess.run(
        [sys.executable, "-c", LOADED.format(words=words)],
        env={**os.environ, SWITCH: switch},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        stdin=subprocess.DEVNULL,
    )
