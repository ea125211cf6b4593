"""The palette: everything that can be done, listed or opened, found by a few letters of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import events
from textual.widgets import Input

from .. import messages
from ..palette.finder import TitleFinder
from ..presentation.palette_items import PaletteGround, palette_items, remembered_records
from .chooser import Chooser, Wording

if TYPE_CHECKING:
    from ..app import Cartera


class Palette(Chooser):
    """A chooser whose records are found beside the screens; what is shown always answers what is typed."""

    def __init__(self, wording: Wording, ground: PaletteGround, finder: TitleFinder) -> None:
        super().__init__(wording, lambda text: palette_items(text, ground), wide=True)
        self._ground = ground
        self._finder = finder
        self._answered = ""
        self._asked = ""
        self._enter_waits = False

    def on_titles_found(self, message: messages.TitlesFound) -> None:
        """Show what was found, unless something else has been typed meanwhile."""
        message.stop()
        if message.text != self.query_one(Input).value:
            return
        self._answered = message.text
        self.put(palette_items(message.text, self._ground, message.hits))
        if self._enter_waits:
            self.choose()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Let Enter wait where what is shown does not answer what is typed yet."""
        if event.value != self._answered:
            event.stop()
            event.prevent_default()
            self._enter_waits = True

    def on_key(self, _event: events.Key) -> None:
        """Let a key after Enter take it back."""
        self._enter_waits = False

    def narrow(self, text: str) -> None:
        """Show what fits ``text``: at once where no records are asked for, else when they are found."""
        snapshot = self._ground.snapshot
        if snapshot is None or not text.strip():
            self._answered = text
            super().narrow(text)
            return
        ahead = remembered_records(self._ground.visits)
        self._asked = text

        def work() -> messages.TitlesFound | None:
            return self._finder.find(snapshot, text, ahead) if self._asked == text else None

        cast("Cartera", self.app).bridge.compute(self, work)
