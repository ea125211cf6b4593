"""A clone of some clients in the terminal: a link that leads to another one offers to get it."""

import subprocess

import pytest

PLATFORM = "clients/acme/opportunities/platform-k3x9"
BOLD = "clients/bold/client"


def run_git(root, *words):
    subprocess.run(["git", "-C", str(root), *words], check=True, capture_output=True)


@pytest.fixture
def part(run_app, seller_files, wait_until):
    """Return what runs the app on a clone of Acme alone, whose deal has a partner that is not held."""
    path = f"{PLATFORM}.md"
    files = seller_files | {path: seller_files[path].replace("owner: ana\n", "owner: ana\n    links: [bold]\n")}

    async def lose_bold(app, pilot):
        root = app.bridge.root
        run_git(root, "status")
        run_git(root, "sparse-checkout", "set", "--no-cone", "/*", "!/clients/*/", "/clients/acme/")
        app.bridge.look_again()
        await wait_until(pilot, lambda: BOLD in app.snapshot.absent.ids and BOLD not in app.snapshot.records)

    return run_app(files, size=(100, 30)), lose_bold


async def test_a_link_to_what_is_not_held_offers_to_get_it(part, wait_until, see_when):
    running, lose_bold = part
    async with running as (app, pilot):
        await lose_bold(app, pilot)
        app.open_record(PLATFORM)
        await see_when(app, pilot, "not held here")
        page = app.screen.query_one("#page")
        page.cursor = next(n for n, each in enumerate(page.items) if each.target == BOLD)
        await pilot.press("enter")
        await see_when(app, pilot, "this clone does not hold it")
        await pilot.press("y")
        await wait_until(pilot, lambda: "Bold Foods" in app.screen.trail())
        assert (app.bridge.root / f"{BOLD}.md").exists()
        assert "clients/calm/client" in app.snapshot.absent.ids


async def test_a_client_that_is_not_held_is_chosen_from_a_list(part, wait_until, see_when):
    running, lose_bold = part
    async with running as (app, pilot):
        await pilot.press("g", "C")
        await see_when(app, pilot, "This clone holds every client of the book.")
        await lose_bold(app, pilot)
        await pilot.press("g", "C")
        await see_when(app, pilot, "Clients this clone does not hold")
        await pilot.press(*"calm", "enter")
        await wait_until(pilot, lambda: "clients/calm/client" in app.snapshot.records)
        assert BOLD in app.snapshot.absent.ids
