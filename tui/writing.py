"""Actions that write: what is behind the keys for undo, new, edit, move and the like."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ..records.book import Book
from ..schema.sentences import sentence
from . import messages

if TYPE_CHECKING:
    from .app import Cartera


def _undo(app: Cartera) -> None:
    def job(book: Book) -> messages.Saved:
        return messages.Saved(sentence("Undone: {what}", what=book.undo().subject), ())

    app.bridge.ask(app, job)


def _redo(app: Cartera) -> None:
    def job(book: Book) -> messages.Saved:
        return messages.Saved(sentence("Done again: {what}", what=book.redo().subject), ())

    app.bridge.ask(app, job)


WRITING: Mapping[str, Callable[[Cartera], None]] = {"undo": _undo, "redo": _redo}
"""By the id of the action."""
