"""Going from one book to another in the same window.

One repository shows everybody all of it, so that what must stay among few is a book of its own. The present book is
closed as when one leaves: running saves end, and what was typed is kept as a draft and offered when the book is open again.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..schema.sentences import sentence
from .acting import Acting
from .leaving import keep_drafts
from .modals.books import BookChooser

if TYPE_CHECKING:
    from .app import Cartera


def choose_book(app: Cartera) -> None:
    """Let a person choose another book, and leave for it."""

    def chosen(folder: str | None) -> None:
        if folder:
            leave_for(app, Path(folder))

    app.push_screen(BookChooser(app.language, app.person, app.bridge.root), chosen)


def leave_for(app: Cartera, root: Path) -> None:
    """Leave the present book for another, unless an open form asks first."""
    if root == app.bridge.root:
        app.tell(sentence("This book is open already."))
    elif all(screen.may_leave() for screen in reversed(app.screen_stack) if isinstance(screen, Acting)):
        keep_drafts(app)
        app.next_book = root
        app.exit(0)
