"""Keys typed faster than a screen opens are for that screen."""

import asyncio
import time

from cartera.tui import typing_ahead
from textual import events
from textual.widgets import Input


async def test_what_is_typed_ahead_reaches_the_screen_it_was_meant_for(run_app, seller_files, see_when):
    async with run_app(seller_files) as (app, pilot):
        await see_when(app, pilot, "Calm")
        await pilot.press("enter", "l", *"call: fine")
        await see_when(app, pilot, "Log: Acme")
        await pilot.press("escape", "escape", "escape", "g", "e")
        await see_when(app, pilot, "Scanners")


async def test_keys_that_wait_in_a_screen_that_is_covered_go_on_to_the_one_above(
    run_app, seller_files, see_when, wait_until
):
    async with run_app(seller_files) as (app, pilot):
        await see_when(app, pilot, "Calm")
        below = app.screen
        for key in ("enter", "e"):
            below.post_message(events.Key(key, None))
        await wait_until(pilot, lambda: type(app.screen).__name__ == "RecordFormScreen")


async def test_a_filter_a_list_opens_with_is_never_given_the_keys_on_the_way(
    run_app, seller_files, see_when, monkeypatch
):
    given = []
    monkeypatch.setattr(Input, "watch_has_focus", lambda self, has: given.append(self.id) if has else None)
    async with run_app(seller_files) as (app, pilot):
        await see_when(app, pilot, "Calm")
        for key in "tpercvm":
            await pilot.press("g", key)
            await pilot.pause()
        assert given == []
        await pilot.press("slash")
        assert given == ["filter-text"]


async def test_a_key_waits_as_long_as_nobody_lets_the_program_work_and_not_for_ever(
    run_app, seller_files, see_when, wait_until, monkeypatch
):
    async with run_app(seller_files) as (app, pilot):
        await see_when(app, pilot, "Calm")
        worked = [0.0]
        monkeypatch.setattr(time, "process_time", lambda: worked[0])
        monkeypatch.setattr(typing_ahead, "is_at_rest", lambda _: False)
        app.post_message(events.Key("slash", "/"))
        for _ in range(100):
            await asyncio.sleep(0)
        assert app.keys_wait
        worked[0] = typing_ahead.PATIENCE + 1
        await wait_until(pilot, lambda: isinstance(app.screen.focused, Input))
