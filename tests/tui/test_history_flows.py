"""The past of a record by keys: follow one field, ask for changes, bring back what was."""

from __future__ import annotations

import pytest
from cartera.tui.screens.history import HistoryScreen

PLATFORM = "clients/acme/opportunities/platform-k3x9"


@pytest.fixture
def open_history(run_app, seller_files, wait_until, see_when):
    """Return a function that opens the history of a deal whose amount was changed twice."""

    def changed(app):
        for amount in ("50000.00 EUR", "45000.00 EUR"):
            book = app.bridge._ready()
            from cartera.records.files.edits import Put

            book.apply(book.edit(book.find(PLATFORM), [Put(("amount",), amount)]))

    async def open_it(app, pilot):
        changed(app)
        app.bridge.look_again()
        app.open_record(PLATFORM)
        await wait_until(pilot, lambda: app.screen.is_mounted)
        await pilot.press("H")
        await wait_until(pilot, lambda: isinstance(app.screen, HistoryScreen))
        return await see_when(app, pilot, "50,000")

    return open_it


async def test_every_amount_a_deal_had_is_one_key_away(run_app, seller_files, open_history, see_when):
    async with run_app(seller_files) as (app, pilot):
        await open_history(app, pilot)
        await pilot.press("j")
        await pilot.press("enter")
        seen = await see_when(app, pilot, "amount")
        assert "45,000" in seen


async def test_a_question_narrows_the_changes_and_esc_shows_all_again(
    run_app, seller_files, open_history, see_when, wait_until
):
    async with run_app(seller_files) as (app, pilot):
        await open_history(app, pilot)
        await pilot.press("slash", *"went:down", "enter")
        await wait_until(pilot, lambda: "went:down" in app.screen.trail())
        await see_when(app, pilot, "45,000")
        await pilot.press("escape")
        await wait_until(pilot, lambda: "went:down" not in app.screen.trail())
        assert isinstance(app.screen, HistoryScreen)


async def test_an_amount_is_brought_back_after_a_look(run_app, seller_files, open_history, see_when, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await open_history(app, pilot)
        page = app.screen.query_one("#page")
        page.cursor = next(n for n, each in enumerate(page.items) if each.key and "50,000" in each.text.split("→")[-1])
        await pilot.press("R")
        await see_when(app, pilot, "Bring back as it was then?")
        await pilot.press("y")
        await wait_until(pilot, lambda: app.snapshot.records[PLATFORM].text("amount") == "50000.00 EUR")
