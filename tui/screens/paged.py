"""What screens of one page share: the page takes the keys, and says what is waited for until there is something to read."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from ..presentation.lines import text_item
from ..widgets.line_view import LineView
from .book_screen import BookScreen


class PagedScreen(BookScreen):
    """A page of lines; what the line under the cursor leads to is what keys act on."""

    def content(self) -> Iterable[Widget]:
        """Return the page."""
        yield LineView(id="page")

    def selected(self) -> str:
        """Return the id of the record under the cursor."""
        chosen = self.query_one(LineView).chosen
        return chosen.target if chosen else ""

    def mover(self) -> Widget | None:
        """Movements move the page."""
        return self.query_one(LineView)

    def waiting(self) -> str:
        """Return the sentence that stands on the page until its lines are known."""
        return ""

    def on_mount(self) -> None:
        """Give the keys to the page."""
        page = self.query_one(LineView)
        page.focus()
        if words := self.waiting():
            page.show([text_item(words)])
