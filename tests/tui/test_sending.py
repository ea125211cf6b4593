"""Sending at once: what the terminal takes is there at once, what it does not take goes to the thread, in order."""

import os
import pty
import termios
import tty

import pytest
from cartera.tui.drawing.sending import FEW, is_idle, send_at_once
from textual.drivers._writer_thread import WriterThread


class Kept:
    """Keeps what somebody else was to write."""

    def __init__(self):
        self.texts = []

    def write(self, data):
        self.texts.append(data)


@pytest.fixture
def line():
    near, far = pty.openpty()
    tty.setraw(far)
    yield near, far
    for each in (near, far):
        os.close(each)


def test_a_step_is_with_the_terminal_when_the_call_returns(line):
    near, far = line
    kept = Kept()
    send_at_once(far, "\x1b[3;4Hñandú", kept)
    assert os.read(near, 100).decode() == "\x1b[3;4Hñandú"
    assert kept.texts == []


def test_a_screenful_is_left_to_the_thread(line):
    kept = Kept()
    send_at_once(line[1], "x" * (FEW + 1), kept)
    assert kept.texts == ["x" * (FEW + 1)]


def test_a_line_that_stands_still_stops_nobody(line):
    _, far = line
    termios.tcflow(far, termios.TCOOFF)
    try:
        kept = Kept()
        send_at_once(far, "later", kept)
        assert kept.texts == ["later"]
    finally:
        termios.tcflow(far, termios.TCOON)


def test_a_terminal_that_is_gone_is_left_to_whoever_tells_it():
    near, far = pty.openpty()
    os.close(near)
    kept = Kept()
    try:
        send_at_once(far, "gone", kept)
    finally:
        os.close(far)
    assert kept.texts == ["gone"]


def test_a_thread_is_idle_only_when_all_it_was_given_is_written(line):
    near, far = line
    with os.fdopen(os.dup(far), "w") as file:
        thread = WriterThread(file)
        assert not is_idle(thread), "it has not begun"
        thread.start()
        thread.write("first")
        while not is_idle(thread):
            pass
        assert os.read(near, 100) == b"first"
        thread.stop()
