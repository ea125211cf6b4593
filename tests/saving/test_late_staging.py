"""The index is told once, a while after the last of several saves."""

from __future__ import annotations

from threading import Event

from cartera.records.saving.late_staging import LateStaging
from cartera.records.saving.writes import BookBusy

LONG = 60.0


def test_it_is_told_after_the_pause() -> None:
    told = Event()
    LateStaging(told.set, pause=0).ask()
    assert told.wait(LONG)


def test_several_saves_are_told_at_once_when_it_ends() -> None:
    told: list[str] = []
    late = LateStaging(lambda: told.append("now"), LONG)
    for _ in range(3):
        late.ask()
    assert told == []
    late.finish()
    assert told == ["now"]
    late.finish()
    assert told == ["now"]


def test_what_is_being_told_is_waited_for() -> None:
    begun, done = Event(), Event()

    def tell() -> None:
        begun.set()
        done.wait(0.05)
        done.set()

    late = LateStaging(tell, pause=0)
    late.ask()
    assert begun.wait(LONG)
    late.finish()
    assert done.is_set()


def test_what_hinders_it_does_not_reach_the_person() -> None:
    def refuse() -> None:
        raise BookBusy(1)

    late = LateStaging(refuse, LONG)
    late.ask()
    late.finish()


def test_nothing_saved_is_nothing_told() -> None:
    told: list[str] = []
    LateStaging(lambda: told.append("now"), 0).finish()
    assert told == []
