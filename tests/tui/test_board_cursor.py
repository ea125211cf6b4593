"""Where the cursor of the board goes when its card leaves the board."""

from datetime import date

import pytest
from cartera.schema.language import ENGLISH
from cartera.tui.presentation.board import BoardColumn
from cartera.tui.presentation.lines import Span
from cartera.tui.presentation.values import Reader
from cartera.tui.widgets.board_view import BoardView
from textual.app import App


async def test_filtering_the_board_puts_the_cursor_on_a_deal_that_is_left(run_app, seller_files, see_when, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await see_when(app, pilot, "Calm")
        await pilot.press("g", "e")
        await see_when(app, pilot, "Scanners")
        assert app.screen.query_one(BoardView).selected.endswith("scanner-p6q7")
        await pilot.press("slash", *"platform", "enter")
        await wait_until(pilot, lambda: app.screen.query_one(BoardView).selected.endswith("platform-k3x9"))


STAGES = [BoardColumn(f"s{n}", f"Stage {n}", (), 0, ("deal",) if n == 2 else ()) for n in range(8)]


class BoardApp(App):
    """A board alone, given its deals before it has a size, or once it has one."""

    def __init__(self, reader, *, at_once):
        super().__init__()
        self.board, self.at_once = BoardView(reader), at_once

    def compose(self):
        if self.at_once:
            self.fill()
        yield self.board

    def fill(self):
        self.board.show(STAGES, lambda _id, width: ((Span("a deal"[:width]),),) * 3)


@pytest.mark.parametrize("at_once", [True, False], ids=["deals first", "size first"])
async def test_the_board_scrolls_alike_whether_its_deals_or_its_size_come_first(at_once):
    app = BoardApp(Reader(ENGLISH, date(2026, 7, 15)), at_once=at_once)
    async with app.run_test(size=(120, 20)) as pilot:
        app.fill()
        await pilot.pause()
        layout = app.board._layout()
        assert layout.shown < len(STAGES)
        assert (layout.first, app.board.selected) == (0, "deal")
