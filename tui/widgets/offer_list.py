"""What the line being typed could become: a few lines above it, the one that Tab wrote marked."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from ...schema.clean import clean
from ..command_line.completing import Offer
from ..presentation.cells import fit
from ..presentation.plain import plain
from ..presentation.steps import scroll_for

ROWS = 7
"""Offers seen at once."""
WIDEST = 34
"""Cells of the column of what is written."""


class OfferList(Widget):
    """Offers in two columns: what is written, and what it means. A click takes one."""

    DEFAULT_CSS = """
    OfferList { display: none; height: auto; }
    """
    ALLOW_SELECT = False

    class Taken(Message):
        """An offer was clicked."""

        def __init__(self, offer: Offer) -> None:
            super().__init__()
            self.offer = offer
            """Which one."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.offers: tuple[Offer, ...] = ()
        """All of them, the best first."""
        self.marked = -1
        """The one that stands in the line; -1 while none was taken."""
        self._first = 0
        self._at = 0

    def show(self, offers: Sequence[Offer], at: int) -> None:
        """Show other offers, beginning at the cell ``at``; nothing where there are none."""
        self.offers = tuple(offers)
        self.marked, self._first, self._at = -1, 0, at
        self.display = bool(self.offers)
        self.styles.height = min(ROWS, len(self.offers))
        self.refresh(layout=True)

    def mark(self, index: int) -> None:
        """Mark the offer that was taken and make it visible."""
        self.marked = index
        self._first = scroll_for(index, self._first, ROWS)
        self.refresh()

    def render(self) -> Content:
        """Return the visible offers, one a line; the last line says how many follow."""
        shown = range(self._first, min(len(self.offers), self._first + ROWS))
        texts = min(WIDEST, max((cell_len(clean(each.text)) for each in self.offers), default=0))
        room = self.size.width
        at = max(0, min(self._at, room - texts - 20))
        lines = [self._line(index, at, texts, room) for index in shown]
        return Content("\n").join(lines)

    def _line(self, index: int, at: int, texts: int, room: int) -> Content:
        offer = self.offers[index]
        sign = ">" if index == self.marked else " "
        text = f"{' ' * max(0, at - 1)}{sign}{fit(clean(offer.text), texts)}"
        label = fit(f"  {clean(offer.label)}", max(0, room - cell_len(text)))
        if index == self.marked:
            return Content.assemble(plain(text, "bold $text-accent"), plain(label))
        return Content.assemble(plain(text), plain(label, "$text-muted"))

    def on_click(self, event: events.Click) -> None:
        """Take the offer under the mouse."""
        event.stop()
        index = self._first + event.y
        if 0 <= index < len(self.offers):
            self.post_message(self.Taken(self.offers[index]))
