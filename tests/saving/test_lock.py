"""Waiting for the book's lock: as long as it changes hands, and no longer than patience for one who hangs."""

import fcntl
import os

import pytest
from cartera.records.saving import lock
from cartera.records.saving.lock import hold_lock
from cartera.records.saving.writes import BookBusy

PATIENCE = 10.0


class Waits:
    """A clock that goes on by a third of the patience with each look, in which the other holder may do something."""

    def __init__(self, deeds):
        self.now, self._deeds = 0.0, iter(deeds)

    def monotonic(self):
        return self.now

    def time_ns(self):
        return int(self.now * 1e9) + 1

    def sleep(self, _seconds):
        self.now += PATIENCE / 3
        next(self._deeds, lambda: None)()


@pytest.fixture
def other(tmp_path):
    """Somebody else who holds the lock; ``pass_on`` lets it change hands, ``leave`` gives it back."""
    file = os.open(tmp_path / "lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(file, fcntl.LOCK_EX)

    class Other:
        moment = 0

        def pass_on(self):
            self.moment += 1
            os.utime(file, ns=(self.moment, self.moment))

        def leave(self):
            fcntl.flock(file, fcntl.LOCK_UN)

    yield Other()
    os.close(file)


def test_while_the_lock_changes_hands_the_wait_goes_on(tmp_path, other, monkeypatch):
    waits = Waits([*[other.pass_on] * 20, other.leave])
    monkeypatch.setattr(lock, "time", waits)
    with hold_lock(tmp_path, PATIENCE):
        pass
    assert waits.now > 6 * PATIENCE


def test_who_holds_it_for_too_long_is_not_waited_for(tmp_path, other, monkeypatch):
    waits = Waits([other.pass_on] * 3)
    monkeypatch.setattr(lock, "time", waits)
    with pytest.raises(BookBusy), hold_lock(tmp_path, PATIENCE):
        pass
    assert waits.now < 4 * PATIENCE


@pytest.mark.usefixtures("other")
def test_who_does_not_wait_is_told_at_once(tmp_path):
    with pytest.raises(BookBusy), hold_lock(tmp_path, 0):
        pass


def test_who_takes_it_leaves_a_sign(tmp_path):
    with hold_lock(tmp_path, 0):
        before = (tmp_path / "lock").stat().st_mtime_ns
    with hold_lock(tmp_path, 0):
        assert (tmp_path / "lock").stat().st_mtime_ns > before
