"""The scribe: the last word on each file reaches the disk, and nothing there ends the program."""

import errno
import threading

import pytest
from cartera.records.files import disk
from cartera.records.files.private import PrivateFolder
from cartera.tui.scribe import Scribe


@pytest.fixture
def folder(tmp_path):
    return PrivateFolder(tmp_path / "state" / "book")


def test_what_was_told_last_is_what_stands_when_it_is_closed(folder):
    scribe = Scribe(folder)
    for number in range(50):
        scribe.write("draft", b"%d" % number)
        scribe.write("other", b"%d" % -number)
    scribe.close()
    assert folder.read("draft") == b"49"
    assert folder.read("other") == b"-49"


def test_what_is_dropped_is_gone_and_may_be_written_again(folder):
    scribe = Scribe(folder)
    scribe.write("draft", b"one")
    scribe.drop("draft")
    scribe.drop("never")
    scribe.write("list", b"one")
    scribe.drop("list")
    scribe.write("list", b"two")
    scribe.close()
    assert folder.read("draft") is None
    assert folder.read("list") == b"two"


def test_orders_that_wait_for_a_slow_disk_are_not_written_twice(folder, monkeypatch):
    written, hold = [], threading.Event()

    def slow(_self, name, content):
        hold.wait()
        written.append((name, content))

    monkeypatch.setattr(PrivateFolder, "write", slow)
    scribe = Scribe(folder)
    for number in range(20):
        scribe.write("draft", b"%d" % number)
    hold.set()
    scribe.close()
    assert written[-1] == ("draft", b"19")
    assert len(written) <= 2


def test_a_disk_that_refuses_ends_nothing(tmp_path):
    (tmp_path / "state").write_bytes(b"a file where a folder should be")
    scribe = Scribe(PrivateFolder(tmp_path / "state" / "book"))
    scribe.write("draft", b"one")
    scribe.close()


def test_what_is_replaced_goes_only_when_the_new_is_on_the_disk(folder, monkeypatch):
    folder.write("draft-of-yesterday", b"long")
    with monkeypatch.context() as full:
        full.setattr(disk, "create_file", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
        scribe = Scribe(folder)
        scribe.write("draft", b"longer", instead_of="draft-of-yesterday")
        scribe.close()
    assert (folder.read("draft"), folder.read("draft-of-yesterday")) == (None, b"long")
    scribe = Scribe(folder)
    scribe.write("draft", b"longer", instead_of="draft-of-yesterday")
    scribe.close()
    assert (folder.read("draft"), folder.read("draft-of-yesterday")) == (b"longer", None)


def test_what_was_to_be_replaced_goes_with_the_next_word_that_can_be_written(folder, monkeypatch):
    folder.write("draft-of-yesterday", b"long")
    tried = threading.Event()

    def refuse(*_):
        tried.set()
        raise OSError(errno.ENOSPC, "full")

    scribe = Scribe(folder)
    with monkeypatch.context() as full:
        full.setattr(disk, "create_file", refuse)
        scribe.write("draft", b"longer", instead_of="draft-of-yesterday")
        assert tried.wait(60)
    scribe.write("draft", b"longest")
    scribe.close()
    assert (folder.read("draft"), folder.read("draft-of-yesterday")) == (b"longest", None)


def test_without_a_folder_nothing_is_kept():
    scribe = Scribe(None)
    scribe.write("draft", b"one")
    scribe.close()
    scribe.write("draft", b"two")
