"""What lists look like while they are arranged, marked and changed together, kept as text beside this test.

After a wanted change: ``CARTERA_WRITE_FRAMES=1 .venv/bin/pytest tests/tui/test_list_frames.py``, then read the difference.
"""

import pytest
from cartera.tui.modals.columns import ColumnsModal
from cartera.tui.modals.preview import PreviewModal
from cartera.tui.screens.clients import ClientsScreen
from cartera.tui.screens.listing import ListScreen
from cartera.tui.widgets.record_table import RecordTable

LONG = """
    ---
    title: {title}
    pipeline: b2b
    stage: negotiation
    amount: 1234567.89 EUR
    owner: ana
    ---
    """


@pytest.fixture
def files(seller_files):
    marc = "---\ntitle: Marc Soler\nemail: marc@example.com\nrole: am\n---\n"
    wide = "漢字の名前 ☕ [bold] a very long name that fits into no column of any list of deals"
    return {
        **seller_files,
        "people/marc/user.md": marc,
        "clients/calm/opportunities/wide-z9y8.md": LONG.format(title=f'"{wide}"'),
    }


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_the_ways_to_arrange_a_list_look_as_they_are_kept(
    run_app, files, see, wait_until, size, language, compare
):
    def kept(name):
        return f"{name}-{size[0]}x{size[1]}-{language}"

    async with run_app(files, size=size, language=language) as (app, pilot):
        app.go_root(ListScreen("opportunity"))
        await wait_until(pilot, lambda: isinstance(app.screen, ListScreen) and app.screen.found)
        for name, key in (("list-order", "o"), ("list-columns", "C"), ("list-groups", "B"), ("list-views", "v")):
            await pilot.press(key)
            await wait_until(pilot, lambda: not isinstance(app.screen, ListScreen))
            await pilot.pause()
            compare(kept(name), see(app))
            await pilot.press("escape")
            await wait_until(pilot, lambda: isinstance(app.screen, ListScreen))
        app.screen.set_out(app.screen.present.__class__("", {}, ("opportunity",), group="stage"))
        await wait_until(pilot, lambda: app.screen.query_one(RecordTable).model.headings)
        await pilot.press("asterisk")
        await pilot.pause()
        compare(kept("list-marked"), see(app))


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_the_preview_of_many_changes_looks_as_it_is_kept(
    run_app, files, see, wait_until, size, language, compare
):
    async with run_app(files, size=size, language=language) as (app, pilot):
        await wait_until(pilot, lambda: isinstance(app.screen, ClientsScreen) and app.screen.found)
        await pilot.press("asterisk", "D")
        await wait_until(pilot, lambda: not isinstance(app.screen, ClientsScreen))
        await pilot.press("m", "a", "r", "c", "enter")
        await wait_until(pilot, lambda: isinstance(app.screen, PreviewModal))
        await pilot.pause()
        compare(f"bulk-preview-{size[0]}x{size[1]}-{language}", see(app))


async def test_an_empty_list_can_be_arranged_too(run_app, see, wait_until):
    async with run_app({"cartera.yaml": "name: Empty\n"}) as (app, pilot):
        await pilot.press("C")
        await wait_until(pilot, lambda: isinstance(app.screen, ColumnsModal))
        await pilot.press("escape", "asterisk", "space", "V", "o")
        await wait_until(pilot, lambda: not isinstance(app.screen, ClientsScreen))
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(app.screen, ClientsScreen))
        assert not app.screen.marks
