"""What the screens that write and find look like, kept as text in frames/.

After a wanted change: ``CARTERA_WRITE_FRAMES=1 .venv/bin/pytest tests/tui/test_writing_frames.py``, then read the
difference.
"""

import os
from pathlib import Path

import pytest

FRAMES = Path(__file__).parent / "frames"
PLATFORM = "clients/acme/opportunities/platform-k3x9"
BROKEN = {"clients/bold/opportunities/broken-r2s3.md": "---\ntitle: Torn\nstage: a: b\n---\n"}
SPACES = {" ": "space", ">": "greater_than_sign", ":": "colon", "@": "at"}

WALK = [
    ("form", ["e"], "48"),
    ("form-judged", ["down", "down", *"a lot"], "a lot"),
    ("form-offers", ["up", "ctrl+n"], "upsell"),
    ("form-all", ["escape", "ctrl+o"], ">"),
    ("form-leave", ["escape"], "Esc"),
    ("log", ["d", "l", *"call eva 20m: fine > send it @friday"], "Eva Prueba"),
    ("move", ["escape", "m"], "Esc"),
    ("move-asks", ["enter"], "  - "),
    ("search", ["escape", "S", *"call"], "First call"),
    ("problems", ["escape", "escape", "exclamation_mark"], "broken-r2s3.md"),
    ("file", ["enter"], "stage: a: b"),
    ("delete", ["escape", "escape", "X"], "Platform"),
    ("rename", ["escape", "R"], "platform-k3x9"),
    ("new", ["escape", "n"], "Enter"),
]
"""Name of the frame, keys that lead to it from the one before, a text that is on it when it is drawn."""


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
    async with run_app({**seller_files, **BROKEN}, size=size, language=language) as (app, pilot):
        app.open_record(PLATFORM)
        await see_when(app, pilot, "platform-k3x9")
        for name, keys, text in WALK:
            await pilot.press(*(SPACES.get(each, each) for each in keys))
            await see_when(app, pilot, text)
            await pilot.pause()
            compare(f"{name}-{size[0]}x{size[1]}-{language}", see(app))
