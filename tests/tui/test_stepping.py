"""A step is on the screen when it is made; of steps that are overtaken few are drawn."""

import time

import pytest
from cartera.tui.drawing.stepping import FRAME, SteppingScreen
from cartera.tui.typing_ahead import PatientApp
from textual import events
from textual.geometry import Region
from textual.widgets import Static


class Stepped(SteppingScreen):
    """Counts how often it is composed."""

    composed = 0

    def compose(self):
        yield Static("one\ntwo", id="rows")

    def _compositor_refresh(self):
        self.composed += 1
        super()._compositor_refresh()

    def step(self):
        """Change a line, as a step in a list does."""
        self.query_one("#rows").refresh(Region(0, 0, 3, 1))
        self.draw_step()


class Bench(PatientApp):
    def on_mount(self):
        self.push_screen(Stepped())


@pytest.mark.asyncio
async def test_a_step_is_composed_before_anything_else_happens():
    async with Bench().run_test() as pilot:
        await pilot.pause()
        screen = pilot.app.screen
        before = screen.composed
        screen.step()
        assert screen.composed == before + 1
        await pilot.pause()
        assert not screen._compositor._dirty_regions


@pytest.mark.asyncio
async def test_steps_that_are_overtaken_are_not_composed_and_the_last_one_is():
    async with Bench().run_test() as pilot:
        await pilot.pause()
        screen, app = pilot.app.screen, pilot.app
        app._typed.append(events.Key("down", None))  # a key that waits
        screen._drawn_at = time.monotonic() + 60
        before = screen.composed
        for _ in range(5):
            screen.step()
        assert screen.composed == before
        app._typed.clear()
        screen._drawn_at = 0.0
        while screen.composed == before:
            await pilot.pause(FRAME)
        assert not screen._compositor._dirty_regions


@pytest.mark.asyncio
async def test_the_switch_leaves_drawing_to_textual(monkeypatch):
    monkeypatch.setenv("CARTERA_PLAIN_DRAWING", "1")
    async with Bench().run_test() as pilot:
        await pilot.pause()
        before = pilot.app.screen.composed
        pilot.app.screen.step()
        assert pilot.app.screen.composed == before
