"""Where the cursor of the board goes when its card leaves the board."""

from cartera.tui.widgets.board_view import BoardView


async def test_filtering_the_board_puts_the_cursor_on_a_deal_that_is_left(run_app, seller_files, see_when, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await see_when(app, pilot, "Calm")
        await pilot.press("g", "e")
        await see_when(app, pilot, "Scanners")
        assert app.screen.query_one(BoardView).selected.endswith("scanner-p6q7")
        await pilot.press("slash", *"platform", "enter")
        await wait_until(pilot, lambda: app.screen.query_one(BoardView).selected.endswith("platform-k3x9"))
