"""Reading only: switched by a key, seen in the header, and nothing is written."""

from __future__ import annotations

from cartera.tui.modals.mistake import MistakeModal

PLATFORM = "clients/acme/opportunities/platform-k3x9"


async def test_a_key_stops_all_writing_and_the_header_says_so(run_app, seller_files, wait_until, see_when):
    async with run_app(seller_files) as (app, pilot):
        await pilot.press("f4")
        await see_when(app, pilot, "[read only]")
        before = (app.bridge.root / f"{PLATFORM}.md").read_bytes()
        app.bridge.save(app, lambda book: book.remove(book.find(PLATFORM)))
        await wait_until(pilot, lambda: isinstance(app.screen, MistakeModal))
        assert (app.bridge.root / f"{PLATFORM}.md").read_bytes() == before
        await pilot.press("escape", "s")
        await wait_until(pilot, lambda: isinstance(app.screen, MistakeModal))


async def test_the_same_key_lets_one_write_again(run_app, seller_files, wait_until, see_when):
    async with run_app(seller_files) as (app, pilot):
        await pilot.press("f4")
        await see_when(app, pilot, "[read only]")
        await pilot.press("f4")
        app.bridge.save(app, lambda book: book.remove(book.find(PLATFORM)))
        await wait_until(pilot, lambda: PLATFORM not in app.snapshot.records)
