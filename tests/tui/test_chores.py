"""What nobody waits for is done in turn beside the screens, and never in the way of what somebody waits for."""

import threading

from cartera.tui.chores import Chores


def test_chores_are_done_one_after_another_in_the_order_given():
    done, finished = [], threading.Event()
    chores = Chores()
    for number in range(5):
        chores.give(lambda number=number: done.append((number, threading.current_thread().name)))
    chores.give(finished.set)
    assert finished.wait(60)
    assert done == [(number, "chores") for number in range(5)]


def test_no_chore_begins_when_the_program_ends():
    begun, may_end, done = threading.Event(), threading.Event(), []
    chores = Chores()
    chores.give(lambda: (begun.set(), may_end.wait(60)))
    assert begun.wait(60)
    chores.give(lambda: done.append("late"))
    chores.close()
    may_end.set()
    chores._thread.join(60)
    assert done == []


async def test_a_burst_of_outside_changes_is_followed_some_times_a_second(
    run_app, seller_files, wait_until, monkeypatch
):
    async with run_app(seller_files) as (app, pilot):
        await wait_until(pilot, lambda: app.snapshot is not None)
        taken = []
        take = app.take
        monkeypatch.setattr(app, "take", lambda snapshot: (taken.append(snapshot), take(snapshot)))
        root = app.bridge.root
        for number in range(6):
            (root / "clients/acme/client.md").write_text(
                (root / "clients/acme/client.md").read_text() + f"Line {number}.\n"
            )
            app.bridge.look_at(["clients/acme/client.md"])
        await wait_until(pilot, lambda: "Line 5." in app.snapshot.records["clients/acme/client"].body)
        assert 1 <= len(taken) < 6
