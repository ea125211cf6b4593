"""Showing a book in the terminal, and the next one where the person goes to another."""

from __future__ import annotations

import gc
import sys
from time import monotonic
from typing import TYPE_CHECKING

from .exits import OK, USAGE
from .marking import mark as _
from .places import cache_folder, keymap_file
from .session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.events import Key

    from ..records.book import Book
    from ..tui.app import Ending

PATIENCE = 0.5
"""Seconds of a dark screen that nobody minds."""


def has_terminal() -> bool:
    """Return whether there is a terminal to draw on and to read keys from."""
    return all(each is not None and each.isatty() for each in (sys.stdin, sys.stdout))


def open_terminal(session: Session, *, named: bool) -> int:
    """Open the terminal on the session's book; without a terminal say what to type instead.

    Where no book lies and none was ``named``, the ways to one are offered.
    """
    if not has_terminal():
        session.say(_("Cartera draws on a terminal, and there is none here. For scripts, type a command:"))
        session.say(_("“cartera --help” lists them."))
        return USAGE
    # Loading the screens makes no garbage, and looking for it takes a tenth of the start; tui/collecting.py goes on.
    gc.disable()
    typed = _find_book(session, named=named)
    if typed is None:
        return OK
    ending = show_book(session, typed)
    while ending.next_book is not None:
        session = Session(session.world, ending.next_book, read_only=ending.is_read_only, lasts=True)
        ending = show_book(session)
    return ending.code


def _find_book(session: Session, *, named: bool) -> Sequence[Key] | None:
    """Open the session's book, or another where the person chooses one; return what was typed while that came about.

    None where there is no book.

    A folder without a book is told before the screens load, and the book may name the language.
    """
    from ..records.git.mistakes import NotABook

    try:
        assert session.book
    except NotABook:
        if named:
            raise
        from .beginning import choose_book

        chosen = choose_book(session)
        if chosen is None:
            return None
        session.look_in(chosen.book)
        return chosen.typed
    return ()


def show_book(session: Session, typed: Sequence[Key] = ()) -> Ending:
    """Show the session's book in the terminal until the person leaves it; what was ``typed`` before is for it."""
    from ..records.files.private import personal_folder, private_folder
    from ..records.opening import is_kept
    from ..tui.early.page import FirstPage

    environment = session.world.environment
    book, ahead = session.hand_over(), session.world.ahead
    language, keymap = session.world.language_for(book.config.language), keymap_file(environment)
    private = private_folder(book.root, environment)
    at_once = is_kept(cache_folder(environment), book.root) and _read_soon(book)
    page = FirstPage(private, personal_folder(environment), language, keymap, environment)
    if at_once:
        page.draw(book, checking=ahead is not None and ahead.is_wanted)
    try:
        from ..tui.app import run

        return run(book, language, at_once=at_once, ahead=ahead, page=page, typed=typed, private=private, keymap=keymap)
    except BaseException:
        page.leave()
        raise


def _read_soon(book: Book) -> bool:
    """Read the records and return whether that took no longer than anybody waits before a dark screen.

    What is kept may be of another version of Cartera, or of another schema: then all files are read, behind a frame that
    says how far it is.
    """
    from ..records.steps import Cancelled, Step

    ends = monotonic() + PATIENCE

    def tell(_step: Step) -> None:
        if monotonic() > ends:
            raise Cancelled

    book.tell = tell
    try:
        book.snapshot()
    except Cancelled:
        return False
    finally:
        book.tell = None
    return True
