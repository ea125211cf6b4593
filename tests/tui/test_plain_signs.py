"""With plain signs nothing is drawn above ASCII but what a person wrote; without colour nothing is told by colour alone."""

import pytest
from cartera.tui.looks.signs import Signs
from cartera.tui.looks.traits import Colours, Looks

PLAIN = Looks("plain", Signs.ASCII, Colours.NONE)

WALK = (
    ("enter",),
    ("right",),
    ("right", "right"),
    ("e",),
    ("escape",),
    ("l",),
    ("escape",),
    ("y",),
    ("escape",),
    ("H",),
    ("escape",),
    ("escape", "g", "e"),
    ("m",),
    ("escape",),
    ("enter",),
    ("i",),
    ("escape",),
    ("g", "t"),
    ("n",),
    ("escape",),
    ("g", "h"),
    ("S",),
    ("escape",),
    ("exclamation_mark",),
    ("question_mark",),
    ("escape",),
    ("ctrl+p",),
    ("escape",),
    ("f6",),
)
"""Keys, a look at the screen after each group."""


async def test_every_screen_is_drawn_with_plain_signs(run_app, seller_files, see, see_when):
    async with run_app(seller_files, looks=PLAIN, size=(100, 30)) as (app, pilot):
        await see_when(app, pilot, "Calm")
        for keys in WALK:
            await pilot.press(*keys)
            await pilot.pause()
            shown = "\n".join(see(app))
            assert shown.isascii(), (keys, shown)


async def test_the_cursor_is_seen_without_colour(run_app, seller_files, see_when):
    async with run_app(seller_files, looks=PLAIN) as (app, pilot):
        await see_when(app, pilot, "Calm")
        row = next(strip for strip in app.screen._compositor.render_strips() if strip.text.startswith(">"))
        assert any(segment.style and segment.style.reverse for segment in row)
        for strip in app.screen._compositor.render_strips():
            for segment in strip:
                assert segment.style is None or segment.style.color is None or segment.style.color.is_default


@pytest.mark.parametrize("size", [(40, 10), (60, 15), (79, 23), (200, 60)])
async def test_no_size_of_the_window_breaks_a_screen(run_app, seller_files, see, see_when, size):
    async with run_app(seller_files, size=size) as (app, pilot):
        await see_when(app, pilot, "Calm")
        for keys in (
            ["enter"],
            ["right"],
            ["escape"],
            ["g", "e"],
            ["g", "h"],
            ["n"],
            ["escape"],
            ["e"],
            ["escape"],
            ["question_mark"],
        ):
            await pilot.press(*keys)
            await pilot.pause()
            lines = see(app)
            assert type(app.screen).__name__ != "BugScreen", "\n".join(lines)
            assert len(lines) <= size[1]
