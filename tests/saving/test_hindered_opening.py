"""A book with something unfinished opens and is read whatever hinders the finishing, and nothing of it is lost."""

import errno
import os
from contextlib import closing

import pytest
from cartera.records.book import Book
from cartera.records.files import disk
from cartera.records.files.edits import Put
from cartera.records.saving.keeper import Keeper
from cartera.records.saving.lock import hold_lock

CALLS = ("create_file", "make_folder", "write", "flush", "rename", "remove", "remove_folder")
CLIENT = "clients/acme/client"


@pytest.fixture
def unfinished(committed_book, clock, git):
    """A book with a save that is promised and not committed, a half-written file, a list for the index, a stale lock."""
    lock = committed_book / ".git/refs/heads/main.lock"
    lock.touch()
    with closing(Book(committed_book, clock)) as book:
        receipt = book.apply(book.edit(book.snapshot().records[CLIENT], [Put(("owner",), "luis")])).receipt
    assert receipt.commit is None
    os.utime(lock, (0, 0))
    (committed_book / "clients/acme/.cartera-1-0.tmp").write_text("half")
    (committed_book / ".git/cartera/unstaged").write_text("clients/acme/client.md")
    return committed_book


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO])
@pytest.mark.parametrize("name", CALLS)
def test_it_opens_on_a_disk_that_fails_and_is_finished_later(unfinished, clock, git, monkeypatch, name, number):
    def fail(*_, **__):
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(disk, name, fail)
        with closing(Book(unfinished, clock)) as book:
            assert book.snapshot().records[CLIENT].text("owner") == "luis"
    with closing(Book(unfinished, clock)):
        assert git("show", "HEAD:clients/acme/client.md").count("owner: luis") == 1
    with Keeper(unfinished, clock) as keeper:
        assert keeper.pending() == ()
    assert git("status", "--porcelain") == ""


def test_it_opens_at_once_while_somebody_else_saves(unfinished, clock):
    with hold_lock(unfinished / ".git/cartera", 0), closing(Book(unfinished, clock)) as book:
        assert book.snapshot().records[CLIENT].text("owner") == "luis"
