"""Sharing by keys: one key syncs, conflicts are settled with one key each, and nothing waits for the network."""

from __future__ import annotations

import subprocess

import pytest
from cartera.tui.modals.mistake import MistakeModal
from cartera.tui.screens.clients import ClientsScreen
from cartera.tui.screens.inbox import InboxScreen

PLATFORM = "clients/acme/opportunities/platform-k3x9"


def run_git(folder, *words):
    subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True)


@pytest.fixture
def colleague(tmp_path):
    """Return a function that shares the app's book and gives the folder of a colleague's clone."""

    def share(root):
        run_git(tmp_path, "clone", "-q", "--bare", str(root), "shared.git")
        run_git(root, "remote", "add", "origin", str(tmp_path / "shared.git"))
        run_git(root, "fetch", "-q", "origin")
        run_git(root, "branch", "-q", "--set-upstream-to=origin/main")
        run_git(tmp_path, "clone", "-q", "shared.git", "colleague")
        run_git(tmp_path / "colleague", "config", "user.name", "Marc Prueba")
        run_git(tmp_path / "colleague", "config", "user.email", "marc@example.com")
        return tmp_path / "colleague"

    return share


def write(folder, old, new):
    """Change a deal in a clone, commit it, and push it where that is a colleague's."""
    path = folder / f"{PLATFORM}.md"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    run_git(folder, "commit", "-qam", "Change")


async def sync(app, pilot, wait_until):
    await wait_until(pilot, lambda: not app.sharer.is_busy)
    await pilot.press("s")
    await wait_until(pilot, lambda: not app.sharer.is_busy)


async def test_one_key_brings_in_what_a_colleague_did(run_app, seller_files, colleague, wait_until):
    async with run_app(seller_files) as (app, pilot):
        clone = colleague(app.bridge.root)
        write(clone, "48000.00 EUR", "51000.00 EUR")
        run_git(clone, "push", "-q")
        await sync(app, pilot, wait_until)
        await wait_until(pilot, lambda: app.snapshot.records[PLATFORM].text("amount") == "51000.00 EUR")


async def test_what_waits_to_be_sent_is_counted_and_goes_out(run_app, seller_files, colleague, wait_until, see_when):
    async with run_app(seller_files) as (app, pilot):
        clone = colleague(app.bridge.root)
        write(app.bridge.root, "48000.00 EUR", "49000.00 EUR")
        app.sharer.look()
        await see_when(app, pilot, "1 to send")
        await sync(app, pilot, wait_until)
        await wait_until(pilot, lambda: app.sharing.to_send == 0)
        run_git(clone, "pull", "-q")
        assert "49000.00 EUR" in (clone / f"{PLATFORM}.md").read_text()


@pytest.mark.parametrize(("key", "amount"), [("M", "49000.00 EUR"), ("T", "51000.00 EUR")])
async def test_a_conflict_is_settled_with_one_key(run_app, seller_files, colleague, wait_until, see_when, key, amount):
    async with run_app(seller_files) as (app, pilot):
        clone = colleague(app.bridge.root)
        write(clone, "48000.00 EUR", "51000.00 EUR")
        run_git(clone, "push", "-q")
        write(app.bridge.root, "48000.00 EUR", "49000.00 EUR")
        await sync(app, pilot, wait_until)
        await see_when(app, pilot, "1 conflict")
        await pilot.press("g", "b")
        await wait_until(pilot, lambda: isinstance(app.screen, InboxScreen))
        seen = await see_when(app, pilot, "51,000")
        assert "49,000" in seen
        assert "Marc Prueba" in seen
        await pilot.press(key)
        await wait_until(pilot, lambda: app.conflict_count == 0)
        assert app.snapshot.records[PLATFORM].text("amount") == amount
        assert "conflicts" not in app.snapshot.records[PLATFORM].tree


async def test_a_conflict_is_settled_with_a_third_value(run_app, seller_files, colleague, wait_until, see_when):
    async with run_app(seller_files) as (app, pilot):
        clone = colleague(app.bridge.root)
        write(clone, "48000.00 EUR", "51000.00 EUR")
        run_git(clone, "push", "-q")
        write(app.bridge.root, "48000.00 EUR", "49000.00 EUR")
        await sync(app, pilot, wait_until)
        await see_when(app, pilot, "1 conflict")
        await pilot.press("g", "b")
        await see_when(app, pilot, "51,000")
        await pilot.press("i", *"50k")
        await see_when(app, pilot, "€50,000.00")
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.conflict_count == 0)
        assert app.snapshot.records[PLATFORM].text("amount") == "50000.00 EUR"
        await pilot.press("enter")


async def test_a_book_shared_with_nobody_says_so(run_app, seller_files, wait_until, see_when):
    async with run_app(seller_files) as (app, pilot):
        await sync(app, pilot, wait_until)
        await see_when(app, pilot, "remote")


async def test_without_a_connection_nothing_is_lost_and_the_header_says_so(
    run_app, seller_files, colleague, tmp_path, wait_until, see_when
):
    async with run_app(seller_files) as (app, pilot):
        colleague(app.bridge.root)
        run_git(app.bridge.root, "remote", "set-url", "origin", "git://127.0.0.1:1/none")
        write(app.bridge.root, "48000.00 EUR", "49000.00 EUR")
        await sync(app, pilot, wait_until)
        await wait_until(pilot, lambda: isinstance(app.screen, MistakeModal))
        await pilot.press("escape")
        await see_when(app, pilot, "1 to send, offline")
        assert isinstance(app.screen, ClientsScreen)


async def test_an_inbox_without_conflicts_says_what_it_is_for(run_app, seller_files, see_when):
    async with run_app(seller_files) as (app, pilot):
        await pilot.press("g", "b")
        await see_when(app, pilot, "There are no conflicts.")


async def test_what_a_sync_brought_is_a_list_to_read(run_app, seller_files, colleague, wait_until, see_when):
    async with run_app(seller_files, size=(100, 30)) as (app, pilot):
        clone = colleague(app.bridge.root)
        write(clone, "48000.00 EUR", "51000.00 EUR")
        run_git(clone, "push", "-q")
        await sync(app, pilot, wait_until)
        await wait_until(pilot, lambda: app.brought)
        await pilot.press("g", "n")
        seen = await see_when(app, pilot, "Marc Prueba (1)")
        assert "Amount" in seen
        assert "51,000" in seen
        screen = app.screen
        await wait_until(pilot, lambda: screen.selected() == PLATFORM)
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.screen is not screen and app.screen.selected() == PLATFORM)
