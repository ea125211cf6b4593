"""The stage for pictures and recordings: the sample book on one fixed day, so that they change only when the program does."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from ..records.demo.write import write_demo
from ..records.opening import open_book
from ..schema.language import Language
from ..tui.app import Cartera
from ..tui.looks.traits import Looks

MOMENT = datetime(2026, 7, 14, 9, 30, tzinfo=ZoneInfo("Europe/Madrid"))
"""A Tuesday morning."""


def clock() -> datetime:
    """Return the moment that lasts as long as the stage."""
    return MOMENT


def write_stage(root: Path) -> None:
    """Write the sample book of the day into ``root``."""
    write_demo(root, today=MOMENT.date(), clock=clock).close()


def open_stage(root: Path, language: Language, looks: Looks | None = None) -> Cartera:
    """Return the program on the book at ``root``."""
    return Cartera(lambda: open_book(root, clock), language, clock, looks=looks)


def keys_of(text: str) -> tuple[str, ...]:
    """Return the keys that type ``text``, as Textual names them."""
    return tuple(_NAMES.get(each, each) for each in text)


_NAMES = {
    "/": "slash",
    ":": "colon",
    ">": "greater_than_sign",
    "@": "at",
    " ": "space",
    ",": "comma",
    "-": "minus",
    "'": "apostrophe",
}
