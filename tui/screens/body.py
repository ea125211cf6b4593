"""The text below the fields, written over the whole screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import TextArea

from ...schema.clean import clean
from ..actions import Place
from .book_screen import FramedScreen


class BodyScreen(FramedScreen[str]):
    """Answers with the text, or with None when it was left as it was."""

    place: ClassVar[Place] = Place.TEXT

    def __init__(self, heading: str, body: str, typed: Callable[[str], None]) -> None:
        super().__init__()
        self._heading = heading
        self._body = body
        self._typed = typed
        """Told what stands here, after each key."""

    def content(self) -> Iterable[Widget]:
        """Return the text."""
        yield TextArea(self._body.rstrip("\n"), id="body", soft_wrap=True, tab_behavior="focus", compact=True)

    def trail(self) -> tuple[str, ...]:
        """Return whose text it is."""
        return (clean(self._heading), self.language.gettext("Text"))

    def on_mount(self) -> None:
        """Go on where the text ends."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()

    @property
    def text(self) -> str:
        """What stands here; it ends with one line end."""
        text = self.query_one(TextArea).text.rstrip()
        return f"{text}\n" if text else ""

    def on_text_area_changed(self, message: TextArea.Changed) -> None:
        """Tell the form, which keeps it."""
        message.stop()
        self._typed(self.text)

    def do_save(self) -> None:
        """Take the text into the form."""
        self.dismiss(self.text)

    def do_leave(self) -> None:
        """Take the text too: only the form as a whole is thrown away."""
        self.do_save()
