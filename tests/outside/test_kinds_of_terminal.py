"""Every kind of terminal gets what it can show, or a sentence; and the program ends with it."""

import os
import re
import signal
import subprocess
import time

import pytest
from cartera.tests.outside.terminals import CARTERA, PATIENCE, foreign_orders, text_of

pytestmark = [pytest.mark.slow, pytest.mark.timeout(200)]

COLOURS = re.compile(rb"\x1b\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])[0-9;]*m")


@pytest.mark.parametrize(
    "term",
    [
        *("linux", "xterm-256color"),
        *(
            pytest.param(each, marks=pytest.mark.exhaustive)
            for each in ("vt100", "screen", "xterm", "tmux-256color", "rxvt")
        ),
    ],
)
def test_the_book_is_shown_and_left_in_every_kind_of_terminal(start, term):
    terminal = start(TERM=term)
    terminal.wait_for("Acme Foods")
    terminal.press("enter", "escape", "question_mark", "escape", "g", "e")
    terminal.wait_for("Second line")
    terminal.press("ctrl+q")
    assert terminal.end() == 0
    assert foreign_orders(terminal.seen) == []


@pytest.mark.parametrize("environment", [{"TERM": "linux"}, {"TERM": "vt100"}, {"CARTERA_ASCII": "1"}, {"LANG": "C"}])
def test_only_plain_signs_are_sent_where_others_may_lack(start, environment):
    terminal = start(**environment)
    terminal.wait_for("Acme Foods")
    terminal.press("g", "e", "enter", "escape", "question_mark")
    terminal.wait_for("Esc")
    assert text_of(terminal.seen).isascii()


def test_letters_lose_their_accents_where_the_terminal_reads_no_utf_8(start):
    terminal = start(LANG="es_ES.ISO-8859-1")
    terminal.wait_for("Acme Foods")
    terminal.press("g", "t")
    terminal.wait_for("Tareas")
    terminal.press("question_mark")
    terminal.wait_for("Esc")
    assert text_of(terminal.seen).isascii()


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "vt100"}])
def test_no_colour_is_sent_where_none_is_wanted(start, environment):
    terminal = start(**environment)
    terminal.wait_for("Acme Foods")
    terminal.press("g", "e", "g", "c", "question_mark", "escape")
    assert not COLOURS.search(terminal.seen)
    assert re.search(rb"\x1b\[[0-9;]*7[;m]", terminal.seen), "the cursor is reversed instead"


def test_sixteen_colours_are_enough(start):
    terminal = start(TERM="linux")
    terminal.wait_for("Acme Foods")
    terminal.press("g", "e", "question_mark", "escape")
    assert b"38;2;" not in terminal.seen
    assert b"38;5;" not in terminal.seen


@pytest.mark.parametrize("term", ["vt100", pytest.param("linux", marks=pytest.mark.exhaustive)])
def test_a_terminal_without_a_window_is_given_no_title(start, term):
    terminal = start(TERM=term)
    terminal.wait_for("Acme Foods")
    terminal.press("g", "e")
    assert b"\x1b]2;" not in terminal.seen


def test_a_terminal_that_prints_lines_is_told_the_commands(start):
    terminal = start(TERM="dumb")
    assert terminal.end() == 1
    assert b"can only print lines" in terminal.seen
    assert b"cartera --help" in terminal.seen
    assert b"\x1b" not in terminal.seen


def test_without_a_terminal_there_is_a_sentence_and_no_hang(book_folder, surroundings):
    done = subprocess.run(
        [*CARTERA, "-C", str(book_folder)], env=surroundings, capture_output=True, timeout=60, check=False, input=b""
    )
    assert done.returncode == 2
    assert b"cartera --help" in done.stderr


def test_a_window_too_small_says_so_and_goes_on_when_it_grows(start):
    terminal = start(size=(20, 10))
    terminal.wait_for("larger")
    terminal.resize(80, 24)
    os.kill(terminal.child, signal.SIGWINCH)
    terminal.wait_for("Acme Foods")
    terminal.press("ctrl+q")
    assert terminal.end() == 0


def test_ctrl_z_gives_the_terminal_back_and_fg_goes_on(start):
    terminal = start()
    terminal.wait_for("Acme Foods")
    terminal.settle()
    os.write(terminal.line, b"\x1a")
    given_up = time.monotonic() + PATIENCE
    while not os.WIFSTOPPED(os.waitpid(terminal.child, os.WUNTRACED | os.WNOHANG)[1]):
        assert time.monotonic() < given_up
        terminal.read(0.1)
    terminal.settle()
    assert terminal.seen.rindex(b"\x1b[?1049l") > terminal.seen.rindex(b"\x1b[?1049h")
    stopped_at = len(terminal.seen)
    os.kill(terminal.child, signal.SIGCONT)
    terminal.wait_for("Acme Foods", since=stopped_at)
    terminal.press("ctrl+q")
    assert terminal.end() == 0


def test_a_lost_connection_that_is_told_ends_the_program(start):
    terminal = start()
    terminal.wait_for("Acme Foods")
    terminal.hang_up()
    terminal.end()


def test_nothing_moves_over_ssh(start):
    terminal = start(SSH_TTY="/dev/pts/9")
    terminal.wait_for("Acme Foods")
    terminal.press("g", "e", "g", "c")
    terminal.press("ctrl+q")
    assert terminal.end() == 0
