"""Takes the pictures of the README from the program itself: `python -m cartera.docs.pictures [NAME …]`."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from textual.pilot import Pilot

from ..schema.language import LANGUAGES, Language
from ..tui.looks.traits import Looks
from .stage import keys_of, open_stage, write_stage

FOLDER = Path(__file__).parent / "pictures"
WIDE = (120, 40)
NARROW = (80, 24)

PATIENCE = 20.0
"""Seconds after which a text that never comes is given up."""

_LOG = {
    "es": "llamada mireia: presupuesto bien > enviar propuesta @viernes",
    "en": "call mireia: budget is fine > send the proposal @friday",
}
_SEARCH = {"es": "cadena frio", "en": "fridge"}


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture."""

    keys: tuple[str, ...] = ()
    """What leads to it from the first screen; ``{log}`` and the like are typed in the reader's language."""
    size: tuple[int, int] = WIDE
    """Of the terminal."""
    theme: str = "dark"
    """The theme it is taken in."""


SHOTS: dict[str, Shot] = {
    "clients": Shot(),
    "clients-80x24": Shot(size=NARROW, theme="light"),
    "client": Shot(("slash", *"frigor", "enter", "enter")),
    "record": Shot(("g", "e", "right", "right", "right", "enter")),
    "pipeline": Shot(("g", "e", "right", "right", "right")),
    "pipeline-80x24": Shot(("g", "e", "right", "right", "right"), NARROW),
    "today": Shot(("g", "h")),
    "today-light": Shot(("g", "h"), theme="light"),
    "search": Shot(("S", "{search}")),
    "form": Shot(("g", "e", "right", "right", "right", "e")),
    "log": Shot(("slash", *"tramontana", "enter", "l", "{log}")),
    "help": Shot(("question_mark",)),
}
"""By file name."""


def main() -> None:
    """Write the pictures named, or every one, in both languages."""
    wanted = sys.argv[1:] or list(SHOTS)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "demo"
        write_stage(root)
        for code in LANGUAGES:
            for name in wanted:
                svg = asyncio.run(_take(root, code, SHOTS[name]))
                (FOLDER / f"{name}-{code}.svg").write_text(svg, encoding="utf-8")
                print(f"{name}-{code}.svg")


async def _take(root: Path, code: str, shot: Shot) -> str:
    app = open_stage(root, Language(code), Looks(theme=shot.theme))
    async with app.run_test(size=shot.size) as pilot:
        while app.snapshot is None or app.problem_counts is None:
            await pilot.pause(0.05)
        for key in shot.keys:
            typed = {"{log}": keys_of(_LOG[code]), "{search}": keys_of(_SEARCH[code])}.get(key, (key,))
            await pilot.press(*typed)
            await _settle(pilot)
        await _settle(pilot)
        # Without this, some programs that draw SVG drop the blanks a text begins with, and columns lean.
        return app.export_screenshot(title="Cartera").replace("<text ", '<text xml:space="preserve" ')


async def _settle(pilot: Pilot[int]) -> None:
    """Wait until the screen has stayed the same for a moment: threads answer in their own time."""
    before = None
    for _ in range(int(PATIENCE / 0.15)):
        await pilot.pause(0.15)
        now = [strip.text for strip in pilot.app.screen._compositor.render_strips()]
        if now == before:
            return
        before = now


if __name__ == "__main__":
    main()
