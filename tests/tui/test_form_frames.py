"""What a form looks like when a colleague writes into it, when its lists are filled in and when its text is written.

After a wanted change: ``CARTERA_WRITE_FRAMES=1 .venv/bin/pytest tests/tui/test_form_frames.py``, then read the
difference.
"""

import pytest
from cartera.tui.modals.ask import AskModal
from cartera.tui.screens.body import BodyScreen
from cartera.tui.screens.items import ItemsScreen
from cartera.tui.screens.record_form import RecordFormScreen

PLATFORM = "clients/acme/opportunities/platform-k3x9"
LINES = """lines:
      - {product: base, qty: 2, unit_price: 100.00 EUR}
      - {product: "[b]wide[/b] 漢字", qty: 1, unit_price: 50.00 EUR}
    next_step: Call"""


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_forms_look_as_they_are_kept(run_app, seller_files, see, wait_until, tmp_path, size, language, compare):
    file = f"{PLATFORM}.md"
    seller_files[file] = seller_files[file].replace("next_step: Call", LINES) + "    # Plan\n\n    - **one** [[eva]]\n"
    async with run_app(seller_files, size=size, language=language) as (app, pilot):

        def keep(name):
            compare(f"{name}-{size[0]}x{size[1]}-{language}", see(app))

        app.push_screen(RecordFormScreen(app.snapshot.records[PLATFORM]))
        await wait_until(pilot, lambda: isinstance(app.screen, RecordFormScreen))
        form = app.screen
        form.pane.go_to(form.pane.form.row(("amount",)))
        await pilot.press(*"50k")
        path = tmp_path / "book" / file
        path.write_text(path.read_text().replace("48000.00", "60000.00").replace("Call purchasing", "Wait"))
        app.bridge.look_again()
        await wait_until(pilot, lambda: form.pane.form.clashes)
        app.clear_notifications()
        await pilot.pause()
        keep("form-clash")
        await pilot.press("ctrl+t")
        await wait_until(pilot, lambda: isinstance(app.screen, AskModal))
        await pilot.pause()
        keep("form-settle")
        await pilot.press("t")
        await wait_until(pilot, lambda: isinstance(app.screen, RecordFormScreen))
        form.pane.go_to(form.pane.form.row(("lines",)))
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, ItemsScreen))
        await pilot.pause()
        keep("form-items")
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(app.screen, RecordFormScreen))
        form.pane.stand_at(len(form.pane.view.lines) - 1)
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, BodyScreen))
        await pilot.pause()
        keep("form-text")
