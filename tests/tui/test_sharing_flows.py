"""Sharing by keys: one key syncs, conflicts are settled with one key each, and nothing waits for the network."""

from __future__ import annotations

import subprocess
from socket import create_server
from types import SimpleNamespace

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
        await wait_until(pilot, lambda: "conflicts" not in app.snapshot.records[PLATFORM].tree)
        assert app.snapshot.records[PLATFORM].text("amount") == amount
        await wait_until(pilot, lambda: app.conflict_count == 0)


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
        await wait_until(pilot, lambda: app.snapshot.records[PLATFORM].text("amount") == "50000.00 EUR")
        await wait_until(pilot, lambda: app.conflict_count == 0)
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


CONFLICT = """\
    conflicts:
      - {{id: {id}, field: {field}, base: {base}, kept: {kept}, kept_by: Ana Prueba, kept_at: "2026-07-14T09:31:00+02:00", other: {other}, other_by: Marc Prueba, other_at: "2026-07-15T09:31:00+02:00"}}
    """


def disputed(files):
    """Return the files with two conflicts in one deal, one in another, and two versions of a rule."""
    amount = CONFLICT.format(
        id="a" * 12, field="amount", base="40000.00 EUR", kept="48000.00 EUR", other="51000.00 EUR"
    )
    step = '  - {id: bbbbbbbbbbbb, field: next_step, base: "x", kept: Call purchasing, kept_by: Ana Prueba, other: Visit, other_by: Marc Prueba}\n    '
    scanner = CONFLICT.format(id="c" * 12, field="amount", base="1.00 EUR", kept="9000.00 EUR", other="9500.00 EUR")
    end = "owner: ana\n    ---"

    def with_more(path, more):
        return files[path].replace(end, f"owner: ana\n{more}---")

    return files | {
        f"{PLATFORM}.md": with_more(f"{PLATFORM}.md", amount + step),
        SCANNER: with_more(SCANNER, scanner),
        "rules/remind.yaml": "title: Remind\ndays: 3\n",
        "rules/remind.conflict-3fa9c1d2.yaml": "title: Remind\ndays: 5\n",
    }


SCANNER = "clients/bold/opportunities/scanner-p6q7.md"


async def open_inbox(app, pilot, wait_until):
    await pilot.press("g", "b")
    await wait_until(pilot, lambda: isinstance(app.screen, InboxScreen) and app.screen.found)


async def test_marked_conflicts_are_settled_together_after_a_look_with_one_undo(
    run_app, seller_files, wait_until, see_when
):
    async with run_app(disputed(seller_files), size=(120, 30)) as (app, pilot):
        await open_inbox(app, pilot, wait_until)
        await pilot.press("asterisk")
        await see_when(app, pilot, "4 marked")
        await pilot.press("T")
        seen = await see_when(app, pilot, "€48,000.00 → €51,000.00")
        assert "Call purchasing → Visit" in seen
        assert "€9,000.00 → €9,500.00" in seen
        assert "Neither value of rules/remind.yaml is yours" in seen
        await pilot.press("enter")
        await wait_until(pilot, lambda: "conflicts" not in app.snapshot.records[PLATFORM].tree)
        deal = app.snapshot.records[PLATFORM]
        assert (deal.text("amount"), deal.text("next_step")) == ("51000.00 EUR", "Visit")
        await wait_until(pilot, lambda: app.conflict_count == 0)
        await pilot.press("u")
        await wait_until(pilot, lambda: app.conflict_count == 3)
        assert app.snapshot.records[PLATFORM].text("amount") == "48000.00 EUR"


async def test_what_is_probably_right_is_taken_for_all_that_a_filter_leaves(
    run_app, seller_files, wait_until, see_when
):
    async with run_app(disputed(seller_files), size=(120, 30)) as (app, pilot):
        await open_inbox(app, pilot, wait_until)
        await pilot.press("slash", *"field:amount", "enter")
        await see_when(app, pilot, "Conflicts (2/4)")
        await pilot.press("asterisk", "P")
        await see_when(app, pilot, "2 conflicts settled")
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.conflict_count == 1)
        assert app.snapshot.records[PLATFORM].text("amount") == "51000.00 EUR"
        assert app.snapshot.records[PLATFORM].text("next_step") == "Call purchasing"


@pytest.mark.parametrize(("key", "days"), [("K", "3"), ("O", "5")])
async def test_of_two_versions_of_a_rule_one_key_keeps_one(run_app, seller_files, wait_until, see_when, key, days):
    async with run_app(disputed(seller_files), size=(120, 30)) as (app, pilot):
        await open_inbox(app, pilot, wait_until)
        await pilot.press("end")
        seen = await see_when(app, pilot, "K keeps what stands now")
        assert "days: 5" in seen
        await pilot.press("M")
        await see_when(app, pilot, "Neither value")
        await pilot.press("escape", key)
        await wait_until(pilot, lambda: len(app.screen.told.things) == 3)
        rules = app.bridge.root / "rules"
        assert [each.name for each in rules.iterdir()] == ["remind.yaml"]
        assert f"days: {days}" in (rules / "remind.yaml").read_text()


async def test_the_records_with_conflicts_are_stepped_through_from_the_inbox(
    run_app, seller_files, wait_until, see_when
):
    async with run_app(disputed(seller_files), size=(120, 30)) as (app, pilot):
        await open_inbox(app, pilot, wait_until)
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.screen.selected() == PLATFORM or app.screen.place == "record")
        first = app.screen.record_id
        await pilot.press("J")
        await wait_until(pilot, lambda: app.screen.place == "record" and app.screen.record_id != first)
        assert {first, app.screen.record_id} == {PLATFORM, SCANNER.removesuffix(".md")}


async def test_what_is_saved_is_counted_as_to_be_sent(run_app, seller_files, colleague, wait_until, see_when):
    async with run_app(seller_files) as (app, pilot):
        colleague(app.bridge.root)
        app.sharer.look()
        await wait_until(pilot, lambda: app.sharing is not None)
        await pilot.press("l", *"called them", "enter")
        await see_when(app, pilot, "1 to send")


@pytest.fixture
def silent():
    """The address of a server that takes a connection and says nothing."""
    with create_server(("127.0.0.1", 0)) as server:
        yield f"git://127.0.0.1:{server.getsockname()[1]}/book.git"


@pytest.mark.parametrize("keys", [["escape"], ["s", "x"]])
async def test_a_sync_that_lasts_is_stopped_and_keys_go_on_meanwhile(
    run_app, seller_files, colleague, silent, wait_until, see_when, keys
):
    async with run_app(seller_files) as (app, pilot):
        colleague(app.bridge.root)
        run_git(app.bridge.root, "remote", "set-url", "origin", silent)
        await pilot.press("s")
        await see_when(app, pilot, "fetching...  (s stops)")
        await pilot.press("g", "e")
        await see_when(app, pilot, "Pipeline")
        assert app.sharer.is_busy
        for key in keys:
            await pilot.press(key)
        await see_when(app, pilot, "Sync stopped: the next one goes on from there.")
        assert not isinstance(app.screen, MistakeModal)


async def test_leaving_ends_a_sync_that_lasts(run_app, seller_files, colleague, silent, see_when):
    async with run_app(seller_files) as (app, pilot):
        colleague(app.bridge.root)
        run_git(app.bridge.root, "remote", "set-url", "origin", silent)
        await pilot.press("s")
        await see_when(app, pilot, "fetching...")
    assert not app.sharer.is_busy


async def test_where_the_book_asks_for_it_a_save_is_sent_soon(run_app, seller_files, colleague, wait_until):
    nudged = []
    async with run_app(seller_files) as (app, pilot):
        colleague(app.bridge.root)
        app.sharer._worker = SimpleNamespace(nudge=lambda: nudged.append(1), stop=lambda _: None)
        await pilot.press("l", *"called them", "enter")
        await wait_until(pilot, lambda: nudged)


async def test_the_command_line_filters_and_orders_what_is_no_record_too(run_app, seller_files, wait_until, see_when):
    async with run_app(disputed(seller_files), size=(120, 30)) as (app, pilot):
        await open_inbox(app, pilot, wait_until)
        await pilot.press("colon", *"filter field:amount", "enter")
        await see_when(app, pilot, "Conflicts (2/4)")
        await pilot.press("colon", *"sort title-", "enter")
        await wait_until(pilot, lambda: app.screen.question.order == "title-")
        await wait_until(pilot, lambda: app.screen.row_ids()[0] == SCANNER.removesuffix(".md"))
        await pilot.press("colon", *"sort stage", "enter")
        await see_when(app, pilot, "there is no field")
