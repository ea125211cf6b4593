"""Two people edit the same record: what the other writes comes into the open form, and only the same field is asked."""

import subprocess

import pytest
from cartera.tui.modals.ask import AskModal
from cartera.tui.screens.body import BodyScreen
from cartera.tui.screens.record_form import RecordFormScreen

PLATFORM = "clients/acme/opportunities/platform-k3x9"


@pytest.fixture
def root(tmp_path):
    return tmp_path / "book"


@pytest.fixture
def colleague(root, tmp_path):
    """Return a function with which a colleague changes texts of the deal in a clone, and the change is pulled."""
    clone = tmp_path / "clone"

    def git(folder, *arguments):
        subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True)

    def change(*replacements):
        if not clone.exists():
            git(tmp_path, "clone", "-q", str(root), str(clone))
        file = clone / f"{PLATFORM}.md"
        text = file.read_text()
        for old, new in replacements:
            assert old in text
            text = text.replace(old, new)
        file.write_text(text)
        git(clone, "commit", "-q", "-am", "Work of a colleague")
        git(root, "pull", "-q", str(clone), "main")

    return change


async def open_form(app, pilot, wait_until):
    app.push_screen(RecordFormScreen(app.snapshot.records[PLATFORM]))
    await wait_until(pilot, lambda: isinstance(app.screen, RecordFormScreen))


async def go_to(app, pilot, *path):
    app.screen.pane.go_to(app.screen.pane.form.row(path))
    await pilot.pause()


async def test_edit_while_a_colleagues_pull_arrives(run_app, seller_files, wait_until, see_when, root, colleague):
    async with run_app(seller_files, size=(120, 40)) as (app, pilot):
        await open_form(app, pilot, wait_until)
        await go_to(app, pilot, "amount")
        await pilot.press(*"50k")
        colleague(("48000.00 EUR", "60000.00 EUR"), ("Call purchasing", "Wait for Eva"))
        app.bridge.look_again()
        seen = await see_when(app, pilot, "Somebody else wrote: €60,000.00 (Ctrl-T decides)")
        assert "Wait for Eva" in seen
        assert "Somebody else changed it; before: Call purchasing" in seen
        assert app.screen.pane.field.value == "50k"
        await pilot.press("ctrl+t")
        seen = await see_when(app, pilot, "Take theirs")
        assert "Before: €48,000.00" in seen
        await pilot.press("m")
        await wait_until(pilot, lambda: isinstance(app.screen, RecordFormScreen) and not app.screen.pane.form.clashes)
        await pilot.press("ctrl+s")
        await wait_until(pilot, lambda: "amount: 50000.00 EUR" in (root / f"{PLATFORM}.md").read_text())
    assert "next_step: Wait for Eva" in (root / f"{PLATFORM}.md").read_text()


async def test_saving_asks_about_what_was_not_decided(run_app, seller_files, wait_until, root, colleague):
    async with run_app(seller_files) as (app, pilot):
        await open_form(app, pilot, wait_until)
        await go_to(app, pilot, "next_step")
        await pilot.press("end", *"xx")
        colleague(("Call purchasing", "Wait"))
        app.bridge.look_again()
        await wait_until(pilot, lambda: app.screen.pane.form.clashes)
        await pilot.press("ctrl+s")
        await wait_until(pilot, lambda: isinstance(app.screen, AskModal))
        await pilot.press("b")
        await wait_until(pilot, lambda: "Wait / Call purchasingxx" in (root / f"{PLATFORM}.md").read_text())


async def test_the_field_under_the_cursor_follows_too_while_nobody_types_there(
    run_app, seller_files, wait_until, colleague
):
    async with run_app(seller_files) as (app, pilot):
        await open_form(app, pilot, wait_until)
        await go_to(app, pilot, "next_step")
        colleague(("Call purchasing", "Wait"))
        app.bridge.look_again()
        await wait_until(pilot, lambda: app.screen.pane.field.value == "Wait")


async def test_a_text_written_on_its_own_screen_joins_what_came_meanwhile(
    run_app, seller_files, wait_until, root, colleague
):
    seller_files[f"{PLATFORM}.md"] += "    One.\n\n    Two.\n"
    async with run_app(seller_files) as (app, pilot):
        await open_form(app, pilot, wait_until)
        app.screen.pane.stand_at(len(app.screen.pane.view.lines) - 1)
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, BodyScreen))
        await pilot.press("enter", *"Mine")
        colleague(("One.", "Zero.\nOne."))
        app.bridge.look_again()
        await wait_until(pilot, lambda: "Zero" in app.snapshot.records[PLATFORM].body)
        await pilot.press("ctrl+s")
        await wait_until(pilot, lambda: isinstance(app.screen, RecordFormScreen))
        await pilot.press("ctrl+s")
        await wait_until(pilot, lambda: "Mine" in (root / f"{PLATFORM}.md").read_text())
    assert (root / f"{PLATFORM}.md").read_text().endswith("Zero.\nOne.\n\nTwo.\nMine\n")
