"""The demo book: about thirty fictional clients over four industries, told around the day it is made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from ...schema.sentences import sentence
from ..book import Book
from ..config import CONFIG_FILE
from ..creating import BookExists, FolderInUse, create_book
from ..git.repository import initialise
from ..plan import Plan
from ..planning import plan_extras
from .clients import tell_client
from .days import Days
from .happenings import tell_happenings
from .house import tell_house, tell_year
from .shelf import Shelf
from .telling import CLIENT_FILES, read_story

SETTINGS = {
    "name": "Traza",
    "currency": "EUR",
    "language": "es",
    "country": "ES",
    "tz": "Europe/Madrid",
}
PERSONA = {"user.name": "Ana Ruiz Vega", "user.email": "ana@example.com"}
"""Who works in the demo: its commits and what is "mine" are hers, whoever looks at it."""


def write_demo(folder: Path, *, today: date, clock: Callable[[], datetime], seed: int = 7) -> Book:
    """Write the demo book into ``folder`` and return it, opened; the same day and seed give the same bytes.

    Raises:
        BookExists: there is a book already.
        FolderInUse: there are other files.

    """
    if (folder / CONFIG_FILE).exists():
        raise BookExists(folder)
    if folder.is_dir() and any(folder.iterdir()):
        raise FolderInUse(folder)
    git = initialise(folder).git
    for key, value in PERSONA.items():
        git.run("config", key, value)
    book, _ = create_book(folder, clock, settings=SETTINGS)
    book.apply(
        Plan(
            sentence("Demo book of {day}", day=today),
            (),
            plan_extras(folder, tell(book, today, seed)),
            begins=True,
        )
    )
    return book


def tell(book: Book, today: date, seed: int) -> dict[str, bytes]:
    """Return the files of the whole story by path."""
    days = Days(today, book.config.zone)
    shelf = Shelf(book.schema, book.now(), seed)
    touches = read_story("touches")
    tell_house(shelf, days, read_story("house"))
    clients = [
        tell_client(shelf, days, told, told.text("industry"))
        for name in CLIENT_FILES
        for told in read_story(name).maps("clients")
    ]
    for client in clients:
        tell_happenings(shelf, days, client, touches)
    tell_year(shelf, days, clients)
    return shelf.files
