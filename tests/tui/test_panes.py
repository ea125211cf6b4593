"""How many panes stand beside a list: as many as there is room for."""

import pytest


@pytest.mark.parametrize(("width", "panes"), [(80, 1), (120, 2), (200, 3)])
@pytest.mark.parametrize("keys", [(), ("g", "h"), ("g", "t")], ids=["clients", "today", "tasks"])
async def test_the_record_and_its_story_stand_beside_the_list_where_there_is_room(
    run_app, seller_files, see_when, width, panes, keys
):
    async with run_app(seller_files, size=(width, 40)) as (app, pilot):
        await see_when(app, pilot, "Calm")
        await pilot.press(*keys)
        await pilot.pause()
        shown = [each for each in ("#rows", "#preview", "#story") if app.screen.query_one(each).display]
        assert len(shown) == panes


async def test_the_story_follows_the_cursor(run_app, seller_files, see_when):
    async with run_app(seller_files, size=(200, 40)) as (app, pilot):
        shown = await see_when(app, pilot, "Acme: Timeline")
        assert "First call" in shown
        await pilot.press("j")
        shown = await see_when(app, pilot, "Bold Foods: Timeline")
        assert "First call" not in shown


async def test_p_hides_what_stands_beside(run_app, seller_files, see_when, wait_until):
    async with run_app(seller_files, size=(200, 40)) as (app, pilot):
        await see_when(app, pilot, "Acme: Timeline")
        await pilot.press("P")
        await wait_until(pilot, lambda: not app.screen.query_one("#story").display)
        await pilot.press("P")
        await see_when(app, pilot, "Acme: Timeline")


async def test_a_long_record_is_scrolled_beside_the_list_with_the_cursor_at_rest(
    run_app, seller_files, see_when, wait_until
):
    async with run_app(seller_files, size=(120, 12)) as (app, pilot):
        await see_when(app, pilot, "Acme")
        pane = app.screen.query_one("#preview")
        await wait_until(pilot, lambda: pane.overflows)
        before = app.screen.selected()
        await pilot.press("ctrl+e")
        await wait_until(pilot, lambda: pane.scroll_y > 0)
        assert app.screen.selected() == before
        await pilot.press("ctrl+y")
        await wait_until(pilot, lambda: pane.scroll_y == 0)


async def test_where_nothing_stands_beside_the_list_the_key_says_so(run_app, seller_files, see_when):
    async with run_app(seller_files, size=(80, 24)) as (app, pilot):
        await see_when(app, pilot, "Acme")
        await pilot.press("ctrl+e")
        await see_when(app, pilot, "Nothing stands beside")
