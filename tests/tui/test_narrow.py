"""Composing narrowly: what is built of a screen is what Textual would have built, and no more."""

import pytest
from cartera.tui.drawing.narrow import NarrowCompositor, add_part
from hypothesis import given
from hypothesis import strategies as some
from textual._compositor import ChopsUpdate, Compositor
from textual.app import App
from textual.containers import Horizontal
from textual.geometry import Region
from textual.screen import Screen
from textual.widgets import DataTable, Footer, Header, Static

LINES = 12


class Counted(Static):
    """Counts the lines it is asked for."""

    asked = 0

    def render_lines(self, crop):
        self.asked += crop.height
        return super().render_lines(crop)


class Busy(Screen):
    """Widgets beside, over and behind each other, with scroll bars and borders."""

    CSS = "#b { border: round red; } DataTable { width: 1fr; } #over { layer: top; offset: 20 3; width: 9; height: 2; }"
    LAYERS = ("default", "top")

    def compose(self):
        yield Header()
        with Horizontal():
            yield DataTable(cursor_type="row")
            yield Counted("beside\n" * 40, id="b")
        yield Counted("over", id="over")
        yield Footer()

    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns("Name", "Stage")
        table.add_rows((f"Cliente {number:02} — ñandú", "won") for number in range(40))
        table.focus()


class Bench(App):
    def on_mount(self):
        self.push_screen(Busy())


def _shown(update, width):
    """Return the characters and styles of the lines of an update, place by place."""
    found = {}
    for y, _, _ in update.spans:
        for x, strip in update.chops[y].items():
            place = x
            for text, style, _ in strip or ():
                for each in text:
                    found[y, place] = (each, style)
                    place += 1
    return {
        key: value for key, value in found.items() if any(y == key[0] and x <= key[1] < e for y, x, e in update.spans)
    }


@pytest.mark.asyncio
async def test_a_part_of_a_screen_is_built_as_the_whole_is():
    app = Bench()
    async with app.run_test(size=(60, LINES)) as pilot:
        await pilot.pause()
        plain, narrow = app.screen._compositor, NarrowCompositor()
        narrow.reflow(app.screen, app.size)
        plain.reflow(app.screen, app.size)
        for region in (Region(0, 3, 60, 1), Region(5, 2, 20, 4), Region(0, 0, 60, LINES), Region(30, 9, 30, 3)):
            updates = []
            for each in (plain, narrow):
                each._dirty_regions = {region}
                updates.append(Compositor.render_partial_update(each))
            assert all(isinstance(each, ChopsUpdate) for each in updates)
            assert _shown(updates[0], 60) == _shown(updates[1], 60)


@pytest.mark.asyncio
async def test_what_does_not_change_is_not_asked():
    app = Bench()
    async with app.run_test(size=(60, LINES)) as pilot:
        await pilot.pause()
        narrow = NarrowCompositor()
        narrow.reflow(app.screen, app.size)
        beside = app.screen.query_one("#b", Counted)
        beside.asked = 0
        narrow._dirty_regions = {Region(0, 5, 60, 2)}
        narrow.render_partial_update()
        assert beside.asked == 2


@given(some.lists(some.builds(Region, *[some.integers(0, 6)] * 2, *[some.integers(1, 5)] * 2), max_size=8))
def test_regions_that_are_counted_as_covered_are_covered_once(parts):
    covered = []
    for part in parts:
        covered = add_part(covered, part)
    cells = [(x, y) for each in covered for x in each.column_range for y in each.line_range]
    assert len(cells) == len(set(cells))
    assert set(cells) <= {(x, y) for each in parts for x in each.column_range for y in each.line_range}
