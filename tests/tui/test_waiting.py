"""A deed that lasts says how far it is, and ends at Esc with nothing done."""

import threading

import pytest
from cartera.records.steps import Cancelled, Deed, Step
from cartera.tui.modals.waiting import WaitingModal
from cartera.tui.waiting import told


class Ear:
    """Keeps what is posted to it."""

    def __init__(self):
        self.heard = []

    def post_message(self, message):
        self.heard.append(message)


def ticking(step):
    """Return a clock that is ``step`` seconds further at every look."""
    moment = 0.0

    def clock():
        nonlocal moment
        moment += step
        return moment

    return clock


def count(tell):
    for done in range(5):
        tell(Step(Deed.CHANGE, done, 5))


def test_a_quick_deed_says_nothing():
    ear = Ear()
    told(ear, count, ticking(0.1))
    assert ear.heard == []


def test_a_long_deed_says_how_far_it_is_and_that_it_has_ended():
    ear = Ear()
    told(ear, count, ticking(0.6))
    assert [each.step.done if each.step else None for each in ear.heard] == [1, 2, 3, 4, None]


def test_a_deed_that_is_cancelled_ends_at_its_next_step_and_says_so():
    ear = Ear()

    def work(tell):
        tell(Step(Deed.CHANGE, 0, 2))
        ear.heard[0].cancel()
        tell(Step(Deed.CHANGE, 1, 2))

    with pytest.raises(Cancelled):
        told(ear, work, ticking(2.0))
    assert ear.heard[-1].step is None


async def test_esc_ends_a_bulk_change_with_nothing_done(run_app, seller_files, see_when, wait_until, monkeypatch):
    monkeypatch.setattr(told, "__defaults__", (ticking(2.0),))
    from cartera.tui import bulk

    going_on = threading.Event()
    usual = bulk.finish

    def slow(book, record):
        assert going_on.wait(60)
        return usual(book, record)

    monkeypatch.setattr(bulk, "finish", slow)
    async with run_app(seller_files) as (app, pilot):
        await pilot.press("g", "o", *"opportunities", "enter")
        await see_when(app, pilot, "Scanners")
        before = {path: path.read_bytes() for path in app.bridge.root.rglob("*.md")}
        await pilot.press("asterisk", "x")
        await wait_until(pilot, lambda: isinstance(app.screen, WaitingModal))
        await see_when(app, pilot, "Preparing changes: 0 of 3")
        await pilot.press("escape")
        going_on.set()
        await see_when(app, pilot, "Cancelled: nothing was changed.")
        await wait_until(pilot, lambda: not isinstance(app.screen, WaitingModal))
        assert len(app.screen.marks) == 3
        assert before == {path: path.read_bytes() for path in app.bridge.root.rglob("*.md")}
