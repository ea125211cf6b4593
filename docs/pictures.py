"""Takes the pictures of the README from the program itself: `python -m cartera.docs.pictures`."""

from __future__ import annotations

import asyncio
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from ..records.demo.write import write_demo
from ..records.opening import open_book
from ..schema.language import LANGUAGES, Language
from ..tui.app import Cartera

FOLDER = Path(__file__).parent / "pictures"
SIZE = (110, 32)
MOMENT = datetime(2026, 7, 14, 9, 30, tzinfo=ZoneInfo("Europe/Madrid"))
"""The pictures are of one day, so that they change only when the program does."""

SHOTS: dict[str, tuple[str, ...]] = {
    "clients": (),
    "client": ("/", *"frigor", "enter", "enter"),
    "pipeline": ("g", "e"),
    "log": ("l", *"llamada mireia: presupuesto bien > enviar propuesta @viernes"),
}
"""Picture → the keys that lead to it from the first screen."""


def main() -> None:
    """Write every picture in both languages."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "demo"
        write_demo(root, today=MOMENT.date(), clock=lambda: MOMENT).close()
        for code in LANGUAGES:
            for name, keys in SHOTS.items():
                svg = asyncio.run(_take(root, Language(code), keys))
                (FOLDER / f"{name}-{code}.svg").write_text(svg, encoding="utf-8")
                print(f"{name}-{code}.svg")


async def _take(root: Path, language: Language, keys: tuple[str, ...]) -> str:
    app = Cartera(lambda: open_book(root, lambda: MOMENT), language, lambda: MOMENT)
    async with app.run_test(size=SIZE) as pilot:
        while app.snapshot is None:
            await pilot.pause(0.05)
        await pilot.pause(0.5)
        await pilot.press(*keys)
        await pilot.pause(0.8)
        # Without this, some programs that draw SVG drop the blanks a text begins with, and columns lean.
        return app.export_screenshot(title="Cartera").replace("<text ", '<text xml:space="preserve" ')


if __name__ == "__main__":
    main()
