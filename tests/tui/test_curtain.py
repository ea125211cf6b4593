"""Drawing held back: what is composed meanwhile is not, and stands there when drawing goes on."""

import pytest
from cartera.tui.drawing.held import EAGER
from textual._compositor import Compositor


@pytest.fixture
def composed(monkeypatch):
    """The screens composed so far, one entry a time."""
    times = []
    usual = Compositor.render_update

    def render(self, *args, **kwargs):
        times.append(self)
        return usual(self, *args, **kwargs)

    monkeypatch.setattr(Compositor, "render_update", render)
    return times


async def test_a_layout_behind_the_curtain_is_composed_when_it_rises(run_app, seller_files, composed, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await pilot.pause()
        with app.batch_update():
            composed.clear()
            app.screen._refresh_layout()
            await pilot.pause()
            assert not composed
        await wait_until(pilot, lambda: composed)


async def test_a_switch_composes_every_layout(run_app, seller_files, composed, wait_until, monkeypatch):
    monkeypatch.setenv(EAGER, "1")
    async with run_app(seller_files) as (app, pilot):
        await pilot.pause()
        with app.batch_update():
            composed.clear()
            app.screen._refresh_layout()
            await wait_until(pilot, lambda: composed)
