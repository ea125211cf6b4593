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


def put_cursor(app, wanted):
    """Put the cursor on the change that is wanted."""
    screen = app.screen
    row = next(key for key, found in screen.told.things.items() if wanted(found))
    table = screen.query_one("#rows")
    table.cursor = table.model.ids.index(row)


async def test_every_amount_a_deal_had_is_one_key_away(run_app, seller_files, open_history, see_when):
    async with run_app(seller_files) as (app, pilot):
        await open_history(app, pilot)
        await pilot.press("enter")
        await see_when(app, pilot, "field:amount")
        seen = await see_when(app, pilot, "2 shown")
        assert "€50,000.00  €45,000.00" in seen
        assert "written" not in seen


async def test_a_question_narrows_the_changes_and_esc_shows_all_again(
    run_app, seller_files, open_history, see_when, wait_until
):
    async with run_app(seller_files) as (app, pilot):
        await open_history(app, pilot)
        await pilot.press("slash", *"went:down", "enter")
        await see_when(app, pilot, "History (1/3)")
        await see_when(app, pilot, "45,000")
        await pilot.press("escape")
        await see_when(app, pilot, "History (3)")
        assert isinstance(app.screen, HistoryScreen)


async def test_an_amount_is_brought_back_after_a_look(run_app, seller_files, open_history, see_when, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await open_history(app, pilot)
        put_cursor(app, lambda found: found.change and found.change.after == "50000.00 EUR")
        await pilot.press("R")
        await see_when(app, pilot, "Bring back as it was then?")
        await pilot.press("y")
        await wait_until(pilot, lambda: app.snapshot.records[PLATFORM].text("amount") == "50000.00 EUR")


async def test_a_save_under_the_cursor_brings_the_whole_record_back(
    run_app, seller_files, open_history, see_when, wait_until
):
    async with run_app(seller_files) as (app, pilot):
        await open_history(app, pilot)
        await pilot.press("end", "up", "R")
        seen = await see_when(app, pilot, "Bring back as it was then?")
        assert "€45,000.00 → €48,000.00" in seen
        await pilot.press("y")
        await wait_until(pilot, lambda: app.snapshot.records[PLATFORM].text("amount") == "48000.00 EUR")


async def test_marked_changes_are_brought_back_together_with_one_undo(run_app, seller_files, see_when, wait_until):
    from cartera.records.files.edits import Put

    async with run_app(seller_files) as (app, pilot):
        book = app.bridge._ready()
        for name, value in (("next_step", "Write"), ("amount", "1.00 EUR"), ("next_step", "Visit")):
            book.apply(book.edit(book.find(PLATFORM), [Put((name,), value)]))
        book.apply(book.edit(book.find(PLATFORM), [Put(("amount",), "2.00 EUR")]))
        app.bridge.look_again()
        await wait_until(pilot, lambda: app.snapshot.records[PLATFORM].text("amount") == "2.00 EUR")
        app.open_record(PLATFORM)
        await wait_until(pilot, lambda: app.screen.is_mounted)
        await pilot.press("H")
        await see_when(app, pilot, "Visit")
        put_cursor(app, lambda found: found.change and found.change.after == "Write")
        await pilot.press("space")
        put_cursor(app, lambda found: found.change and found.change.after == "1.00 EUR")
        await pilot.press("space")
        await see_when(app, pilot, "2 marked")
        await pilot.press("R")
        seen = await see_when(app, pilot, "Bring back as it was then?")
        assert "Visit → Write" in seen
        await pilot.press("y")
        await wait_until(pilot, lambda: app.snapshot.records[PLATFORM].text("next_step") == "Write")
        assert app.snapshot.records[PLATFORM].text("amount") == "1.00 EUR"
        assert not app.screen.marks
        await pilot.press("u")
        await wait_until(pilot, lambda: app.snapshot.records[PLATFORM].text("amount") == "2.00 EUR")
        assert app.snapshot.records[PLATFORM].text("next_step") == "Visit"


async def test_the_arrangement_of_a_history_is_found_again_and_kept_as_a_view(
    run_app, seller_files, open_history, see_when, wait_until
):
    async with run_app(seller_files, size=(120, 30)) as (app, pilot):
        await open_history(app, pilot)
        await pilot.press("B", *"who", "enter")
        await see_when(app, pilot, "- Ana Prueba")
        await pilot.press("v", *"save this")
        await pilot.press("enter")
        await see_when(app, pilot, "Title of the view")
        await pilot.press(*"By whom", "enter")
        await see_when(app, pilot, "> By whom")
        await pilot.press("escape", "H")
        await wait_until(pilot, lambda: isinstance(app.screen, HistoryScreen))
        await see_when(app, pilot, "- Ana Prueba")
        assert app.screen.saved.name == "by-whom"


async def test_what_a_save_deleted_comes_back_from_the_history_of_its_client(
    run_app, seller_files, see_when, wait_until
):
    async with run_app(seller_files, size=(120, 30)) as (app, pilot):
        book = app.bridge._ready()
        book.apply(book.remove(book.find("support-m4n5")))
        app.bridge.look_again()
        support = "clients/acme/opportunities/support-m4n5"
        await wait_until(pilot, lambda: support not in app.snapshot.records)
        app.push_screen(HistoryScreen(app.snapshot.records["clients/acme/client"]))
        await see_when(app, pilot, "(deleted)")
        put_cursor(app, lambda found: found.change is None and found.file.fate.value == "deleted")
        await pilot.press("R")
        await see_when(app, pilot, "Bring back as it was then?")
        await pilot.press("y")
        await wait_until(pilot, lambda: support in app.snapshot.records)
