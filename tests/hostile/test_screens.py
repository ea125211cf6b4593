"""The screens on the hostile book: drawn whole, literal, with every broken file in the list of problems."""

import asyncio
import time
from datetime import datetime

import pytest
from cartera.records.book import Book
from cartera.schema.clean import must_hide
from cartera.schema.language import Language
from cartera.tests.hostile.cases import FOLDER, SECRET
from cartera.tests.tui.resting import let_pilots_wait_for_rest
from cartera.tui.app import Cartera

PATIENCE = 60
NOW = datetime.fromisoformat("2026-07-20T09:30:00+02:00")


def lines_of(app):
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


async def wait_for(pilot, text):
    given_up = time.monotonic() + PATIENCE
    while text not in "\n".join(lines_of(pilot.app)):
        assert time.monotonic() < given_up, "\n".join(lines_of(pilot.app))
        await pilot.pause()
        await asyncio.sleep(0.01)


@pytest.fixture
def screens(hostile, monkeypatch):
    """Return an app on the hostile book, to be driven by keys."""
    let_pilots_wait_for_rest(monkeypatch)
    return Cartera(lambda: Book(hostile.book, lambda: NOW), Language("en"), lambda: NOW)


def check_screen(app):
    seen = lines_of(app)
    assert not [line for line in seen if any(must_hide(sign) for sign in line)]
    assert SECRET not in "\n".join(seen)
    assert type(app.screen).__name__ not in {"BugScreen", "MistakeModal"}, "\n".join(seen)
    return "\n".join(seen)


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_every_screen_draws_the_hostile_book(screens, size):
    app = screens
    async with app.run_test(size=size, notifications=True) as pilot:
        await wait_for(pilot, "Acme Foods")
        check_screen(app)
        for _ in range(4):
            await pilot.press("pagedown")
            check_screen(app)
        for keys in (["enter"], ["tab"], ["down"], ["escape"], ["g", "p"], ["escape"], ["g", "t"], ["escape"]):
            await pilot.press(*keys)
            await pilot.pause()
            check_screen(app)
        await pilot.press("question_mark")
        await pilot.pause()
        check_screen(app)
        await pilot.press("escape")


@pytest.mark.slow
async def test_every_hostile_client_and_deal_can_be_opened(screens):
    app = screens
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await wait_for(pilot, "Acme Foods")
        for record in list(app.snapshot.records.values()):
            if record.type in {"client", "opportunity"}:
                app.open_record(record.id)
                await pilot.pause()
                check_screen(app)
                await pilot.press("escape")


@pytest.mark.slow
async def test_the_list_of_problems_holds_every_broken_file_and_opens_one(screens):
    app = screens
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await wait_for(pilot, "Acme Foods")
        app.perform("problems")
        await wait_for(pilot, FOLDER)
        shown = check_screen(app)
        assert "a-list" in shown
        await pilot.press("enter")
        await pilot.pause()
        check_screen(app)
