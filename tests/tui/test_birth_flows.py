"""A name nobody has yet is made into a record with the one that links to it: one commit, one undo."""

import subprocess

import pytest
from cartera.tui.screens.item_form import ItemFormScreen
from cartera.tui.screens.items import ItemsScreen
from cartera.tui.screens.record_form import NewRecordScreen, RecordFormScreen

PLATFORM = "clients/acme/opportunities/platform-k3x9"


@pytest.fixture
def root(tmp_path):
    return tmp_path / "book"


def commits(root):
    done = subprocess.run(["git", "-C", str(root), "log", "--format=%s"], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


async def go_to(app, pilot, *path):
    app.screen.pane.go_to(app.screen.pane.form.row(path))
    await pilot.pause()


async def test_an_unknown_contact_is_made_with_the_call_that_names_them(
    run_app, seller_files, wait_until, see_when, root
):
    async with run_app(seller_files) as (app, pilot):
        app.push_screen(NewRecordScreen("interaction", "acme"))
        await wait_until(pilot, lambda: isinstance(app.screen, NewRecordScreen))
        await pilot.press(*"Hello")
        await go_to(app, pilot, "contacts")
        await pilot.press(*"eva", "comma", "space", *"Zoe", "space", *"Nueva")
        await see_when(app, pilot, "New: Contact “Zoe Nueva”")
        await pilot.press("enter")
        await see_when(app, pilot, "Zoe Nueva (new)")
        await pilot.press("ctrl+s")
        await wait_until(pilot, lambda: len(commits(root)) == 2)
    assert "title: Zoe Nueva" in (root / "clients/acme/contacts/zoe-nueva.md").read_text()
    [call] = [each for each in (root / "clients/acme/interactions/2026").iterdir() if "2026-07-20" in each.name]
    assert "zoe-nueva" in call.read_text()
    assert "eva" in call.read_text()
    assert "new: Zoe Nueva" in commits(root)[0]


async def test_an_unknown_stakeholder_is_made_from_within_a_list(run_app, seller_files, wait_until, see_when, root):
    async with run_app(seller_files) as (app, pilot):
        app.push_screen(RecordFormScreen(app.snapshot.records[PLATFORM]))
        await wait_until(pilot, lambda: isinstance(app.screen, RecordFormScreen))
        await go_to(app, pilot, "stakeholders")
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, ItemFormScreen))
        await pilot.press(*"Zoe")
        await see_when(app, pilot, "New: Contact “Zoe”")
        await pilot.press("enter", "ctrl+s")
        await wait_until(pilot, lambda: isinstance(app.screen, ItemsScreen))
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(app.screen, RecordFormScreen))
        await pilot.press("ctrl+s")
        await wait_until(pilot, (root / "clients/acme/contacts/zoe.md").exists)
        await wait_until(pilot, lambda: len(commits(root)) == 2)
    assert "contact: zoe" in (root / f"{PLATFORM}.md").read_text()


async def test_a_name_taken_back_makes_nothing(run_app, seller_files, wait_until, see_when, root):
    async with run_app(seller_files) as (app, pilot):
        app.push_screen(NewRecordScreen("interaction", "acme"))
        await wait_until(pilot, lambda: isinstance(app.screen, NewRecordScreen))
        await pilot.press(*"Hello")
        await go_to(app, pilot, "contacts")
        await pilot.press(*"Zoe")
        await see_when(app, pilot, "New: Contact “Zoe”")
        await pilot.press("enter", "ctrl+u", *"eva")
        await pilot.press("ctrl+s")
        await wait_until(pilot, lambda: len(commits(root)) == 2)
    assert not (root / "clients/acme/contacts/zoe.md").exists()


async def test_what_needs_more_than_a_name_is_not_offered(run_app, seller_files, wait_until):
    async with run_app(seller_files) as (app, pilot):
        app.push_screen(RecordFormScreen(app.snapshot.records[PLATFORM]))
        await wait_until(pilot, lambda: isinstance(app.screen, RecordFormScreen))
        await go_to(app, pilot, "owner")
        await pilot.press("ctrl+u", *"nobody")
        assert app.screen.pane.offers.marked is None
