"""What the main screens look like, kept as text beside this test.

After a wanted change: ``CARTERA_WRITE_FRAMES=1 .venv/bin/pytest tests/tui/test_frames.py``, then read the difference.
"""

import os
from pathlib import Path

import pytest

FRAMES = Path(__file__).parent / "frames"

WALK = [
    ("clients", [], "Calm"),
    ("client", ["enter"], "Acme"),
    ("client-timeline", ["right"], "First call"),
    ("client-tab", ["left", "left"], "Call purchasing"),
    ("pipeline", ["g", "e"], "Scanners"),
    ("pipeline-table", ["v", "enter"], "Platform"),
    ("record", ["G", "enter"], "clients/acme/opportunities"),
    ("today", ["g", "h"], "Call purchasing"),
    ("tasks", ["g", "t"], "l "),
    ("help", ["question_mark"], "Enter"),
    ("palette", ["escape", "ctrl+p", "a", "c", "m"], "Acme"),
]
"""Name of the frame, keys that lead to it from the one before, a text that is on it when it is drawn."""

ODD = {
    "cartera.yaml": "name: Odd\nlanguage: en\n",
    "clients/long/client.md": "---\ntitle: " + "A very long name " * 300 + "\nlifecycle: lead\n---\n",
    "clients/wide/client.md": "---\ntitle: 漢字の名前 ☕ 👩‍💻 naïve\nlifecycle: customer\n---\nテキスト\n",
    "clients/rtl/client.md": "---\ntitle: שלום مرحبا\nlifecycle: lead\n---\n",
    "clients/markup/client.md": '---\ntitle: "[bold]Renewal [Q3] [/] \\e[31mred \\u202eback"\nlifecycle: lead\n---\n',
    "clients/broken/client.md": "---\ntitle: Broken\ntitle: twice\n---\n",
    "clients/wrong/client.md": "---\ntitle: Wrong\nlifecycle: sometimes\nemployees: many\nlifecicle: lead\n---\n",
}


def compare(name, lines):
    path = FRAMES / f"{name}.txt"
    text = "\n".join(lines) + "\n"
    if os.environ.get("CARTERA_WRITE_FRAMES"):
        path.write_text(text)
    assert path.is_file(), "write it as the module's docstring says"
    assert text == path.read_text()


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_the_screens_look_as_they_are_kept(run_app, seller_files, see, see_when, size, language):
    async with run_app(seller_files, size=size, language=language) as (app, pilot):
        for name, keys, text in WALK:
            await pilot.press(*keys)
            await see_when(app, pilot, text)
            compare(f"{name}-{size[0]}x{size[1]}-{language}", see(app))


async def test_odd_records_are_literal_and_break_no_column(run_app, see, see_when):
    async with run_app(ODD) as (app, pilot):
        await see_when(app, pilot, "Wrong")
        compare("odd-clients", see(app))
        for slug in ["long", "markup", "wide", "wrong"]:
            app.open_record(f"clients/{slug}/client")
            await see_when(app, pilot, "No next step")
            compare(f"odd-{slug}", see(app))
            await pilot.press("escape")


async def test_an_empty_book_teaches(run_app, see, see_when):
    async with run_app({"cartera.yaml": "name: Empty\n"}) as (app, pilot):
        await see_when(app, pilot, "no clients yet")
        compare("empty-clients", see(app))
        await pilot.press("g", "h")
        await see_when(app, pilot, "Nothing is due")
        compare("empty-today", see(app))
        await pilot.press("g", "e")
        await see_when(app, pilot, "Prospecting")
        compare("empty-pipeline", see(app))
