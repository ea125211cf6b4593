"""Coming to a book where there is none: the ways the first screen offers, and what each does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..schema.errors import CarteraError
from .places import cache_folder, data_folder, system_zone
from .session import Session

if TYPE_CHECKING:
    from ..tui.first.welcome_app import Chosen

DEMO = "demo-book"


def usual_settings(session: Session, folder: Path) -> dict[str, str]:
    """Return what a new book in ``folder`` says of itself when nobody says otherwise."""
    return {
        "name": folder.absolute().name,
        "language": session.language.code,
        "tz": system_zone(session.world.environment),
    }


def choose_book(session: Session) -> Chosen | None:
    """Offer the ways to a book on the terminal and return the one that was chosen; None when the person left.

    Raises:
        CarteraError: there is no terminal that can show it.

    """
    from ..records.files.private import personal_folder
    from ..records.known_books import known_books
    from ..tui.first.beginnings import Beginnings
    from ..tui.first.starting import ask_for_book

    environment = session.world.environment
    beginnings = Beginnings(
        Path.cwd(),
        known_books(personal_folder(environment)),
        data_folder(environment) / DEMO,
        lambda folder: write_sample(session, folder),
        lambda folder: make_book(session, folder),
        find_book,
        fetch_book,
    )
    return ask_for_book(beginnings, session.language, environment)


def write_sample(session: Session, folder: Path) -> Path:
    """Write the sample book into ``folder``, unless it lies there already, with the tour that belongs to it."""
    from ..records.config import CONFIG_FILE
    from ..records.demo.write import write_demo

    if not (folder / CONFIG_FILE).is_file():
        clock = session.world.clock
        write_demo(folder, today=clock().date(), clock=clock).close()
    begin_tour(session, folder)
    return folder


def begin_tour(session: Session, folder: Path) -> None:
    """Let the tour begin when the sample book is opened next."""
    from contextlib import suppress

    from ..records.files.private import private_folder
    from ..tui.touring import offer_tour

    # The book is there; where nothing can be kept about it, it is a book without a tour.
    with suppress(CarteraError):
        offer_tour(private_folder(folder, session.world.environment))


def make_book(session: Session, folder: Path) -> Path:
    """Make a new book in ``folder`` with the usual settings."""
    from ..records.creating import create_book

    cache = cache_folder(session.world.environment)
    create_book(folder, session.world.clock, settings=usual_settings(session, folder), cache=cache)[0].close()
    return folder


def fetch_book(address: str, folder: Path) -> Path:
    """Clone the book at ``address`` into ``folder``; raises ``CarteraError`` where there is none or it is not reached."""
    from ..records.sync.cloning import clone_book

    return clone_book(address, folder).root


def find_book(folder: Path) -> Path:
    """Return the folder of the book in which ``folder`` lies; raises ``NotABook``."""
    from ..records.git.places import find_root

    return find_root(folder)
